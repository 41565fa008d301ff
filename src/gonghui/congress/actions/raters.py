"""Classes of raters of an appraisal, by who prepares: each class votes in an item of its own, right after the first."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.agenda import renumber, script_of
from gonghui.congress.actions.ballotpapers import posed_by
from gonghui.congress.actions.mirroring import mirror
from gonghui.congress.actions.preparing import delete_unused, lock_item, settle, unsign
from gonghui.congress.actions.presence import stream
from gonghui.congress.models import AgendaItem, Delegate, Meeting
from gonghui.congress.queries.ballots import class_group
from gonghui.congress.queries.presence import FULL
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.raters import RaterClass, classes_fault
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import RuleBroken

_COPIED = ("matter", "power", "mode", "form", "count_by", "minutes", "reporter", "paper_kind")
_LONGEST = 120
EVERYBODY = RaterClass(name="", weight=0, categories=())


@action
def set_rater_classes(actor: Actor, *, item_id: UUID, classes: Sequence[RaterClass], now: datetime) -> None:
    """Part the raters of an appraisal into classes with weights; without classes everybody rates in one item.

    The item itself is the first class; each further one gets an item of its own behind it, with the same ballot.
    Raises: RuleBroken for what is no appraisal, or classes that do not part all delegates; Conflict once the meeting
    is ready, or where papers belong to a class that would go; NotAllowed, NotFound.
    """
    item, meeting = lock_item(actor, item_id)
    if item.paper_kind != PaperKind.APPRAISAL:
        raise RuleBroken(_("只有民主测评可以设测评人分类。"), code="no-appraisal")
    fault = classes_fault(classes, _delegates(meeting)) if classes else None
    if fault is not None:
        raise RuleBroken(f"{fault.render(gettext)}。", code="classes-wrong", remedy=_("请改好后再保存。"))
    group = class_group(item)
    if [(one.rater_class, one.weight, one.categories) for one in group if one.rater_class] == [
        (one.name, one.weight, list(one.categories)) for one in classes
    ]:
        return unchanged()
    _remove(group[max(len(classes), 1) :])
    _fill(meeting, group[: max(len(classes), 1)], classes)
    mirror(group[0])
    record("set-raters", stream=stream(meeting), subject=("item", group[0].id), classes=len(classes))
    unsign(meeting)
    settle(meeting)
    return None


def _delegates(meeting: Meeting) -> Counter[str]:
    full = Delegate.objects.filter(term_id=meeting.term_id, kind=FULL, ended_on=None)
    return Counter(full.values_list("category", flat=True))


def _remove(items: Sequence[AgendaItem]) -> None:
    for one in items:
        delete_unused(one)


def _fill(meeting: Meeting, group: list[AgendaItem], classes: Sequence[RaterClass]) -> None:
    """Write the classes into the items of a group, adding those that lack, and put them one behind the other."""
    lead = group[0]
    title = lead.title.removesuffix(f"（{lead.rater_class}）") if lead.rater_class else lead.title
    last = meeting.items.count()
    while len(group) < len(classes):
        last += 1
        group.append(
            AgendaItem(meeting=meeting, class_of=lead, position=last, state=lead.state,
                       **{name: getattr(lead, name) for name in _COPIED})
        )  # fmt: skip
    for one, each in zip(group, list(classes) or [EVERYBODY], strict=True):
        suffix = f"（{each.name}）" if each.name else ""
        one.title = f"{title[: _LONGEST - len(suffix)]}{suffix}"
        one.rater_class, one.weight, one.categories = each.name, each.weight, list(each.categories)
        one.question = posed_by(one)
        one.script = script_of(one, one.position)
        one.save()
    others = [one for one in meeting.items.order_by("position") if one not in group]
    place = sum(one.position < lead.position for one in others)
    renumber(meeting, [*others[:place], *group, *others[place:]])
