"""The ballot of an item, by who prepares: its kind, seats and rows; candidates from nomination to the official list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.agenda import question_of, script_of
from gonghui.congress.actions.mirroring import mirror
from gonghui.congress.actions.preparing import lock_to_prepare
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.models import AgendaItem, BallotRow, Delegate, Meeting, Vote
from gonghui.congress.queries.ballots import class_group
from gonghui.congress.rules.ballotpaper import (
    LONGEST_GRADE,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_GRADES,
    MOST_ROWS,
    Candidacy,
    PaperKind,
    kinds_for,
)
from gonghui.congress.rules.kinds import CongressPower, VoteForm
from gonghui.congress.rules.script import subject_of
from gonghui.congress.rules.states import VoteState
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRow:
    """A row to be added. A name that one delegate alone bears is taken as theirs."""

    name: str
    note: str = ""
    proposed_by: str = ""
    delegate_id: UUID | None = None


@action
def set_paper(
    actor: Actor, *, item_id: UUID, kind: str, now: datetime, seats: int = 0, grades: Sequence[str] = (),
    result_is_open: bool = False, write_ins: bool | None = None,
) -> None:  # fmt: skip
    """Say what the ballot of an item asks, how many are elected, or in which grades people are rated.

    `write_ins`: whether voters may write in others at an election; None leaves it to the rules of the place.

    A question that was drafted follows the kind.
    Raises: RuleBroken for what cannot be; Conflict once the question has been put; NotAllowed, NotFound.
    """
    item, meeting = _lock(actor, item_id)
    if item.form == VoteForm.NONE:
        raise RuleBroken(_("这一项听取意见，不表决，没有票面。"), code="no-vote")
    if kind not in kinds_for(CongressPower(item.power)):
        raise RuleBroken(_("这项职权不能用这种票。"), code="no-such-kind", remedy=_("请另选一种票。"))
    wanted = {
        "paper_kind": kind, "seats": seats if kind == PaperKind.ELECTION else 0,
        "grades": _grades(grades) if kind == PaperKind.APPRAISAL else [],
        "result_is_open": result_is_open and kind == PaperKind.APPRAISAL,
        "write_ins": write_ins if kind == PaperKind.ELECTION else None,
    }  # fmt: skip
    if kind != PaperKind.APPRAISAL and item.rater_class:
        raise RuleBroken(_("已设测评人分类，不能改成别的票。"), code="has-classes", remedy=_("请先清空测评人分类。"))
    if kind == PaperKind.ELECTION and not 1 <= seats <= MOST_ROWS:
        raise RuleBroken(_("应选名额请填 1 至 %(most)s。") % {"most": MOST_ROWS}, code="seats")
    changed = [name for name, value in wanted.items() if getattr(item, name) != value]
    if not changed:
        return unchanged()
    was_drafted = item.question in {question_of(item), posed_by(item)}
    script_drafted = item.script == script_of(item, item.position)
    for name in changed:
        setattr(item, name, wanted[name])
    if was_drafted:
        item.question = posed_by(item)
    if script_drafted:
        item.script = script_of(item, item.position)
    item.save(update_fields=[*changed, "question", "script"])
    mirror(item)
    record("set-ballot", stream=stream(meeting), subject=("item", item.id), kind=kind, seats=item.seats)
    touch(topic(meeting), "prepare")
    return None


@action
def add_rows(actor: Actor, *, item_id: UUID, rows: Sequence[NewRow], now: datetime) -> int:
    """Add rows at the end of a ballot; those that stand there already are passed over. Returns how many were added.

    Candidates begin as nominated.
    Raises: RuleBroken for a name that is missing or too long, or too many; Conflict once the question has been put;
    NotAllowed, NotFound.
    """
    item, meeting = _lock(actor, item_id)
    there = set(item.rows.values_list("name", "note"))
    named = [_named(item, meeting, one) for one in rows]
    if not named:
        raise RuleBroken(_("请至少写一个名称。"), code="name-missing")
    fresh = [one for one in {(row.name, row.note): row for row in named}.values() if (one.name, one.note) not in there]
    if len(there) + len(fresh) > MOST_ROWS:
        raise RuleBroken(_("票面最多 %(most)s 行。") % {"most": MOST_ROWS}, code="too-many-rows")
    if not fresh:
        unchanged()
        return 0
    last = item.rows.aggregate(last=Max("position"))["last"] or 0
    for place, row in enumerate(fresh, last + 1):
        row.position = place
    BallotRow.objects.bulk_create(fresh)
    mirror(item)
    record("added-rows", stream=stream(meeting), subject=("item", item.id), count=len(fresh))
    touch(topic(meeting), "prepare")
    return len(fresh)


@action
def remove_row(actor: Actor, *, row_id: UUID, now: datetime) -> None:
    """Take a row off a ballot that was not put to the vote yet.

    Raises: Conflict once the question has been put; NotAllowed, NotFound.
    """
    row, item, meeting = _lock_row(actor, row_id)
    record("removed-row", stream=stream(meeting), subject=("item", item.id), position=row.position)
    row.delete()
    _place(list(item.rows.order_by("position")))
    mirror(item)
    touch(topic(meeting), "prepare")


@action
def move_row(actor: Actor, *, row_id: UUID, up: bool, now: datetime) -> None:
    """Move a row one place up or down; at the end of the list nothing changes.

    Raises: Conflict once the question has been put; NotAllowed, NotFound.
    """
    row, item, meeting = _lock_row(actor, row_id)
    rows = list(item.rows.order_by("position"))
    place = [one.id for one in rows].index(row.id)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return unchanged()
    rows.insert(other, rows.pop(place))
    _place(rows)
    mirror(item)
    record("moved-row", stream=stream(meeting), subject=("item", item.id), to=other + 1)
    touch(topic(meeting), "prepare")
    return None


@action
def set_candidacy(
    actor: Actor, *, item_id: UUID, standing: str, now: datetime, row_id: UUID | None = None
) -> int:  # fmt: skip
    """Say how far a candidate has come, or all who still stand. Returns how many were changed.

    Raises: RuleBroken for no such state; Conflict once the question has been put; NotAllowed, NotFound.
    """
    item, meeting = _lock(actor, item_id)
    if standing not in set(Candidacy):
        raise RuleBroken(_("候选人没有这个状态。"), code="no-such-standing")
    rows = item.rows.filter(id=row_id) if row_id else item.rows.exclude(standing=Candidacy.WITHDRAWN)
    if row_id and not rows.exists():
        raise NotFound
    changed = rows.exclude(standing=standing).update(standing=standing)
    if not changed:
        unchanged()
        return 0
    record("set-candidacy", stream=stream(meeting), subject=("item", item.id), standing=standing, count=changed)
    touch(topic(meeting), "prepare")
    return changed


def posed_by(item: AgendaItem) -> str:
    """Return the question that is drafted for the kind of an item's ballot."""
    subject = subject_of(item.title)
    return {
        PaperKind.ITEMS: f"对{subject}逐项表决", PaperKind.ELECTION: f"选举{subject}",
        PaperKind.APPRAISAL: f"民主测评：{subject}",
    }.get(PaperKind(item.paper_kind), question_of(item))  # fmt: skip


def _lock(actor: Actor, item_id: UUID) -> tuple[AgendaItem, Meeting]:
    meeting_id = AgendaItem.objects.filter(id=item_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_to_prepare(actor, meeting_id)
    item = AgendaItem.objects.get(id=item_id)
    if (
        meeting.closed_at is not None
        or item.ended_at is not None
        or Vote.objects.filter(item__in=class_group(item)).exclude(state=VoteState.VOIDED).exists()
    ):
        raise Conflict(
            _("这一项已经进入表决，票面不能再改。"), code="paper-frozen",
            remedy=_("确有错误的，请主持人先作废本轮表决。"),
        )  # fmt: skip
    return item, meeting


def _lock_row(actor: Actor, row_id: UUID) -> tuple[BallotRow, AgendaItem, Meeting]:
    item_id = BallotRow.objects.filter(id=row_id).values_list("item_id", flat=True).first()
    if item_id is None:
        raise NotFound
    item, meeting = _lock(actor, item_id)
    return BallotRow.objects.get(id=row_id), item, meeting


def _place(rows: list[BallotRow]) -> None:
    """Give rows the places 1, 2, 3 …; by way of free places, because no two may share one at any moment."""
    beyond = max((row.position for row in rows), default=0)
    moved = [(place, row) for place, row in enumerate(rows, 1) if row.position != place]
    for place, row in moved:
        BallotRow.objects.filter(id=row.id).update(position=beyond + place)
    for place, row in moved:
        BallotRow.objects.filter(id=row.id).update(position=place)


def _named(item: AgendaItem, meeting: Meeting, one: NewRow) -> BallotRow:
    name, note = " ".join(one.name.split()), " ".join(one.note.split())
    if not name:
        raise RuleBroken(_("请至少写一个名称。"), code="name-missing")
    if len(name) > LONGEST_NAME or len(note) > LONGEST_NOTE:
        raise RuleBroken(
            _("“%(name)s…”太长：名称最多 %(most)s 个字，说明最多 %(note)s 个字。")
            % {"name": name[:10], "most": LONGEST_NAME, "note": LONGEST_NOTE}, code="name-too-long",
        )  # fmt: skip
    found: list[Delegate] = []
    if item.paper_kind in (PaperKind.ELECTION, PaperKind.APPRAISAL):
        running = Delegate.objects.filter(term_id=meeting.term_id, ended_on=None)
        found = list(running.filter(id=one.delegate_id) if one.delegate_id else running.filter(name=name)[:2])
    return BallotRow(
        item=item, name=name, note=note, proposed_by=one.proposed_by.strip()[:60],
        delegate=found[0] if len(found) == 1 else None,
        standing=Candidacy.NOMINATED if item.paper_kind == PaperKind.ELECTION else Candidacy.OFFICIAL,
    )  # fmt: skip


def _grades(grades: Sequence[str]) -> list[str]:
    found = [grade.strip() for grade in grades if grade.strip()]
    if found and (
        not 2 <= len(found) <= MOST_GRADES or len(set(found)) < len(found) or max(map(len, found)) > LONGEST_GRADE
    ):
        raise RuleBroken(
            _("等次请写 2 至 %(most)s 个，互不相同，每个最多 %(long)s 个字。")
            % {"most": MOST_GRADES, "long": LONGEST_GRADE}, code="grades",
        )  # fmt: skip
    return found
