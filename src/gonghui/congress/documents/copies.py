"""The copy of a paper that somebody saves: as it was uploaded, or of an internal one with their name on every page."""

from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.documents import frame
from gonghui.congress.models import Paper
from gonghui.congress.papers import content, pdf
from gonghui.congress.papers.stamp import NotStamped, stamp
from gonghui.congress.queries import find
from gonghui.congress.rules.difference import paragraphs
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound

PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file for saving under a name, open for reading: an original is never held in memory whole."""

    file: IO[bytes]
    media_type: str
    name: str


def of(actor: Actor, paper: Paper) -> Copy:
    """Return the copy of a paper that an actor may save.

    Who prepares the meeting gets the file itself. Of an internal paper a delegate gets a PDF with their name and
    number on every page, and nobody else anything: of a PDF the file, of a text or a Word file its text.

    Raises: Conflict for an internal picture or sheet, which cannot bear a name; NotFound.
    """
    policy.require_reader(actor, paper.meeting)
    if not paper.internal or policy.may_prepare(actor, paper.meeting):
        return _original(paper)
    delegate = find.own_mandate(actor, paper.meeting)
    words = f"{delegate.name} {delegate.number}"
    fonts = pdf.default_fonts()
    stem = (paper.file_name.rsplit(".", 1)[0] if paper.file_name else paper.title) or paper.title
    try:
        plain = _stored(paper) if paper.media_type == PDF else _set(paper)
        return Copy(file=BytesIO(stamp(plain, words, fonts=fonts)), media_type=PDF, name=f"{stem}.pdf")
    except NotStamped as error:
        raise _cannot() from error


def _original(paper: Paper) -> Copy:
    if not paper.file_path:
        raise NotFound
    return Copy(file=default_storage.open(paper.file_path), media_type=paper.media_type, name=paper.file_name)


def _stored(paper: Paper) -> bytes:
    with default_storage.open(paper.file_path) as file:
        return bytes(file.read())


def _set(paper: Paper) -> bytes:
    if not paper.text:
        raise _cannot()
    copy = content.ReadingCopy(
        meeting=frame.facts(paper.meeting), title=paper.title, version=f"第{paper.version}版",
        paragraphs=paragraphs(paper.text),
    )  # fmt: skip
    return pdf.render(copy, fonts=pdf.default_fonts()).data


def _cannot() -> Conflict:
    return Conflict(
        _("这份内部材料加不上姓名水印，不提供下载。"), code="cannot-be-stamped",
        remedy=_("请在页面上阅读，或向会务组查阅原件。"),
    )  # fmt: skip
