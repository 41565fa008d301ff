"""Joint meetings between two congresses (联席会议): who called them, what they settled."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.refusing import require
from gonghui.congress.actions.terms import lock_term, term_stream
from gonghui.congress.models import JointItem, JointMeeting, Term
from gonghui.congress.queries import between
from gonghui.congress.queries.law import law_of
from gonghui.congress.rules.joint import check_joint_call, check_joint_item
from gonghui.congress.rules.kinds import CongressPower
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

CONVENERS: Final = ("UNION", "ENTERPRISE")
LONGEST: Final = 2000


@action
def record_joint(
    actor: Actor, *, term_id: UUID, held_on: date, convened_by: str, called: int, attended: int, now: datetime,
    place: str = "",
) -> UUID:  # fmt: skip
    """Note a joint meeting that was held: when, called by whom, how many were called and came. The same again is one.

    Raises: RuleBroken when the union did not call it, for a day to come, before the term or before the congress that
        was reported to, or figures that cannot be; NotFound.
    Source: 上海市职工代表大会条例 art. 25.
    """
    term = lock_term(actor, term_id)
    _check_frame(term, held_on, convened_by, called, attended, now)
    frame = {"convened_by": convened_by, "called": called, "attended": attended, "place": place.strip()[:120]}
    known = JointMeeting.objects.filter(term=term, held_on=held_on, **frame).first()
    if known is not None:
        unchanged()
        return known.id
    made = JointMeeting.objects.create(term=term, held_on=held_on, **frame)
    record("recorded-joint-meeting", stream=term_stream(term), subject=("joint", made.id), on=held_on.isoformat())
    return made.id


@action
def edit_joint(
    actor: Actor, *, joint_id: UUID, held_on: date, convened_by: str, called: int, attended: int, now: datetime,
    place: str = "",
) -> None:  # fmt: skip
    """Change what was noted of a joint meeting that no congress has heard of yet.

    Raises: as `record_joint`; Conflict once it was reported.
    """
    joint = _lock(actor, joint_id)
    _check_frame(joint.term, held_on, convened_by, called, attended, now)
    wanted = (held_on, convened_by, called, attended, place.strip()[:120])
    if (joint.held_on, joint.convened_by, joint.called, joint.attended, joint.place) == wanted:
        return unchanged()
    joint.held_on, joint.convened_by, joint.called, joint.attended, joint.place = wanted
    joint.save()
    record("edited-joint-meeting", stream=term_stream(joint.term), subject=("joint", joint.id))
    return None


@action
def settle_item(actor: Actor, *, joint_id: UUID, title: str, matter: str, outcome: str, now: datetime) -> UUID:
    """Note one matter that the joint meeting dealt with, and what was settled.

    `matter` is a code of the catalogue, empty for what stands in none. The same title again replaces what was noted.
    Raises: RuleBroken, with the article, for a matter that belongs to the congress, or without a text; Conflict once
        it was reported; NotFound.
    Source: 上海市职工代表大会条例 art. 25.
    """
    joint = _lock(actor, joint_id)
    name, words = " ".join(title.split())[:120], outcome.strip()
    if not name or not words:
        raise RuleBroken(_("请填写事项名称和处理结果。"), code="text-missing")
    if len(words) > LONGEST:
        raise RuleBroken(_("处理结果最多 2000 字。"), code="text-too-long")
    power = _power(joint.term, matter)
    item = joint.items.filter(title=name).first()
    if item is not None and (item.matter, item.outcome) == (matter, words):
        unchanged()
        return item.id
    if item is None:
        last = joint.items.aggregate(last=Max("position"))["last"] or 0
        item = JointItem(joint=joint, position=last + 1, title=name)
    item.matter, item.power, item.outcome = matter, power, words
    item.save()
    record("settled-joint-item", stream=term_stream(joint.term), subject=("joint-item", item.id), power=str(power))
    return item.id


@action
def remove_joint_item(actor: Actor, *, item_id: UUID, now: datetime) -> None:
    """Take out a matter that was noted by mistake. Raises: Conflict once it was reported; NotFound."""
    found = JointItem.objects.filter(id=item_id).values_list("joint_id", flat=True).first()
    if found is None:
        raise NotFound
    joint = _lock(actor, found)
    JointItem.objects.filter(id=item_id, joint=joint).delete()
    record("removed-joint-item", stream=term_stream(joint.term), subject=("joint-item", item_id))


@action
def remove_joint(actor: Actor, *, joint_id: UUID, now: datetime) -> None:
    """Take out a joint meeting that was noted by mistake, with its matters.

    Raises: Conflict once it was reported; NotFound.
    """
    joint = _lock(actor, joint_id)
    joint.items.all().delete()
    record("removed-joint-meeting", stream=term_stream(joint.term), subject=("joint", joint.id),
           on=joint.held_on.isoformat())  # fmt: skip
    joint.delete()


def _lock(actor: Actor, joint_id: UUID) -> JointMeeting:
    term_id = JointMeeting.objects.filter(id=joint_id).values_list("term_id", flat=True).first()
    if term_id is None:
        raise NotFound
    term = lock_term(actor, term_id)
    joint = JointMeeting.objects.filter(id=joint_id).first()
    if joint is None:
        raise NotFound
    joint.term = term
    if between.heard_at(joint, between.hearings(term.union_id)) is not None:
        raise Conflict(_("这次联席会议已经向大会报告，记录不能再改。"), code="joint-reported")
    return joint


def _check_frame(term: Term, held_on: date, convened_by: str, called: int, attended: int, now: datetime) -> None:
    if convened_by not in CONVENERS:
        raise RuleBroken(_("请选择召集的一方。"), code="no-such-convener")
    if not term.starts_on <= held_on <= local_date(now):
        raise RuleBroken(_("召开日期应当在本届届期以内、今天以前。"), code="joint-day")
    if between.heard_at(JointMeeting(held_on=held_on), between.hearings(term.union_id)) is not None:
        # What is entered could not be changed from its first moment on.
        raise RuleBroken(
            _("这一天以后召开的职工代表大会已经听取过报告，不能再登记这一天的联席会议。"), code="joint-day-heard",
            remedy=_("请核对召开日期；确属漏登的，请在下一次大会的工会工作报告中说明。"),
        )  # fmt: skip
    if not 1 <= attended <= called:
        raise RuleBroken(_("实到人数应当在 1 至应到人数之间。"), code="joint-figures")
    require(check_joint_call(law_of(term), called_by_union=convened_by == "UNION"), "joint-convener")


def _power(term: Term, matter: str) -> CongressPower:
    pack = law_of(term)
    if matter and matter not in pack.matters:
        raise RuleBroken(_("请从事项目录中选择。"), code="no-such-matter")
    power = pack.matters[matter].power if matter else CongressPower.REVIEW_ADVISE
    require(check_joint_item(pack, power), "joint-forbidden")
    return power
