"""The agenda: from a template, item by item, in order."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import delete_unused, lock_item, lock_preparing, settle, unsign
from gonghui.congress.actions.presence import stream
from gonghui.congress.models import AgendaItem, Meeting
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.kinds import FORM_WORDS, CongressPower, Mode, UnitType, VoteForm
from gonghui.congress.rules.pack import Matter, Pack
from gonghui.congress.rules.parameters import SECRET_POWERS
from gonghui.congress.rules.powers import allowed_forms, default_form
from gonghui.congress.rules.script import draft_question, draft_script
from gonghui.congress.rules.states import ItemState
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

LONGEST = 600
LONGEST_TITLE = 120
COUNTS = ("PHONE", "SHEET")
#: Fields by whose change the agenda is no longer the one that both sides agreed on.
AGREED_ON = frozenset({"title", "matter", "power", "form", "mode"})
ITEM_LIMIT = 60


@action
def start_from_template(actor: Actor, *, meeting_id: UUID, template: str, now: datetime) -> int:
    """Fill an empty agenda from a template of the pack for this type of unit, and return how many items it has.

    Raises: Conflict when there are items already or the meeting is ready; NotAllowed, NotFound.
    """
    meeting = lock_preparing(actor, meeting_id)
    pack = pack_of(meeting)
    offered = {one.code: one for one in pack.templates_for(UnitType(meeting.term.union.unit_kind))}
    if template not in offered:
        raise NotFound
    if meeting.items.exists():
        raise Conflict(_("已经有议程，不能再套用模板。"), remedy=_("请逐项增减；要重新开始的，先删去现有各项。"))
    for place, line in enumerate(offered[template].items, 1):
        matter = pack.matters[line.matter]
        _create(meeting, place, title=line.title, matter=matter, power=matter.power, form=default_form(pack, matter),
                mode=_mode(meeting, line.mode), minutes=line.minutes)  # fmt: skip
    record("started-agenda", stream=stream(meeting), subject=("meeting", meeting.id), template=template)
    unsign(meeting)
    settle(meeting)
    return len(offered[template].items)


@action
def add_item(
    actor: Actor, *, meeting_id: UUID, title: str, matter: str, now: datetime, power: str = "", form: str = "",
    mode: str = "", count_by: str = "", minutes: int = 15, reporter: str = "", question: str = "", script: str = "",
) -> UUID:  # fmt: skip
    """Add an item at the end. What is left empty is as the matter has it by law; question and script are drafted.

    Raises: RuleBroken for what cannot be; Conflict once the meeting is ready; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 8-13, 29.
    """
    meeting = lock_preparing(actor, meeting_id)
    pack = pack_of(meeting)
    found = _matter(pack, matter)
    chosen = _power(power) if power else found.power
    item = _create(
        meeting, meeting.items.count() + 1, title=_title(title), matter=found, power=chosen,
        form=_form(pack, chosen, form) if form else _default_form(pack, found, chosen),
        mode=_mode(meeting, mode or meeting.mode), minutes=_minutes(minutes), count_by=count_by, reporter=reporter,
        question=question, script=script,
    )  # fmt: skip
    record("added-item", stream=stream(meeting), subject=("item", item.id), matter=matter, power=item.power)
    unsign(meeting)
    settle(meeting)
    return item.id


@action
def edit_item(
    actor: Actor, *, item_id: UUID, title: str, matter: str, power: str, form: str, mode: str, now: datetime,
    count_by: str = "", minutes: int = 15, reporter: str = "", question: str = "", script: str = "",
) -> None:  # fmt: skip
    """Change an item. Another title, matter, power, form or mode asks both sides to agree anew.

    An empty power or form is as the matter has it by law; an empty question or script is drafted.

    Raises: RuleBroken for what cannot be; Conflict once the meeting is ready; NotAllowed, NotFound.
    """
    item, meeting = lock_item(actor, item_id)
    pack = pack_of(meeting)
    found = _matter(pack, matter)
    chosen = _power(power) if power else found.power
    voted = _form(pack, chosen, form) if form else _default_form(pack, found, chosen)
    name = _title(title)
    # A form sends back the words it showed: those that were drafted follow what they were drafted from.
    posed = "" if question.strip() == question_of(item) else question.strip()
    written = "" if script.split() == script_of(item, item.position).split() else script.strip()
    asked = (posed or draft_question(name, chosen, voted)) if voted is not VoteForm.NONE else ""
    wanted: Mapping[str, object] = {
        "title": name, "matter": found.code, "power": chosen.value, "form": voted.value,
        "mode": _mode(meeting, mode).value, "count_by": _count_by(voted, count_by), "minutes": _minutes(minutes),
        "reporter": reporter.strip()[:60], "question": asked,
        "script": written or draft_script(
            position=item.position, title=name, power=chosen, form=voted, reporter=reporter.strip(), question=asked,
            by_phone=_count_by(voted, count_by) == "PHONE",
        ),
    }  # fmt: skip
    changed = [field for field, value in wanted.items() if getattr(item, field) != value]
    if not changed:
        return unchanged()
    for field in changed:
        setattr(item, field, wanted[field])
    item.save(update_fields=changed)
    record("edited-item", stream=stream(meeting), subject=("item", item.id), fields=",".join(sorted(changed)))
    if AGREED_ON.intersection(changed):
        unsign(meeting)
    settle(meeting)
    return None


@action
def remove_item(actor: Actor, *, item_id: UUID, now: datetime) -> None:
    """Take an item off the agenda; the ones behind it move up.

    Raises: Conflict when papers, opinions or a discussion belong to it or the meeting is ready; NotAllowed, NotFound.
    """
    item, meeting = lock_item(actor, item_id)
    gone, matter = item.id, item.matter
    delete_unused(item)
    record("removed-item", stream=stream(meeting), subject=("item", gone), matter=matter)
    renumber(meeting, list(meeting.items.order_by("position")))
    unsign(meeting)
    settle(meeting)


@action
def move_item(actor: Actor, *, item_id: UUID, up: bool, now: datetime) -> None:
    """Move an item one place up or down; at the end of the list nothing changes.

    Raises: Conflict once the meeting is ready; NotAllowed, NotFound.
    """
    item, meeting = lock_item(actor, item_id)
    items = list(meeting.items.order_by("position"))
    place = [one.id for one in items].index(item.id)
    return _put(meeting, items, place, place - 1 if up else place + 1)


@action
def place_item(actor: Actor, *, item_id: UUID, to: int, now: datetime) -> None:
    """Put an item at another place, counted from 1; a place beyond the list changes nothing.

    Raises: Conflict once the meeting is ready; NotAllowed, NotFound.
    """
    item, meeting = lock_item(actor, item_id)
    items = list(meeting.items.order_by("position"))
    return _put(meeting, items, [one.id for one in items].index(item.id), to - 1)


def _put(meeting: Meeting, items: list[AgendaItem], place: int, other: int) -> None:
    if other == place or not 0 <= other < len(items):
        return unchanged()
    item = items.pop(place)
    items.insert(other, item)
    renumber(meeting, items)
    record("moved-item", stream=stream(meeting), subject=("item", item.id), to=other + 1)
    unsign(meeting)
    settle(meeting)
    return None


def _create(
    meeting: Meeting, position: int, *, title: str, matter: Matter, power: CongressPower, form: VoteForm, mode: Mode,
    minutes: int, count_by: str = "", reporter: str = "", question: str = "", script: str = "",
) -> AgendaItem:  # fmt: skip
    if position > ITEM_LIMIT:
        raise RuleBroken(_("一次会议最多 %(most)s 项议程。") % {"most": ITEM_LIMIT}, code="agenda-too-long")
    asked = (question.strip() or draft_question(title, power, form)) if form is not VoteForm.NONE else ""
    words = script.strip() or draft_script(
        position=position, title=title, power=power, form=form, reporter=reporter.strip(), question=asked,
        by_phone=_count_by(form, count_by) == "PHONE",
    )  # fmt: skip
    return AgendaItem.objects.create(
        meeting=meeting, position=position, title=title, matter=matter.code, power=power, mode=mode, form=form,
        count_by=_count_by(form, count_by), question=asked, reporter=reporter.strip()[:60], minutes=minutes,
        state=ItemState.DRAFT, script=words,
    )  # fmt: skip


def renumber(meeting: Meeting, items: list[AgendaItem]) -> None:
    """Give the items the places 1, 2, 3 …; by way of free places, because no two may share one at any moment."""
    old = {item.id: item.position for item in items}
    beyond = max(old.values(), default=0)
    moved = [(place, item) for place, item in enumerate(items, 1) if item.position != place]
    for place, item in moved:
        AgendaItem.objects.filter(id=item.id, meeting=meeting).update(position=beyond + place)
    for place, item in moved:
        # A drafted script names the place; one that was written by hand is left alone.
        drafted = script_of(item, old[item.id])
        item.position = place
        if item.script == drafted:
            item.script = script_of(item, place)
        item.save(update_fields=["position", "script"])


def question_of(item: AgendaItem) -> str:
    return draft_question(item.title, CongressPower(item.power), VoteForm(item.form))


def script_of(item: AgendaItem, place: int) -> str:
    return draft_script(
        position=place, title=item.title, power=CongressPower(item.power), form=VoteForm(item.form),
        reporter=item.reporter, question=item.question, by_phone=item.count_by == "PHONE",
    )  # fmt: skip


def _title(title: str) -> str:
    name = " ".join(title.split())
    if not name:
        raise RuleBroken(_("请填写议程标题。"), code="title-missing")
    if len(name) > LONGEST_TITLE:
        raise RuleBroken(_("议程标题最多 120 个字。"), code="title-too-long")
    return name


def _matter(pack: Pack, code: str) -> Matter:
    if code not in pack.matters:
        raise RuleBroken(_("请从事项目录中选择。"), code="no-such-matter")
    return pack.matters[code]


def _power(value: str) -> CongressPower:
    if value not in set(CongressPower):
        raise RuleBroken(_("请选择本项的职权。"), code="no-such-power")
    return CongressPower(value)


def _default_form(pack: Pack, matter: Matter, power: CongressPower) -> VoteForm:
    if power is matter.power:
        return default_form(pack, matter)
    return min(allowed_forms(pack, power), key=list(VoteForm).index)


def _form(pack: Pack, power: CongressPower, value: str) -> VoteForm:
    permitted = allowed_forms(pack, power)
    if value in permitted:
        return VoteForm(value)
    words = "、".join(gettext(FORM_WORDS[form]) for form in VoteForm if form in permitted)
    secret = power in pack[SECRET_POWERS]
    rule = pack.rule(SECRET_POWERS.rule)
    raise RuleBroken(
        _("这项职权的表决方式应当是：%(forms)s。") % {"forms": words}, code="form-not-lawful",
        law=rule.law if secret else None, remedy=_("请改选表决方式。"),
    )  # fmt: skip


def _count_by(form: VoteForm, value: str) -> str:
    if form is VoteForm.SECRET_BALLOT and value not in COUNTS:
        return "SHEET"  # paper needs nothing prepared: sealed ballots are chosen
    return value if value in COUNTS and form is not VoteForm.NONE else "PHONE"


def _mode(meeting: Meeting, value: str) -> Mode:
    if value not in set(Mode):
        raise RuleBroken(_("请选择本项的办理方式。"), code="no-such-mode")
    # Nothing is held online at a meeting that has no online part, nor on site at one that has no hall.
    return Mode(value) if meeting.mode == Mode.MIXED else Mode(meeting.mode)


def _minutes(value: int) -> int:
    if not 1 <= value <= LONGEST:
        raise RuleBroken(_("时长请填 1 至 %(most)s 分钟。") % {"most": LONGEST}, code="minutes")
    return value
