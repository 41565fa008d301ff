"""Between two congresses: joint meetings and committees of a term."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.forms.between import CONVENERS
from gonghui.congress.models import Committee, CommitteeMember, JointMeeting, Meeting, Term
from gonghui.congress.queries import between as asked
from gonghui.congress.queries.law import law_of
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.joint import check_joint_members, check_joint_report
from gonghui.congress.rules.kinds import POWER_WORDS, CongressPower, UnitType
from gonghui.congress.rules.pack import Matter, Pack
from gonghui.congress.rules.parameters import JOINT_FORBID
from gonghui.congress.rules.presidium import check_committee_head, check_committees_elected
from gonghui.congress.screens import words
from gonghui.congress.screens.finding import band, band_of
from gonghui.congress.screens.prepare import around_term
from gonghui.congress.screens.prepare.bodies import people
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Row

MOST_NAMED = 3


def home(term: Term) -> dict[str, object]:
    """Return the joint meetings and the committees of a term, with what is owed."""
    pack, heard = law_of(term), asked.hearings(term.union_id)
    joints, groups = asked.joint_meetings(term), asked.committees(term)
    new_joint = Act(label=_("登记联席会议"), url=reverse("congress:joint-new", args=[term.id]), icon="plus")
    new_group = Act(label=_("设立专门小组"), url=reverse("congress:committee-new", args=[term.id]), icon="plus")
    return {
        **around(term), "new_joint": new_joint, "new_group": new_group,
        "owed": owed(pack, sum(asked.heard_at(one, heard) is None for one in joints)),
        "joint_columns": [
            Column(label=_("召开日期"), nowrap=True), Column(label=_("到会")), Column(label=_("事项")),
            Column(label=_("向大会报告"), nowrap=True, top=True),
        ],
        "joints": [_joint_row(one, asked.heard_at(one, heard)) for one in joints],
        "group_columns": [Column(label=_("名称")), Column(label=_("负责人"), nowrap=True),
                          Column(label=_("成员"), num=True)],
        "groups": [_group_row(pack, one) for one in groups],
        "unelected": unelected(term),
    }  # fmt: skip


def around(term: Term, *further: Crumb) -> dict[str, object]:
    """Return what stands around these pages; `further` leads on from the first of them to the page itself."""
    first = Crumb(label=_("闭会期间"), url=reverse("congress:between", args=[term.id]))
    *through, here = (first, *further)
    page = around_term.around(term, str(here.label), through=tuple(through))
    return {**page, "term_name": words.term_name(term)}


def owed(pack: Pack, unreported: int) -> dict[str, str] | None:
    """Return that joint meetings wait to be reported, with the article; None when none does."""
    found = check_joint_report(pack, (), unreported=unreported)
    return None if found.ok else band(found)


def unelected(term: Term) -> dict[str, str] | None:
    """Return that no congress of the term has elected the members of its committees, with the article; else None."""
    elected = asked.committees_elected(term)
    found = check_committees_elected(law_of(term), committees=asked.manned(term), elected=elected)
    return None if found.ok else band(found)


def form_page(
    term: Term, title: str, go: str, *, lede: str = "", back: str = "", crumbs: Sequence[Crumb] = ()
) -> dict[str, object]:
    """Return what stands around one form of a term."""
    home_url = reverse("congress:between", args=[term.id])
    page = around(term, *crumbs, Crumb(label=title))
    return {**page, "title": title, "lede": lede, "go": go, "back": back or home_url}


def joint_lede() -> str:
    """Return what the form of a joint meeting is for."""
    return _("联席会议由工会负责召集，协商处理闭会期间需要及时处理的重要事项。")


def joint_start(joint: JointMeeting | None, term: Term, now: datetime) -> dict[str, object]:
    """Return what the form of a joint meeting starts with."""
    if joint is not None:
        names = ("held_on", "convened_by", "called", "attended", "place")
        return {name: getattr(joint, name) for name in names}
    return {"held_on": local_date(now), "convened_by": "UNION", "called": asked.joint_people(term) or None}


def joint_crumb(joint: JointMeeting) -> Crumb:
    """Return the way back to a joint meeting."""
    return Crumb(label=joint_name(joint), url=reverse("congress:joint", args=[joint.id]))


def joint_name(joint: JointMeeting) -> str:
    """Return a joint meeting by its day."""
    return _("%(day)s联席会议") % {"day": joint.held_on.isoformat()}


def joint_page(joint: JointMeeting) -> dict[str, object]:
    """Return one joint meeting: its frame, what it settled, whether a congress has heard of it."""
    heard = asked.heard_at(joint, asked.hearings(joint.term.union_id))
    args = [joint.id]
    return {
        **around(joint.term, Crumb(label=joint_name(joint))), "joint": joint, "title": joint_name(joint),
        "badge": _report_badge(heard), "locked": heard is not None,
        "owed": None if heard else owed(law_of(joint.term), 1),
        "left_out": None if heard else _left_out(joint),
        "facts": [
            (_("召集"), dict(CONVENERS)[joint.convened_by]),
            (_("到会"), _attended(joint)), (_("地点"), joint.place or "—"),
        ],
        "items": [
            {"position": one.position, "title": one.title, "outcome": one.outcome,
             "matter": _(POWER_WORDS[CongressPower(one.power)]) if one.matter else "",
             "remove_url": reverse("congress:joint-item-remove", args=[joint.id, one.id])}
            for one in joint.items.all()
        ],
        "new_item": Act(label=_("登记事项"), url=reverse("congress:joint-item-new", args=args), icon="plus"),
        "edit": Act(label=_("修改"), url=reverse("congress:joint-edit", args=args), icon="pencil"),
    }  # fmt: skip


def matters(term: Term) -> list[tuple[str, object]]:
    """Return what an item may be: first what a joint meeting may settle, then, under its own heading, what it may not.

    What belongs to the congress is offered too, so that whoever looks for it is told why, and where it goes.
    """
    pack = law_of(term)
    known = [
        one for one in pack.matters_for(UnitType(term.union.unit_kind)) if one.power is not CongressPower.PROCEDURE
    ]
    kept = [one for one in known if one.power in pack[JOINT_FORBID]]
    free = [one for one in known if one.power not in pack[JOINT_FORBID]]
    return [
        ("", _("其他需要及时处理的重要事项")),
        (_("可以由联席会议协商处理"), [_offered(one) for one in free]),
        (_("应当提交职工代表大会"), [_offered(one) for one in kept]),
    ]


def committee_start(committee: Committee | None) -> dict[str, object]:
    """Return what the form of a committee starts with."""
    return {"name": committee.name, "duty": committee.duty} if committee else {}


def committee_page(committee: Committee, actor: Actor, found: str) -> dict[str, object]:
    """Return one committee with its members, and the people that were looked for."""
    members = list(committee.members.all())
    against = _head_finding(law_of(committee.term), members)
    return {
        **around(committee.term, Crumb(label=committee.name)), "committee": committee,
        "finding": band_of(against), "unelected": unelected(committee.term), "looked_for": found,
        "members": [_member(one) for one in members],
        "people": people(committee.term, actor, found) if found else [],
        "standing": committee.ended_on is None,
    }  # fmt: skip


def _joint_row(joint: JointMeeting, heard: Meeting | None) -> Row:
    titles = [one.title for one in joint.items.all()]
    shown = "；".join(titles[:MOST_NAMED]) or _("还没有登记事项")
    if len(titles) > MOST_NAMED:
        shown = _("%(first)s，等%(n)s项") % {"first": shown, "n": len(titles)}
    day = Cell(text=joint.held_on.isoformat(), url=reverse("congress:joint", args=[joint.id]))
    return Row(cells=[day, _attended(joint), shown, Cell(badge=_report_badge(heard))])


def _left_out(joint: JointMeeting) -> dict[str, str] | None:
    """Return that fewer were called than belong to a joint meeting, with the article; None when all were."""
    known = asked.joint_people(joint.term)
    found = check_joint_members(law_of(joint.term), called=joint.called, known=known)
    return None if found.ok else band(found)


def _attended(joint: JointMeeting) -> str:
    return _("应到%(called)s，实到%(attended)s") % {"called": joint.called, "attended": joint.attended}


def _report_badge(heard: Meeting | None) -> Badge:
    if heard is None:
        return Badge(text=_("待报告"), kind="warn")
    return Badge(text=_("已向%(meeting)s报告") % {"meeting": words.meeting_name(heard)}, kind="ok")


def _group_row(pack: Pack, committee: Committee) -> Row:
    members = list(committee.members.all())
    head = next((one.name for one in members if one.is_head), "")
    found = _head_finding(pack, members)
    name = Cell(text=committee.name, url=reverse("congress:committee", args=[committee.id]))
    return Row(
        cells=[name, Cell(text=head or "—", name=bool(head)), len(members)], state="warn" if found else "",
        why=words.translated(found.sentence) if found else "", law=str(found.law) if found and found.law else "",
    )  # fmt: skip


def _head_finding(pack: Pack, members: Sequence[CommitteeMember]) -> Finding | None:
    """Return what stands against the head: none named, or one whose mandate has ended; None when all is well."""
    head = next((one for one in members if one.is_head), None)
    found = check_committee_head(pack, is_delegate=head is not None and asked.is_delegate(head))
    return None if found.ok else found


def _member(one: CommitteeMember) -> dict[str, object]:
    args = [one.committee_id, one.id]
    mandate, on_roll = one.delegate, asked.is_delegate(one)
    where = mandate.delegation.name if mandate and mandate.delegation else ""
    note = "　".join(part for part in (_("职工代表") if on_roll else _("不是职工代表"), where) if part)
    return {
        "name": one.name, "note": note, "is_head": one.is_head, "may_head": on_roll and not one.is_head,
        "head_url": reverse("congress:committee-head", args=args),
        "leave_url": reverse("congress:committee-leave", args=args),
    }  # fmt: skip


def _offered(one: Matter) -> tuple[str, str]:
    return one.code, f"{one.title}（{_(POWER_WORDS[one.power])}）"
