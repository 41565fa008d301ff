"""Step 3: the composition in tiles, the roll, the delegations, one delegate."""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gonghui.congress.models import Delegate, Delegation, Meeting
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries.preparation import full_delegates, mix, workforce_of
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.composition import check_composition, manager_room, room_words, seats_for, women_needed
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.kinds import Mode
from gonghui.congress.rules.parameters import COUNT_RULE, FRONTLINE_MIN, MANAGER_MAX, WOMEN_FACTOR
from gonghui.congress.rules.people import Mix, Workforce
from gonghui.congress.rules.states import MandateState
from gonghui.congress.rules.text import percent
from gonghui.congress.screens import words
from gonghui.congress.screens.prepare.sites import where_form, where_of
from gonghui.kernel.paging import page_of
from gonghui.registry.public import CATEGORIES, SEXES, Sex, StaffCategory
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Row, Tab, Tile

SIZE: Final = 20
TILES: Final = (MANAGER_MAX.rule, WOMEN_FACTOR.rule, FRONTLINE_MIN.rule, COUNT_RULE.rule)


def page(meeting: Meeting, get: Mapping[str, str]) -> dict[str, object]:
    """Return the step: tiles, the delegates asked for, the delegations."""
    term = meeting.term
    rows = page_of(asked.delegates(meeting, get), get.get("page"), size=SIZE)
    groups = asked.delegations(meeting)
    qualified = term.qualified_at is not None
    args = [meeting.id]
    return {
        "tiles": [] if term.is_general_meeting else tiles(meeting),
        "qualified": qualified, "qualified_at": term.qualified_at,
        "badge": Badge(text=_("资格审查已完成"), kind="ok") if qualified else Badge(text=_("待资格审查"), kind="warn"),
        "lede": _("正式代表%(full)s名，%(groups)s个代表团。")
        % {"full": asked.kinds_counted(meeting).get("FULL", 0), "groups": len(groups)},
        "acts": [
            Act(label=_("导入代表名册"), url=reverse("congress:roll-imports", args=args), icon="upload"),
            Act(label=_("选区与代表变动"), url=reverse("congress:term-units", args=[term.id]), icon="people"),
            Act(label=_("资格审查报告"), url=reverse("congress:prepare-qualification", args=args), icon="doc",
                main=not qualified),
        ],
        "filter_tabs": _kind_tabs(meeting, get), "selects": [_group_select(groups, get)],
        "search": get.get("q", ""), "kept": [("kind", get["kind"])] if get.get("kind") else [],
        "columns": columns(), "rows": [row(meeting, one) for one in rows.items], "rows_page": rows,
        "previous_url": _page_url(get, rows.number - 1) if rows.has_previous else "",
        "next_page_url": _page_url(get, rows.number + 1) if rows.has_next else "",
        **_empty(meeting, asked_for=any(get.get(name) for name in ("q", "kind", "group"))),
        "groups": groups,
    }  # fmt: skip


def _empty(meeting: Meeting, *, asked_for: bool) -> dict[str, object]:
    # Nobody was found is one thing, nobody is there yet another: only the second is mended by an import.
    if asked_for:
        return {"empty_title": _("没有这样的代表"), "empty_text": _("换个姓名、工号或证号再找。"), "empty_act": None}
    imports = reverse("congress:roll-imports", args=[meeting.id])
    return {
        "empty_title": _("还没有代表"), "empty_text": _("导入代表名册，逐行检查后纳入。"),
        "empty_act": Act(label=_("导入代表名册"), url=imports, icon="upload"),
    }  # fmt: skip


def tiles(meeting: Meeting) -> list[Tile]:
    """Return managers, women, first line and total against the pack."""
    found = mix(full_delegates(meeting.term))
    if found.total == 0:
        return [Tile(name=name, figure="0", unit=_("人"), badge=_nobody()) for name in _tile_names()]
    return _measured(meeting, found)


def _measured(meeting: Meeting, found: Mix) -> list[Tile]:
    pack, workforce = pack_of(meeting), workforce_of(meeting.term)
    by_rule = {one.rule: one for one in check_composition(pack, workforce, found)}
    ceiling, floor = pack[MANAGER_MAX], pack[FRONTLINE_MIN].for_type(workforce.unit_type)
    total = max(found.total, 1)
    made = {
        MANAGER_MAX.rule: _share(
            _("经营管理人员"),
            found.managers,
            found,
            by_rule,
            part=found.managers * ceiling.den,
            whole=2 * ceiling.num * total,
            limit=(1, 2),
            more=words.translated(room_words(manager_room(pack, found))),
        ),
        WOMEN_FACTOR.rule: _share(
            _("女职工"),
            found.women,
            found,
            by_rule,
            part=found.women,
            whole=total,
            limit=(women_needed(pack, workforce, found.total), total),
            more=_("女职工占职工%(share)s") % {"share": percent(workforce.women, workforce.staff)},
        ),
        FRONTLINE_MIN.rule: _share(
            _("一线职工"),
            found.frontline,
            found,
            by_rule,
            part=found.frontline,
            whole=total,
            limit=(floor.num, floor.den),
            more="",
        ),
        COUNT_RULE.rule: _count(found, workforce, seats_for(pack, max(workforce.staff, 1)).floor, by_rule),
    }
    return [made[rule] for rule in TILES]


def _tile_names() -> list[str]:
    names = {
        MANAGER_MAX.rule: _("经营管理人员"),
        WOMEN_FACTOR.rule: _("女职工"),
        FRONTLINE_MIN.rule: _("一线职工"),
        COUNT_RULE.rule: _("代表总数"),
    }
    return [names[rule] for rule in TILES]


def _nobody() -> Badge:
    return Badge(text=_("还没有代表"), kind="warn")


def _count(found: Mix, workforce: Workforce, least: int, by_rule: Mapping[str, Finding]) -> Tile:
    whole = max(found.total, least * 3 // 2)
    return Tile(
        name=_("代表总数"),
        figure=str(found.total),
        unit=_("人"),
        badge=_badge(by_rule.get(COUNT_RULE.rule)),
        rule=_("职工%(staff)s人，不少于%(least)s人") % {"staff": workforce.staff, "least": least},
        part=found.total,
        whole=whole,
        limit=least,
        limit_of=whole,
    )


def _share(
    name: str, count: int, found: Mix, by_rule: Mapping[str, Finding], *, part: int, whole: int, limit: tuple[int, int],
    more: str,
) -> Tile:  # fmt: skip
    rules = {_("经营管理人员"): MANAGER_MAX.rule, _("女职工"): WOMEN_FACTOR.rule, _("一线职工"): FRONTLINE_MIN.rule}
    one = by_rule.get(rules[name])
    asked_for = words.translated(one.limit) if one else ""
    return Tile(
        name=name, figure=str(count), unit=f"/{found.total} = {percent(count, found.total)}", badge=_badge(one),
        rule=_("%(limit)s，%(more)s") % {"limit": asked_for, "more": more} if asked_for and more else asked_for or more,
        part=part, whole=whole, limit=limit[0], limit_of=limit[1],
    )  # fmt: skip


def _badge(one: Finding | None) -> Badge | None:
    if one is None:
        return None
    if one.ok:
        return Badge(text=_("符合"), kind="ok")
    return Badge(text=_("不符合"), kind="bad") if one.stops or one.needs_reason else Badge(text=_("留意"), kind="warn")


def columns() -> list[Column]:
    """Return the columns of the roll."""
    return [
        Column(label=_("姓名"), nowrap=True), Column(label=_("资格"), nowrap=True, top=True),
        Column(label=_("证号"), nowrap=True), Column(label=_("工号"), nowrap=True), Column(label=_("代表团")),
        Column(label=_("岗位")), Column(label=_("类别"), nowrap=True), Column(label=_("性别"), nowrap=True),
        Column(label=_("得票/全体"), num=True, nowrap=True), Column(label=_("座位"), nowrap=True),
    ]  # fmt: skip


def row(meeting: Meeting, one: Delegate) -> Row:
    """Return one delegate of the roll."""
    kind = "" if one.kind == "FULL" else _(words.KIND_WORDS.get(one.kind, one.kind))
    return Row(
        cells=[
            Cell(text=one.name, name=True, url=reverse("congress:prepare-delegate", args=[meeting.id, one.id])),
            Cell(badge=mandate_badge(one), note=kind), one.number, one.employee_number,
            one.delegation.name if one.delegation else _("未编团"), one.post, category_word(one.category),
            str(SEXES[Sex(one.sex)]) if one.sex else "", votes(one), one.seat or _("未排"),
        ],
        state="warn" if one.delegation is None and one.kind == "FULL" else "",
    )  # fmt: skip


def votes(one: Delegate) -> str:
    """Return the votes of a delegate of all staff who could vote on that day: in a by-election those of its day."""
    came = next((decision for decision in one.decisions.all() if decision.kind == "BY_ELECTION"), None)
    base = came.staff if came else one.electoral_unit.staff if one.electoral_unit else None
    return "—" if one.votes_for is None or not base else f"{one.votes_for}/{base}"


def mandate_badge(one: Delegate) -> Badge:
    """Return whether a mandate has been reviewed."""
    if one.ended_on is not None:
        return Badge(text=_("已终止"), kind="mute")
    if one.kind != "FULL":
        return Badge(text=_(words.KIND_WORDS.get(one.kind, one.kind)), kind="line", icon="none")
    if one.state in (MandateState.VERIFIED, MandateState.SERVING):
        return Badge(text=_("合格"), kind="ok")
    return Badge(text=_("待审查"), kind="warn")


def category_word(value: str) -> str:
    """Return a category in a word."""
    return str(CATEGORIES[StaffCategory(value)]) if value in set(StaffCategory) else value


def one_delegate(meeting: Meeting, one: Delegate) -> dict[str, object]:
    """Return the page of one delegate."""
    back = reverse("congress:prepare-delegates", args=[meeting.id])
    unit = one.electoral_unit
    is_head = one.delegation is not None and one.delegation.head_id == one.id
    has_places = meeting.mode == Mode.MIXED or meeting.sites.exists()
    return {
        "one": one, "back": back, "is_head": is_head, "badge": mandate_badge(one),
        "where_form": where_form(meeting, now=where_of(meeting, one)) if has_places else None,
        "can_recall": one.kind == "FULL" and one.ended_on is None and unit is not None,
        "can_lead": one.delegation is not None and one.kind == "FULL" and not is_head and one.ended_on is None,
        "crumbs": [Crumb(label=_("代表"), url=back), Crumb(label=one.name)],
        "facts": [
            (_("代表证号"), one.number), (_("类型"), _(words.KIND_WORDS.get(one.kind, one.kind))),
            (_("工号"), one.employee_number or "—"), (_("岗位"), one.post or "—"),
            (_("类别"), category_word(one.category)), (_("选区"), unit.name if unit else "—"),
            (_("得票"), votes(one)),
            (_("代表团"), one.delegation.name if one.delegation else _("未编团")), (_("座位"), one.seat or _("未排")),
        ],
    }  # fmt: skip


def qualification(meeting: Meeting) -> dict[str, object]:
    """Return the review: every rule with what was found."""
    pack, term = pack_of(meeting), meeting.term
    present = mix(full_delegates(term))
    found = check_composition(pack, workforce_of(term), present)
    back = reverse("congress:prepare-delegates", args=[meeting.id])
    return {
        "crumbs": [Crumb(label=_("代表"), url=back), Crumb(label=_("资格审查报告"))],
        "back": back,
        "qualified_at": term.qualified_at,
        "columns": [
            Column(label=_("规则")),
            Column(label=_("结论"), nowrap=True, top=True),
            Column(label=_("审查情况"), wide=True),
            Column(label=_("依据"), wide=True),
        ],
        "rows": [
            Row(
                cells=[
                    pack.rule(one.rule).title,
                    Cell(badge=_badge(one) if present.total else _nobody()),
                    words.translated(one.sentence),
                    words.translated(one.basis),
                ],
                why="" if one.ok else words.translated(one.way_out),
                state="" if one.ok else "warn",
            )
            for one in found
        ],
    }


def _kind_tabs(meeting: Meeting, get: Mapping[str, str]) -> list[Tab]:
    counts = asked.kinds_counted(meeting)
    here, chosen = reverse("congress:prepare-delegates", args=[meeting.id]), get.get("kind", "")
    offered = [("", _("全部"), sum(counts.values()))]
    offered += [(kind, _(words.KIND_WORDS[kind]), counts.get(kind, 0)) for kind in words.KIND_WORDS]
    return [
        Tab(label=label, url=f"{here}?kind={kind}" if kind else here, current=kind == chosen, count=count)
        for kind, label, count in offered
    ]


def _group_select(groups: list[Delegation], get: Mapping[str, str]) -> dict[str, object]:
    names = [(group.name, group.name) for group in groups]
    return {
        "name": "group",
        "label": _("代表团"),
        "options": [("", _("全部代表团")), *names],
        "value": get.get("group", ""),
    }


def _page_url(get: Mapping[str, str], number: int) -> str:
    kept: dict[str, str | int] = {key: get[key] for key in ("kind", "group", "q") if get.get(key)}
    return f"?{urlencode({**kept, 'page': number})}"
