"""The first four steps after the sitting: resolutions, minutes, posting, filing."""

import re

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.documents import decided, posting
from gonghui.congress.documents import frame as facts
from gonghui.congress.documents.catalogue import Document, documents
from gonghui.congress.documents.late import late_filing, late_posting
from gonghui.congress.models import AgendaItem, Meeting, Objection, Resolution, Vote
from gonghui.congress.queries.ballots import kind_of
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.calendar import publication_window
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.parameters import FILE_UPPER_WD, PUBLISH_DAYS, PUBLISH_MIN_DAYS
from gonghui.congress.rules.states import ItemState
from gonghui.congress.screens import outcome, rows, words
from gonghui.congress.screens.finding import band_of
from gonghui.congress.screens.outcome import Outcome
from gonghui.congress.screens.phone import tally_of
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.workdays import china
from gonghui.ui.parts import Badge

HEADING = re.compile(r"[一二三四五六七八九十]+、")


def resolutions(so_far: Outcome) -> dict[str, object]:
    """Return every voted item with its result and its resolution, and what was dealt with without a vote."""
    meeting = so_far.meeting
    made = {one.item_id: one for one in so_far.resolutions}
    papers = {one.key: one for one in documents(meeting)}
    rounds = {vote.item_id: vote for vote in facts.votes(meeting)}
    lines = [_resolution(meeting, vote, made.get(vote.item_id), papers) for vote in rounds.values()]
    heard = [
        {"position": item.position, "title": item.title, "state": words.item_state(item), "note": item.note}
        for item in meeting.items.order_by("position")
        if item.id not in rounds and not _waits(meeting, item)
    ]
    return {
        "lines": lines,
        "heard": heard,
        "to_draft": sum(line["resolution"] is None and line["resolves"] is True for line in lines),
    }


def _waits(meeting: Meeting, item: AgendaItem) -> bool:
    """Say whether an item may still be voted on."""
    settled = (ItemState.REMANDED,)
    return item.form != VoteForm.NONE and meeting.closed_at is None and item.state not in settled


def _resolution(meeting: Meeting, vote: Vote, one: Resolution | None, papers: dict[str, Document]) -> dict[str, object]:
    """One voted item as its card shows it; the result is the stored one."""
    result = papers[f"result-{vote.id}"]
    paper = papers.get(f"resolution-{one.id}") if one else None
    adopted = one is not None and one.adopted_at is not None
    word = _("已定稿") if adopted else _("草稿") if one else _("未起草")
    return {
        "position": vote.item.position, "title": vote.item.title, "vote_id": vote.id,
        "resolves": kind_of(vote) is not PaperKind.APPRAISAL,
        "tally": rows.shown(vote) if vote.paper else tally_of(vote.result),
        "sentence": facts.close_set(vote.result.sentence), "resolution": one, "adopted": adopted,
        "resolution_id": str(one.id) if one else "", "badge": Badge(text=word, kind="ok" if adopted else "line"),
        "paragraphs": one.text.splitlines() if one else [],
        "downloads": outcome.downloads(meeting, paper) if paper else [],
        "sheets": outcome.downloads(meeting, result), "sheet_title": result.title,
    }  # fmt: skip


def minutes(so_far: Outcome, *, may_sign: bool) -> dict[str, object]:
    """Return the minutes with their papers; who may sign sees the button."""
    stored = so_far.minutes
    papers = {one.key: one for one in documents(so_far.meeting)}
    paper = papers.get("minutes")
    return {
        "minutes": stored, "paragraphs": paragraphs(stored.text) if stored else [], "may_sign": may_sign,
        "signed": stored is not None and stored.signed_at is not None,
        "downloads": outcome.downloads(so_far.meeting, paper) if paper else [],
        "others": [
            {"title": papers[key].title, "downloads": outcome.downloads(so_far.meeting, papers[key])}
            for key in ("sign-in", "presence", "incidents", "opinions")
        ],
    }  # fmt: skip


def paragraphs(text: str) -> list[dict[str, object]]:
    """Return the lines of a text, telling headings (一、) from the rest."""
    return [{"text": line, "heading": bool(HEADING.match(line))} for line in text.splitlines()]


def posting_start(so_far: Outcome) -> dict[str, object]:
    """Return what the form of posting starts with: the least window of the pack from today."""
    return {"until": publication_window(pack_of(so_far.meeting), so_far.today).last_day}


def posting_page(so_far: Outcome, page: str) -> dict[str, object]:
    """Return what is posted, from when until when, with the objections; or what must be done before."""
    meeting, one = so_far.meeting, so_far.publication
    pack = pack_of(meeting)
    context: dict[str, object] = {
        "publication": one, "open_resolutions": so_far.open_resolutions, "least": pack[PUBLISH_MIN_DAYS],
        "within": pack[PUBLISH_DAYS], "due": outcome.due_words(so_far.publication_due, so_far.today),
        "due_badge": outcome.due_badge(so_far.publication_due, so_far.today),
        "law": law_of(so_far, PUBLISH_DAYS.rule), "finding": band_of(late_posting(meeting, one, so_far.today)),
    }  # fmt: skip
    if one is None:
        return context
    one.meeting = meeting
    papers = {paper.key: paper for paper in documents(meeting, page=page)}
    over, digest = so_far.today > decided.last_day(one), posting.digest(one)
    return context | {
        "page": page, "last_day": decided.last_day(one), "over": over, "late": one.starts_at >= one.due_at,
        "digest": digest, "intact": is_intact(meeting, digest),
        # The PDF is the notice itself and has its own button.
        "downloads": outcome.downloads(meeting, papers["publication"])[1:],
        "poster": reverse("congress:poster", args=[one.slug]), "qr": reverse("congress:posting-qr", args=[one.slug]),
        "objections": [_objection(n, row) for n, row in enumerate(one.objections.order_by("at", "id"), 1)],
    }  # fmt: skip


def is_intact(meeting: Meeting, digest: str) -> bool:
    """Tell whether what stands there now is what the ledger says was posted."""
    entry = LedgerEntry.objects.filter(stream=f"congress/{meeting.id}", verb="posted").first()
    return entry is not None and f'"{digest}"' in entry.facts


def _objection(n: int, row: Objection) -> dict[str, object]:
    return {"n": n, "id": row.id, "text": row.text, "at": row.at, "answer": row.answer, "answered_at": row.answered_at}


def filing(so_far: Outcome) -> dict[str, object]:
    """Return the clock in working days, the packet, and the receipt."""
    meeting = so_far.meeting
    papers = {one.key: one for one in documents(meeting)}
    term = so_far.filing_due
    return {
        "filing": so_far.filing, "superior": decided.superior(meeting), "days": pack_of(meeting)[FILE_UPPER_WD],
        "due": outcome.due_words(term.last_day, so_far.today),
        "due_badge": outcome.due_badge(term.last_day, so_far.today),
        "certain": term.certain, "closed_on": outcome.closed_on(meeting), "law": law_of(so_far, FILE_UPPER_WD.rule),
        "published": so_far.publication is not None, "late": _late(so_far),
        "finding": band_of(late_filing(meeting, so_far.filing, so_far.today, china())),
        "report": outcome.downloads(meeting, papers["filing-report"]) if "filing-report" in papers else [],
    }  # fmt: skip


def _late(so_far: Outcome) -> bool:
    sent = so_far.filing.sent_on if so_far.filing else None
    return sent is not None and sent > so_far.filing_due.last_day


def law_of(so_far: Outcome, rule: str) -> str:
    """Return the article behind a rule of the meeting's pack, empty where it is practice."""
    law = pack_of(so_far.meeting).rule(rule).law
    return str(law) if law else ""
