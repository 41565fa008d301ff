"""The electoral units of a term: who serves, what is vacant, what they decided, what was published."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.forms.tenure import FIRST
from gonghui.congress.models import Delegate, ElectoralUnit, Term, UnitDecision
from gonghui.congress.queries import tenure
from gonghui.congress.queries.law import law_of
from gonghui.congress.queries.tenure import UnitLine
from gonghui.congress.rules.majority import Majority
from gonghui.congress.rules.parameters import RECALL_WIN, UNIT_TURNOUT, UNIT_WIN, Parameter
from gonghui.congress.screens import words
from gonghui.congress.screens.prepare.around_term import around
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Row


def page(term: Term) -> dict[str, object]:
    """Return the list of the units."""
    return {
        **around(term, _("选区与代表变动")),
        "columns": [
            Column(label=_("选区")), Column(label=_("职工"), num=True, nowrap=True),
            Column(label=_("名额"), num=True, nowrap=True), Column(label=_("现任代表"), num=True, nowrap=True),
            Column(label=_("缺额"), num=True, nowrap=True),
            Column(label=_("参加选举"), num=True, nowrap=True), Column(label=_("选举结果"), nowrap=True, top=True),
        ],
        "rows": [_line(term, line) for line in tenure.electoral_units(term)],
        "homeless": [one.name for one in tenure.vacancies(term) if one.electoral_unit_id is None],
    }  # fmt: skip


def one_unit(unit: ElectoralUnit) -> dict[str, object]:
    """Return the page of one unit."""
    term, until = unit.term, tenure.period_of(unit.term).last_day.isoformat()
    vacancies = [one for one in tenure.vacancies(term) if one.electoral_unit_id == unit.id]
    decisions, serving = tenure.decisions(unit), list(tenure.serving(unit))
    return {
        **around(term, unit.name, through=(_units(term),)), "unit": unit,
        "badge": published_badge(unit.published_on is not None),
        "facts": _facts(unit, len(serving)),
        "allot": Act(label=_("修改名额") if unit.seats else _("登记名额"), icon="pencil",
                     url=reverse("congress:term-seats", args=[term.id, unit.id])),
        "columns": [Column(label=_("姓名"), nowrap=True), Column(label=_("证号"), nowrap=True),
                    Column(label=_("岗位")), Column(label=_("得票"), num=True, nowrap=True),
                    Column(label=_("任期"), nowrap=True)],
        "rows": [_delegate(one, until) for one in serving],
        "vacancies": [_vacancy(one) for one in vacancies],
        "by_election": Act(label=_("登记补选"), url=reverse("congress:term-by-election", args=[term.id, unit.id]),
                           icon="user-plus", main=bool(vacancies)),
        "recall": Act(label=_("登记撤免"), url=reverse("congress:term-recall", args=[term.id, unit.id]), icon="ban"),
        "decision_columns": [Column(label=_("事项"), nowrap=True), Column(label=_("日期"), nowrap=True),
                             Column(label=_("赞成/全体职工"), num=True, nowrap=True), Column(label=_("说明")),
                             Column(label=_("公布"), nowrap=True, top=True)],
        "decisions": [_decision(one) for one in decisions],
    }  # fmt: skip


def seats_page(unit: ElectoralUnit) -> dict[str, object]:
    """Return what stands around the form of a unit's seats."""
    lede = _("%(unit)s：超出名额的正式代表不能导入名册，也不能补选。") % {"unit": unit.name}
    return {**_around_unit(unit, _("选区名额")), "lede": lede, "go": _("登记名额")}


def by_election_page(unit: ElectoralUnit) -> dict[str, object]:
    """Return what stands around the form of a by-election."""
    lede = _("%(unit)s：应当有全体职工%(turnout)s参加，得票按全体职工计算，%(win)s方可当选。") % {
        "unit": unit.name, **_shares(unit, turnout=UNIT_TURNOUT, win=UNIT_WIN),
    }  # fmt: skip
    return {**_around_unit(unit, _("补选代表")), "lede": lede, "go": _("登记补选")}


def recall_page(unit: ElectoralUnit) -> dict[str, object]:
    """Return what stands around the form of a recall."""
    lede = _("%(unit)s：须经全体职工%(win)s同意，不按到场人数计算；没有达到的，代表资格继续有效。") % {
        "unit": unit.name, **_shares(unit, win=RECALL_WIN),
    }  # fmt: skip
    return {**_around_unit(unit, _("撤免代表")), "lede": lede, "go": _("登记投票结果")}


def delegate_choices(unit: ElectoralUnit) -> list[tuple[str, str]]:
    """Return the delegates of a unit to choose from, by number."""
    return [(str(one.id), f"{one.number} {one.name}") for one in tenure.serving(unit)]


def results(unit: ElectoralUnit) -> list[tuple[str, str]]:
    """Return the elections of a unit whose results are published, to choose from; what waits comes first."""
    first = (FIRST, _("本届选举"))
    carried = [one for one in tenure.decisions(unit) if one.kind == "BY_ELECTION"]
    known = [(str(one.id), f"{one.held_on.isoformat()} {decision_words(one)}") for one in carried]
    waiting = [line for line, one in zip(known, carried, strict=True) if one.published_on is None]
    rest = [line for line in known if line not in waiting]
    return [first, *waiting, *rest] if unit.published_on is None else [*waiting, first, *rest]


def vacancy_choices(unit: ElectoralUnit) -> list[tuple[str, str]]:
    """Return the vacancies of a term to choose from, the unit's own first; others say whose they are."""
    vacancies = tenure.vacancies(unit.term)
    own = [one for one in vacancies if one.electoral_unit_id == unit.id]
    others = [one for one in vacancies if one.electoral_unit_id != unit.id]
    named = [(str(one.id), _vacancy(one)) for one in own]
    return named + [
        (str(one.id), _("%(vacancy)s（原选区：%(unit)s）")
         % {"vacancy": _vacancy(one), "unit": one.electoral_unit.name if one.electoral_unit else _("未登记")})
        for one in others
    ]  # fmt: skip


def decision_words(one: UnitDecision) -> str:
    """Return what a decision was about, in a few words."""
    if one.kind == "BY_ELECTION":
        return _("补选%(name)s") % {"name": one.delegate.name}
    return (
        _("撤免%(name)s") % {"name": one.delegate.name}
        if one.carried
        else (_("撤免%(name)s未通过") % {"name": one.delegate.name})
    )


def published_badge(published: bool) -> Badge:
    """Return whether a result was published."""
    return Badge(text=_("已公布"), kind="ok") if published else Badge(text=_("待公布"), kind="warn")


def _line(term: Term, line: UnitLine) -> Row:
    unit = line.unit
    return Row(
        cells=[
            Cell(text=unit.name, url=reverse("congress:term-unit", args=[term.id, unit.id])), unit.staff or "—",
            unit.seats or "—", line.serving, len(line.vacancies), "—" if unit.took_part is None else unit.took_part,
            Cell(badge=published_badge(not line.unpublished)),
        ],
        state="warn" if line.vacancies else "",
    )  # fmt: skip


def _facts(unit: ElectoralUnit, serving: int) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("选区职工"), _("%(n)s人") % {"n": unit.staff} if unit.staff else "—"),
        (_("参加选举"), _("%(n)s人") % {"n": unit.took_part} if unit.took_part is not None else "—"),
    ]  # fmt: skip
    facts.append(
        (
            _("选区名额"),
            _("%(n)s名，现任%(serving)s名") % {"n": unit.seats, "serving": serving} if unit.seats else _("未登记"),
        )
    )
    if unit.published_on is not None:
        facts.append((_("结果公布"), f"{unit.published_on.isoformat()} {unit.published_where}"))
    return facts


def _shares(unit: ElectoralUnit, **asked: Parameter[Majority]) -> dict[str, str]:
    pack = law_of(unit.term)
    return {name: words.translated(pack[one].fraction_words()) for name, one in asked.items()}


def _around_unit(unit: ElectoralUnit, title: str) -> dict[str, object]:
    here = reverse("congress:term-unit", args=[unit.term_id, unit.id])
    through = (_units(unit.term), Crumb(label=unit.name, url=here))
    return {**around(unit.term, title, through=through), "back": here}


def _units(term: Term) -> Crumb:
    return Crumb(label=_("选区与代表变动"), url=reverse("congress:term-units", args=[term.id]))


def _delegate(one: Delegate, until: str) -> Row:
    return Row(
        cells=[
            Cell(text=one.name, name=True), one.number, one.post, "—" if one.votes_for is None else one.votes_for,
            _("至%(day)s") % {"day": until},
        ]
    )  # fmt: skip


def _vacancy(one: Delegate) -> str:
    ended = one.ended_on.isoformat() if one.ended_on else ""
    return _("%(name)s，%(day)s起缺额") % {"name": one.name, "day": ended}


def _decision(one: UnitDecision) -> Row:
    badge = Badge(text=_("撤免通过"), kind="line") if one.carried else Badge(text=_("资格保留"), kind="mute")
    if one.kind == "BY_ELECTION":
        badge = published_badge(one.published_on is not None)
    told = f"{one.published_on.isoformat()} {one.published_where}" if one.published_on else ""
    follows = _("接替%(name)s") % {"name": one.replaces.name} if one.replaces else one.reason
    return Row(
        cells=[decision_words(one), one.held_on.isoformat(), f"{one.votes_for}/{one.staff}", follows,
               Cell(badge=badge, note=told)]
    )  # fmt: skip
