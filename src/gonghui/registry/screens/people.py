"""The list of members, and the page of one."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.kernel.paging import Page
from gonghui.registry.forms import AppointForm, DismissForm, EndForm
from gonghui.registry.queries.people import MemberLine, PersonPage
from gonghui.registry.queries.unions import UnionCard
from gonghui.registry.rules.kinds import OfficeRole, Sex, StaffCategory
from gonghui.registry.screens.frame import frame, people_crumb
from gonghui.registry.screens.unions import day
from gonghui.registry.words import CATEGORIES, OFFICES, SEXES
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Moment, Row, Tab


def people_list(
    card: UnionCard, page: Page[MemberLine], *, filters: Mapping[str, str], departments: Sequence[str], words: str = ""
) -> dict[str, object]:
    """Return the context of the list; `filters` are those kept in the address: department, category, former.

    What somebody looks for is a name or a number, so it is sent along and never stands in an address.
    """
    here = reverse("registry:people", args=[card.id])
    empty = _empty(card.id, filters, words)
    return {
        **frame(card, "people"),
        "acts": [
            Act(label=_("登记一人"), url=reverse("registry:enroll", args=[card.id]), icon="user-plus"),
            Act(label=_("导入名册"), url=reverse("registry:import-new", args=[card.id]), icon="upload", main=True),
        ],
        "lede": _("共%(count)d人") % {"count": page.total}
        if not words
        else _("找到%(count)d人") % {"count": page.total},
        "state_tabs": [
            Tab(label=_("在册"), url=here, current=not filters.get("former")),
            Tab(label=_("已终止"), url=f"{here}?former=1", current=bool(filters.get("former"))),
        ],
        "selects": _selects(filters, departments),
        "kept": [("former", "1")] if filters.get("former") else [],
        "columns": _columns(),
        "rows": [_row(card.id, line) for line in page.items],
        "page": page,
        "words": words,
        "here": here,
        "previous_url": _page_url(here, filters, page.number - 1) if page.has_previous and not words else "",
        "next_url": _page_url(here, filters, page.number + 1) if page.has_next and not words else "",
        **empty,
    }


def person(card: UnionCard, page: PersonPage, *, today: date, forms: Mapping[str, object]) -> dict[str, object]:
    """Return the context of the page of a person; `forms` are the sheets that came back with faults."""
    line = page.line
    held = [role for role, _since, until in page.offices if until is None]
    initial = {"since": today, "until": today}
    return {
        **frame(card, "people"),
        "crumbs": [people_crumb(card.id), Crumb(label=line.name)],
        "person": line,
        "badge": Badge(text=_("在册"), kind="ok") if line.until is None else Badge(text=_("已终止"), kind="mute"),
        "facts": _facts(line, page.has_account),
        "moments": _moments(page),
        "held": [(role, str(OFFICES[OfficeRole(role)])) for role in held],
        "is_member": line.until is None,
        "appoint": forms.get("appoint") or AppointForm(initial=initial),
        "dismiss": forms.get("dismiss") or DismissForm(initial=initial | {"role": held[0] if held else ""}),
        "end": forms.get("end") or EndForm(initial=initial),
    }


def _columns() -> list[Column]:
    return [
        Column(label=_("姓名"), nowrap=True), Column(label=_("工号"), nowrap=True),
        Column(label=_("性别"), nowrap=True), Column(label=_("部门")), Column(label=_("岗位")),
        Column(label=_("类别"), nowrap=True, top=True),
        Column(label=_("手机号"), nowrap=True), Column(label=_("入会日期"), nowrap=True),
    ]  # fmt: skip


def _row(union_id: UUID, line: MemberLine) -> Row:
    until = _("终止于%(day)s") % {"day": day(line.until)} if line.until else ""
    return Row(
        state="gone" if line.until else "",
        cells=[
            Cell(text=line.name, name=True, url=reverse("registry:person", args=[union_id, line.person_id])),
            line.number, sex_word(line.sex), line.department, line.post, category_word(line.category), line.phone,
            Cell(text=day(line.since), note=until),
        ],
    )  # fmt: skip


def sex_word(sex: str) -> str:
    """Return the word of a stored sex, empty for none."""
    return str(SEXES[Sex(sex)]) if sex else ""


def category_word(category: str) -> str:
    """Return the word of a stored category, empty for none."""
    return str(CATEGORIES[StaffCategory(category)]) if category else ""


def _selects(filters: Mapping[str, str], departments: Sequence[str]) -> list[dict[str, object]]:
    return [
        {
            "name": "department", "label": _("部门"), "value": filters.get("department", ""),
            "options": [("", _("全部部门")), *((name, name) for name in departments)],
        },
        {
            "name": "category", "label": _("类别"), "value": filters.get("category", ""),
            "options": [("", _("全部类别")), *((kind.value, word) for kind, word in CATEGORIES.items())],
        },
    ]  # fmt: skip


def _empty(union_id: UUID, filters: Mapping[str, str], words: str) -> dict[str, object]:
    everybody = Act(label=_("看全部会员"), url=reverse("registry:people", args=[union_id]))
    if words:
        text = _("可以按姓名、工号、手机号或手机尾号四位查找。")
        return {"empty_title": _("没有找到这样的会员"), "empty_text": text, "empty_act": everybody}
    if any(filters.values()):
        return {"empty_title": _("没有符合这些条件的会员"), "empty_text": "", "empty_act": everybody}
    return {
        "empty_title": _("还没有会员"),
        "empty_text": _("用Excel名册一次导入，系统会逐行检查；看过预览再登记，登记之后还可以整批撤销。"),
        "empty_act": Act(label=_("导入名册"), url=reverse("registry:import-new", args=[union_id]), icon="upload"),
    }


def _page_url(here: str, filters: Mapping[str, str], number: int) -> str:
    kept = {name: value for name, value in filters.items() if value}
    return f"{here}?{urlencode({**kept, 'page': number})}"


def _facts(line: MemberLine, has_account: bool) -> list[tuple[str, str]]:
    none = _("未登记")
    return [
        (_("工号"), line.number or none),
        (_("性别"), sex_word(line.sex) or none),
        (_("身份证号"), line.resident_id or none),
        (_("手机号"), line.phone or none),
        (_("部门"), line.department or none),
        (_("岗位"), line.post or none),
        (_("类别"), category_word(line.category) or none),
        (_("登录"), _("已开通，用手机号登录") if has_account else _("未开通；登记手机号后自动开通")),
    ]


def _moments(page: PersonPage) -> list[Moment]:
    told: list[tuple[date, Moment]] = []
    for line in page.memberships:
        told.append((line.since, Moment(text=_("入会"), when=day(line.since))))
        if line.until:
            told.append((line.until, Moment(text=_("会籍终止"), when=day(line.until), state="warn")))
    for role, since, until in page.offices:
        word = str(OFFICES[OfficeRole(role)])
        told.append((since, Moment(text=_("任%(office)s") % {"office": word}, when=day(since))))
        if until:
            told.append((until, Moment(text=_("免%(office)s") % {"office": word}, when=day(until))))
    return [moment for _day, moment in sorted(told, key=lambda entry: entry[0])]
