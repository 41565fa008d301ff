"""The packet for the superior union: one PDF with the list, the report, the resolutions, the results, the roll."""

from io import BytesIO

from pypdf import PdfWriter

from gonghui.congress.documents import decided, making
from gonghui.congress.documents.catalogue import Document, documents
from gonghui.congress.models import Filing, Meeting
from gonghui.congress.papers.content import Resolution, VoteResult

PARTS = ("filing-report", "roster", "sign-in")


def packet(meeting: Meeting, *, page: str) -> bytes:
    """Return the packet; its first page lists what follows with the pages of each."""
    parts = _parts(meeting, page)
    made = [(one.title, making.make(one, "pdf")) for one in parts]
    pages = {_listed(one): part.pages or 0 for one, (_title, part) in zip(parts, made, strict=True)}
    filing = Filing.objects.filter(meeting=meeting).first()
    cover = making.render(decided.filing_cover(meeting, filing, pages), "pdf")
    writer = PdfWriter()
    for title, part in (("报送材料清单", cover), *made):
        writer.append(BytesIO(part.data), outline_item=title)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _parts(meeting: Meeting, page: str) -> list[Document]:
    """The papers in the order in which the list names them."""
    found = documents(meeting, page=page)
    by_key = {one.key: one for one in found}
    resolutions = [one for one in found if one.kind is Resolution and one.final and one.number]
    results = [one for one in found if one.kind is VoteResult]
    kept = [by_key[key] for key in PARTS if key in by_key]
    return [*kept[:1], *resolutions, *kept[1:], *results]


def _listed(one: Document) -> str:
    """The title under which the list names a paper."""
    return one.title.split("（")[0] if one.kind is VoteResult else one.title
