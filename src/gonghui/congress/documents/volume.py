"""The archive of one meeting: its leaves, how complete it is, and the zip, made in slices that can be resumed."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from gonghui.congress.documents import boxes, frame, log, making
from gonghui.congress.documents.catalogue import Document, documents, reasons
from gonghui.congress.models import Enclosure, Meeting, Paper
from gonghui.congress.papers import archive, pdf
from gonghui.congress.papers.archive import Completeness, Leaf, Requirement
from gonghui.congress.queries import papers
from gonghui.congress.rules.kinds import VoteForm
from gonghui.kernel.clock import local_date
from gonghui.kernel.db.scope import current
from gonghui.kernel.ids import uuid7

MATERIALS_FOLDER = 6
#: Papers of a matter for which the archive keeps a place of its own: they stand there as well as with the materials.
PLACES = {"M-SUP-PROP": "proposals"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a build is: whole numbers of files, and what was made last."""

    done: int
    total: int
    title: str = ""

    @property
    def whole(self) -> bool:
        return self.done == self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A finished archive: its place below MEDIA_ROOT, size, hash, and how complete it is."""

    path: str
    size: int
    sha256: str
    state: Completeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list of what must be there. `how`: present, excused (a reason was given), spared or missing."""

    requirement: Requirement
    how: str
    pieces: int = 0
    reason: str = ""


def home(meeting: Meeting) -> Path:
    """Return the folder in which a meeting's archives and their parts lie, made if need be."""
    folder = Path(settings.MEDIA_ROOT) / "dossiers" / current().slug / str(meeting.id)
    (folder / "parts").mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def lines(meeting: Meeting) -> list[Line]:
    """Return the list of what must be there with how it stands, in the order of the tree; no paper is made for it."""
    served: dict[str, int] = {}
    for key in _served(meeting):
        served[key] = served.get(key, 0) + 1
    given = dict(
        Enclosure.objects.filter(meeting=meeting, withdrawn_at=None).exclude(reason="").values_list("serves", "reason")
    )
    spared = _spared(meeting)
    return [_line(one, served.get(one.key, 0), given.get(one.key, ""), one.key in spared) for one in _required()]


def _line(one: Requirement, pieces: int, reason: str, spared: bool) -> Line:
    how = "present" if pieces else "excused" if reason else "spared" if spared else "missing"
    return Line(requirement=one, how=how, pieces=pieces, reason=reason)


def completeness(meeting: Meeting) -> Completeness:
    """Return how much of what must be there is there; what is excused or cannot apply is not counted."""
    found = lines(meeting)
    counted = [line for line in found if line.how in ("present", "missing")]
    missing = tuple(line.requirement for line in counted if line.how == "missing")
    return Completeness(present=len(counted) - len(missing), required=len(counted), missing=missing)


def make_some(meeting: Meeting, *, page: str, until: "Clock") -> Progress:
    """Make the parts that are not there yet, one after the other, until time is up.

    What was made is kept under the hash of its content: an interrupted build goes on where it stopped, and a later
    build makes only what has changed. Raises: OSError when the disk does not take it; nothing half is left.
    """
    parts = home(meeting) / "parts"
    work = [one for one in (*documents(meeting, page=page), *reasons(meeting)) if one.final]
    total, done, made, title = sum(len(one.formats) for one in work), 0, 0, ""
    for one in work:
        paper = one.make()
        mark = making.fingerprint(paper)
        for ending in one.formats:
            target = parts / f"{mark}.{ending}"
            if not target.exists():
                # Each slice makes at least one, or a slow machine would never come to an end.
                if made and until.is_up():
                    return Progress(done=done, total=total, title=title)
                making.kept(target, paper, ending)
                made += 1
            done, title = done + 1, one.title
    return Progress(done=done, total=total, title=title)


Monotonic = Callable[[], float]


class Clock:
    """Says when a slice has worked long enough."""

    def __init__(self, seconds: float, monotonic: Monotonic) -> None:
        self._monotonic, self._end = monotonic, monotonic() + seconds

    def is_up(self) -> bool:
        return self._monotonic() >= self._end


def assemble(meeting: Meeting, *, page: str) -> Built:
    """Write the archive from its finished parts, whole or not at all.

    Raises: ArchiveFault; OSError when the disk does not take it; nothing half is left.
    """
    folder = home(meeting)
    target = folder / f"{uuid7()}.zip"
    part = target.with_suffix(".part")
    excused = frozenset(line.requirement.key for line in lines(meeting) if line.how in ("excused", "spared"))
    digest, size = sha256(), 0
    try:
        with part.open("xb") as out:
            for piece in archive.stream(
                leaves(meeting, page=page), meeting=frame.facts(meeting), fonts=pdf.default_fonts(),
                not_applicable=excused,
            ):  # fmt: skip
                out.write(piece)
                digest.update(piece)
                size += len(piece)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Built(
        path=str(target.relative_to(settings.MEDIA_ROOT)), size=size, sha256=digest.hexdigest(),
        state=completeness(meeting),
    )  # fmt: skip


def leaves(meeting: Meeting, *, page: str) -> list[Leaf]:
    """Return the leaves of the archive, numbered within their folders; parts that are not made yet are made."""
    found: list[Leaf] = []
    unnumbered = [
        *_papers(meeting, page),
        *_materials(meeting),
        *_placed(meeting),
        *_enclosed(meeting),
        *boxes.leaves(meeting),
        *_system(meeting),
    ]
    counts: dict[int, int] = {}
    for folder, fields in unnumbered:
        counts[folder] = counts.get(folder, 0) + 1
        found.append(Leaf(folder=folder, number=counts[folder], **fields))  # type: ignore[arg-type]
    return found


Fields = dict[str, object]


def _papers(meeting: Meeting, page: str) -> Iterator[tuple[int, Fields]]:
    parts = home(meeting) / "parts"
    for one in (*documents(meeting, page=page), *reasons(meeting)):
        if one.final:
            yield one.folder, _made(one, parts) | {"author": frame.issuer(meeting)}


def _made(one: Document, parts: Path) -> Fields:
    paper = one.make()
    mark = making.fingerprint(paper)
    files = {ending: making.kept(parts / f"{mark}.{ending}", paper, ending) for ending in one.formats}
    return {
        "title": one.title, "formats": files, "pages": making.pages_of(files["pdf"]), "retention": one.retention,
        "serves": one.serves, "document_number": one.number, "dated": one.dated,
    }  # fmt: skip


def _materials(meeting: Meeting) -> Iterator[tuple[int, Fields]]:
    """Every version that was served, as it was uploaded; a text that was typed in stands as a text file."""
    served = Paper.objects.filter(meeting=meeting, served_at__isnull=False).select_related("item")
    for paper in served.order_by("item__position", "title", "version"):
        yield MATERIALS_FOLDER, {
            "title": f"{paper.title}（第{paper.version}版）", "formats": _formats(paper), "retention": "permanent",
            "serves": "materials", "dated": local_date(paper.served_at) if paper.served_at else None,
            "note": "已撤回" if paper.withdrawn_at else "",
        }  # fmt: skip


def placed(meeting: Meeting) -> list[tuple[str, Paper]]:
    """Return the papers, as last served, that fill a line of the archive's list too, each with the key of the line."""
    served = papers.current(meeting)
    return [(PLACES[one.item.matter], one) for one in served if one.item and one.item.matter in PLACES]


def _placed(meeting: Meeting) -> Iterator[tuple[int, Fields]]:
    lines = {one.key: one for one in _required()}
    for key, paper in placed(meeting):
        yield lines[key].folder, {
            "title": paper.title, "formats": _formats(paper), "retention": lines[key].retention, "serves": key,
            "dated": local_date(paper.served_at) if paper.served_at else None,
        }  # fmt: skip


def _formats(paper: Paper) -> dict[str, Path | bytes]:
    if not paper.file_path:
        return {"txt": paper.text.encode("utf-8-sig")}
    return {_ending(paper.file_name): Path(settings.MEDIA_ROOT) / paper.file_path}


def _enclosed(meeting: Meeting) -> Iterator[tuple[int, Fields]]:
    folders = {one.key: (one.folder, one.retention) for one in _required()}
    for one in _files(meeting):
        folder, retention = folders[one.serves]
        yield folder, {
            "title": one.title, "formats": {_ending(one.file_name): Path(settings.MEDIA_ROOT) / one.file_path},
            "retention": retention, "serves": one.serves, "dated": local_date(one.at),
        }  # fmt: skip


def _system(meeting: Meeting) -> Iterator[tuple[int, Fields]]:
    yield 15, {
        "title": "会议事件链日志", "formats": {"json": log.event_log(meeting)}, "retention": "permanent",
        "serves": "event_log", "note": "逐条带链式校验值",
    }  # fmt: skip
    yield 15, {
        "title": "会议所依据的规则包", "formats": {"json": log.rule_pack(meeting)}, "retention": "permanent",
        "note": f"规则包校验值 {meeting.pack_digest}",
    }  # fmt: skip


def _served(meeting: Meeting) -> Iterator[str]:
    for one in documents(meeting):
        if one.final and one.serves:
            yield one.serves
    for _paper in range(Paper.objects.filter(meeting=meeting, served_at__isnull=False).count()):
        yield "materials"
    yield from (key for key, _paper in placed(meeting))
    for enclosure in _files(meeting):
        yield enclosure.serves
    yield "event_log"


def _spared(meeting: Meeting) -> set[str]:
    """What cannot be there, whatever anybody does: papers of votes where nothing of that kind was voted."""
    rounds = frame.votes(meeting)
    spared = {"resolution", "result", "tally_sheet", "ballot_sample"} if not rounds else set()
    if all(vote.form == VoteForm.SHOW_OF_HANDS for vote in rounds):
        spared.add("ballot_sample")
    return spared


def _files(meeting: Meeting) -> list[Enclosure]:
    handed_in = Enclosure.objects.filter(meeting=meeting, withdrawn_at=None).exclude(file_path="")
    return list(handed_in.order_by("at", "id"))


def _required() -> tuple[Requirement, ...]:
    return archive.schedule().required


def _ending(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else "bin"
