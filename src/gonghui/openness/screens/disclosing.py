"""One disclosure as its officers see it: what is next, and who may do it."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.kernel.actor import Actor
from gonghui.openness.models import Disclosure, DisclosureStep
from gonghui.openness.policy import APPROVERS, KEEPERS
from gonghui.openness.rules.catalogue import catalogue_of
from gonghui.openness.rules.secrecy import personal_data
from gonghui.openness.rules.states import State
from gonghui.openness.screens.desk import day, home_crumb, moments, state_badge
from gonghui.openness.words import PERSONAL, period_words
from gonghui.ui.parts import Act


def least_days(found: Disclosure) -> int:
    """Return how many days it stays up at least."""
    return catalogue_of(found.duty.board.catalogue).show_days


def page(found: Disclosure, steps: Sequence[DisclosureStep], actor: Actor, today: date) -> dict[str, object]:
    """Return the context of the page; `next` names the step that is open to this actor, `waits` why none is."""
    role = actor.hat.role if actor.hat else ""
    following, waits = _next(found, actor, role)
    acts = []
    if found.state == State.DRAFT:
        acts = [Act(label=_("修改"), url=reverse("openness:change", args=[found.pk]), icon="pencil")]
    return {
        "one": found, "paragraphs": paragraphs(found.text), "badge": state_badge(found, today), "acts": acts,
        "crumbs": [home_crumb()],
        "facts": _facts(found), "moments": moments(steps), "next": following, "waits": waits,
        "is_manager": role == "manager", "may_return": found.state in (State.CHECKED, State.APPROVED),
        "may_take_down": found.state == State.PUBLISHED and role in KEEPERS,
        "held": [(PERSONAL[one.kind], one.masked) for one in personal_data(f"{found.title}\n{found.text}")],
        "board_url": reverse("openness:board", args=[found.duty.board.slug]),
    }  # fmt: skip


def paragraphs(text: str) -> list[str]:
    """Return a text's paragraphs; an empty line parts them, and a single one, too, as people type on a phone."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _next(found: Disclosure, actor: Actor, role: str) -> tuple[str, str]:
    if found.state == State.DRAFT:
        if found.drafted_by == actor.account_id:
            return "", _("等主席、干事或者行政负责人中的另一人做保密审查。")
        return "check", ""
    if found.state == State.CHECKED:
        return ("approve", "") if role in APPROVERS else ("", _("等责任人审批；纸上签批的，由主席登记。"))
    if found.state == State.APPROVED:
        return ("put-up", "") if role in KEEPERS else ("", _("等工会放上公开栏。"))
    return "", ""


def _facts(found: Disclosure) -> list[tuple[str, str]]:
    facts = [(_("公开事项"), found.duty.title)]
    if found.key:
        facts.append((_("所属周期"), period_words(found.key)))
    if found.duty.department:
        facts.append((_("负责部门"), found.duty.department))
    if found.responsible:
        facts.append((_("责任人"), found.responsible))
    if found.shown_until:
        facts.append((_("公布到"), day(found.shown_until)))
    return facts
