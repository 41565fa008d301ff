"""A term between its meetings: how it stands by the rules, its years, proposals to hold a meeting, its end."""

from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.models import Term, TermExtension
from gonghui.congress.queries import standing, tenure
from gonghui.congress.queries.law import law_of
from gonghui.congress.queries.preparation import full_delegates, workforce_of
from gonghui.congress.queries.standing import Standing
from gonghui.congress.rules.calendar import Period
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.kinds import ExtensionApproval
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import (
    BY_ELECTION,
    EXTENSION_APPROVAL,
    EXTENSION_MONTHS,
    PER_YEAR_MIN,
    PUBLISH_ELECTION,
    STANDING,
)
from gonghui.congress.rules.states import TermEvent, TermState, allowed, state_words
from gonghui.congress.screens import words
from gonghui.congress.screens.prepare.around_term import around
from gonghui.congress.screens.prepare.calls import call_lines
from gonghui.congress.screens.prepare.lines import Line
from gonghui.ui.parts import Act, Badge, Tile

RENEWABLE: Final = frozenset(state for state in TermState if TermEvent.RENEW in allowed(state))


def page(term: Term, today: date) -> dict[str, object]:
    """Return the page of a term."""
    found, extension = standing.standing_of(term, today), tenure.extension_of(term)
    pack, args, is_over = law_of(term), [term.id], term.state == TermState.CLOSED
    return {
        **around(term),
        "badge": Badge(text=words.translated(state_words(TermState(term.state))), kind="line"),
        "lede": _("%(start)s至%(end)s，职工%(staff)s人，正式代表%(delegates)s名。")
        % {"start": term.starts_on.isoformat(), "end": tenure.period_of(term).last_day.isoformat(), "staff": term.staff,
           "delegates": len(list(full_delegates(term)))},
        "acts": [
            Act(label=_("选区与代表变动"), url=reverse("congress:term-units", args=args), icon="people"),
            Act(label=_("闭会期间"), url=reverse("congress:between", args=args), icon="calendar"),
            *([] if is_over else [
                Act(label=_("筹备一次会议"), url=reverse("congress:prepare-meeting", args=args), icon="plus")
            ]),
        ],
        "tiles": _tiles(term, found, today),
        "checks": [_check(pack, term, found, one) for one in found.open],
        "kept": [_check(pack, term, found, one) for one in found.findings if one not in found.open],
        "years": [_year(one) for one in standing.years(term, today)],
        "calls": call_lines(pack, term),
        "call_act": None if is_over else Act(
            label=_("登记提议"), url=reverse("congress:term-call", args=args), icon="plus"
        ),
        **_end(term, extension),
    }  # fmt: skip


def longest(term: Term) -> int:
    """Return the longest extension of a term in months."""
    return law_of(term)[EXTENSION_MONTHS]


def extend_page(term: Term) -> dict[str, object]:
    """Return what stands around the form of an extension."""
    pack = law_of(term)
    lede = _("本届至%(end)s为止，延期不超过%(months)s个月。") % {
        "end": Period(term.starts_on, term.ends_on).last_day.isoformat(),
        "months": longest(term),
    }
    if pack[EXTENSION_APPROVAL] is not ExtensionApproval.NONE:
        lede += _("登记后等待同意，登记了同意的机构和日期才生效。")
    return {**around(term, _("延期换届")), "lede": lede, "go": _("登记延期换届")}


def finding_badge(one: Finding, *, excused: bool = False) -> Badge:
    """Return what a finding says, in a word."""
    if one.ok:
        return Badge(text=_("符合"), kind="ok")
    if excused:
        return Badge(text=_("已说明理由"), kind="info")
    return Badge(text=_("不符合"), kind="bad") if one.stops or one.needs_reason else Badge(text=_("留意"), kind="warn")


def _tiles(term: Term, found: Standing, today: date) -> list[Tile]:
    lines, by_rule = tenure.electoral_units(term), {one.rule: one for one in found.findings}
    held = standing.held_in(term, today.year)
    year = next((one for one in standing.years(term, today) if one.year == today.year), None)
    least = law_of(term)[PER_YEAR_MIN].for_type(workforce_of(term).unit_type)
    vacant = len(tenure.vacancies(term))
    told = [line for line in lines if line.serving]
    published = sum(not line.unpublished for line in told)
    made = [
        Tile(
            name=_("本年度会议"), figure=str(held), unit=_("次"), badge=_badge_of(by_rule.get(PER_YEAR_MIN.rule)),
            rule=_("每年至少%(least)s次，已安排%(planned)s次")
            % {"least": least, "planned": year.planned if year else 0},
        ),
        Tile(
            name=_("代表缺额"), figure=str(vacant), unit=_("名"), rule=_("由原选区及时补选"),
            badge=Badge(text=_("待补选"), kind="warn") if vacant else Badge(text=_("没有缺额"), kind="ok"),
        ),
    ]  # fmt: skip
    if told:
        made.append(Tile(
            name=_("选举结果公布"), figure=str(published), unit=_("/%(all)s个选区") % {"all": len(told)},
            part=published, whole=len(told), badge=_badge_of(by_rule.get(PUBLISH_ELECTION.rule)),
        ))  # fmt: skip
    return made


def _badge_of(one: Finding | None) -> Badge | None:
    return finding_badge(one) if one else None


def _check(pack: Pack, term: Term, found: Standing, one: Finding) -> Line:
    act = _way(term, one.rule) if one in found.open and term.state != TermState.CLOSED else None
    return Line(
        title=pack.rule(one.rule).title, badge=finding_badge(one, excused=one.rule in found.excused),
        text=words.translated(one.sentence), small=words.translated(one.basis), acts=[act] if act else [],
        way=words.translated(one.way_out) if one in found.open else "",
    )  # fmt: skip


def _way(term: Term, rule: str) -> Act | None:
    """Return where a finding is seen to."""
    here = reverse("congress:term", args=[term.id])
    return {
        PER_YEAR_MIN.rule: Act(label=_("筹备一次会议"), url=reverse("congress:prepare-meeting", args=[term.id])),
        PUBLISH_ELECTION.rule: Act(label=_("登记公布"), url=reverse("congress:term-units", args=[term.id])),
        BY_ELECTION.rule: Act(label=_("查看选区"), url=reverse("congress:term-units", args=[term.id])),
        EXTENSION_APPROVAL.rule: Act(label=_("登记同意"), url=f"{here}#extension"),
        EXTENSION_MONTHS.rule: Act(label=_("查看延期"), url=f"{here}#extension"),
        STANDING.rule: Act(label=_("办理换届"), url=f"{here}#renewal"),
    }.get(rule)


def _year(one: standing.Year) -> tuple[str, str]:
    held = _("召开%(held)s次") % {"held": one.held}
    return _("%(year)s年") % {"year": one.year}, _("%(held)s，待开%(planned)s次") % {
        "held": held,
        "planned": one.planned,
    } if one.planned else held


def _end(term: Term, extension: TermExtension | None) -> dict[str, object]:
    asks = law_of(term)[EXTENSION_APPROVAL] is not ExtensionApproval.NONE
    return {
        "extension": [] if extension is None else extension_facts(extension, asks=asks),
        "asks_approval": extension is not None and asks and extension.approved_on is None,
        "can_extend": extension is None and term.state == TermState.ACTIVE,
        "extend_act": Act(
            label=_("登记延期换届"), url=reverse("congress:term-extend", args=[term.id]), icon="calendar"
        ),
        "can_close": term.state in RENEWABLE,
    }  # fmt: skip


def extension_facts(extension: TermExtension, *, asks: bool) -> list[tuple[str, str]]:
    """Return an extension in facts; who agreed only where somebody must, or did."""
    until = {
        "months": extension.months,
        "to": Period(extension.term.ends_on, extension.extended_to).last_day.isoformat(),
    }
    facts = [(_("延期"), _("%(months)s个月，至%(to)s") % until), (_("原因"), extension.reason)]
    if extension.approved_on is not None:
        agreed = " ".join(
            filter(None, (extension.approver, extension.approved_on.isoformat(), extension.approval_number))
        )
        facts.append((_("同意"), agreed))
    elif asks:
        facts.append((_("同意"), _("还没有登记")))
    if extension.exception:
        facts.append((_("超过最长期限的理由"), extension.exception))
    return facts
