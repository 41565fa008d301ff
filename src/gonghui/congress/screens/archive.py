"""The archive page: the meter, the fixed tree with every leaf, the build, the two locks."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.actions.dossier import is_behind
from gonghui.congress.documents import volume
from gonghui.congress.documents.catalogue import documents
from gonghui.congress.documents.volume import Line
from gonghui.congress.models import Dossier, Enclosure, Meeting, Paper
from gonghui.congress.papers.archive import schedule
from gonghui.congress.screens import outcome
from gonghui.congress.screens.outcome import Outcome

MADE_BY_STEP = {
    "resolution": "resolutions", "minutes": "minutes", "publication": "posting", "filing_report": "filing",
}  # fmt: skip
MADE_BY_PREPARATION = frozenset({"agenda_consultation", "notice", "receipts", "election_results", "qualification"})


def page(so_far: Outcome, *, role: str) -> dict[str, object]:
    """Return the archive page. `role` is the hat that looks at it, for the lock that it may set."""
    meeting = so_far.meeting
    lines = volume.lines(meeting)
    newest = Dossier.objects.filter(meeting=meeting).order_by("-built_at", "-id").first()
    state = so_far.state
    return {
        "present": state.present, "required": state.required, "missing": len(state.missing),
        "excused": sum(line.how == "excused" for line in lines), "folders": folders(meeting, lines),
        "gaps": [_gap(meeting, line) for line in lines if line.how == "missing"],
        "dossier": dossier(meeting, newest, role) if newest else None, "retention": schedule().retention,
    }  # fmt: skip


def folders(meeting: Meeting, lines: list[Line]) -> list[dict[str, object]]:
    """Return the tree: every folder with its leaves, and what is missing in it."""
    found = []
    leaves = _leaves(meeting)
    for folder in schedule().folders:
        missing = [line for line in lines if line.requirement.folder == folder.number and line.how == "missing"]
        reasons = [line for line in lines if line.requirement.folder == folder.number and line.how == "excused"]
        inside = leaves.get(folder.number, [])
        found.append(
            {"number": f"{folder.number:02d}", "name": folder.name, "leaves": inside, "missing": missing,
             "reasons": reasons, "empty": not inside and not missing and not reasons}
        )  # fmt: skip
    return found


def _leaves(meeting: Meeting) -> dict[int, list[dict[str, object]]]:
    found: dict[int, list[dict[str, object]]] = {}
    for one in documents(meeting):
        found.setdefault(one.folder, []).append(
            {"title": one.title, "number": one.number, "draft": not one.final, "made": True,
             "downloads": outcome.downloads(meeting, one)}
        )  # fmt: skip
    served = Paper.objects.filter(meeting=meeting, served_at__isnull=False).select_related("item")
    for paper in served.order_by("item__position", "title", "version"):
        title = _("%(title)s（第%(n)s版）") % {"title": paper.title, "n": paper.version}
        found.setdefault(volume.MATERIALS_FOLDER, []).append({"title": title, "size": paper.size, "draft": False})
    places = {one.key: one.folder for one in schedule().required}
    for key, paper in volume.placed(meeting):
        found.setdefault(places[key], []).append({"title": paper.title, "size": paper.size, "draft": False})
    handed_in = Enclosure.objects.filter(meeting=meeting, withdrawn_at=None).exclude(file_path="").order_by("at", "id")
    for one_file in handed_in:
        found.setdefault(places[one_file.serves], []).append(
            {"title": one_file.title, "size": one_file.size, "draft": False, "take_back": one_file.id}
        )
    log = [{"title": _("会议事件链日志"), "draft": False}, {"title": _("会议所依据的规则包"), "draft": False}]
    found.setdefault(15, []).extend(log)
    return found


def _gap(meeting: Meeting, line: Line) -> dict[str, object]:
    """One missing paper with where it is made, and the form to hand it in or to say why there is none."""
    key = line.requirement.key
    url = outcome.url_of(meeting, MADE_BY_STEP[key]) if key in MADE_BY_STEP else ""
    if key in MADE_BY_PREPARATION:
        url = reverse("congress:prepare-basics", args=[meeting.id])
    return {
        "key": key, "title": line.requirement.title, "folder": f"{line.requirement.folder:02d}",
        "basis": line.requirement.basis, "url": url,
    }  # fmt: skip


def dossier(meeting: Meeting, one: Dossier, role: str) -> dict[str, object]:
    """Return the newest archive with its hash, and whether it may be locked now by this hat."""
    seals = {seal.role: seal for seal in one.seals.select_related("person")}
    one.meeting = meeting
    behind = meeting.state != "ARCHIVED" and is_behind(one)
    turn = "secretary" if "secretary" not in seals else "chair" if "chair" not in seals else ""
    return {
        "id": one.id, "sha256": one.sha256, "size": one.size, "built_at": one.built_at, "behind": behind,
        "present": one.present, "required": one.required, "incomplete": bool(one.missing),
        "seals": [seals[name] for name in ("secretary", "chair") if name in seals], "turn": turn,
        "may_seal": role == turn and not behind and not one.missing,
        "file_there": (Path(settings.MEDIA_ROOT) / one.file_path).is_file(),
    }  # fmt: skip
