"""Step 5: the agenda with what the law says to each item."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.forms.prepare import ContractForm, ItemForm
from gonghui.congress.models import AgendaItem, Meeting
from gonghui.congress.queries.preparation import item_plan
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.agenda import check_item
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.contracts import asks_signatures
from gonghui.congress.rules.kinds import FORM_WORDS, MODE_WORDS, POWER_WORDS, CongressPower, Mode, UnitType, VoteForm
from gonghui.congress.rules.parameters import CC_SIGN_FIRST
from gonghui.congress.rules.powers import allowed_forms, majority_for, secrecy
from gonghui.congress.screens import words
from gonghui.congress.screens.finding import band
from gonghui.ui.parts import Act, Badge, Crumb

SHORT_KINDS = {
    PaperKind.ITEMS: gettext_noop("分项表决"), PaperKind.ELECTION: gettext_noop("逐名选举"),
    PaperKind.APPRAISAL: gettext_noop("民主测评"),
}  # fmt: skip


def page(meeting: Meeting) -> dict[str, object]:
    """Return the agenda, the templates while it is empty, and who has signed."""
    items = list(meeting.items.prefetch_related("papers", "rows").order_by("position"))
    pack = pack_of(meeting)
    unit = UnitType(meeting.term.union.unit_kind)
    new = Act(label=_("添加一项"), url=reverse("congress:prepare-item-new", args=[meeting.id]), icon="plus")
    return {
        "lede": _("%(n)s项，预计%(minutes)s分钟。") % {"n": len(items), "minutes": sum(one.minutes for one in items)},
        "acts": [new] if items else [],
        "items": [line(meeting, one, len(items)) for one in items],
        "templates": [
            {"code": one.code, "title": one.title, "count": len(one.items)} for one in pack.templates_for(unit)
        ],
        "union_signed": meeting.agenda_union_signed_at,
        "unit_signed": meeting.agenda_unit_signed_at,
        "unit_signer": meeting.agenda_unit_signed_by,
        "empty_act": new,
    }


def line(meeting: Meeting, item: AgendaItem, of: int) -> dict[str, object]:
    """Return one item with what stands against it."""
    power, form = CongressPower(item.power), VoteForm(item.form)
    has_paper = any(paper.withdrawn_at is None for paper in item.papers.all())
    plan = item_plan(item, has_paper=has_paper)
    found = check_item(pack_of(meeting), UnitType(meeting.term.union.unit_kind), plan)
    marks = [Badge(text=_(POWER_WORDS[power]), kind="info", icon="none"),
             Badge(text=_(FORM_WORDS[form]), kind="line", icon="none"),
             Badge(text=_(MODE_WORDS[Mode(item.mode)]), kind="line", icon="none")]  # fmt: skip
    if item.paper_kind != PaperKind.DECISION:
        marks.append(Badge(text=_(SHORT_KINDS[PaperKind(item.paper_kind)]), kind="line", icon="none"))
        if not item.rows.all():
            marks.append(Badge(text=_("票面还没有列名"), kind="warn"))
    args = [meeting.id, item.id]
    return {
        "id": item.id, "position": item.position, "title": item.title, "minutes": item.minutes,
        "reporter": item.reporter, "marks": marks, "first": item.position == 1, "last": item.position == of,
        "no_paper": power is not CongressPower.PROCEDURE and not has_paper,
        "findings": [band(one) for one in found if not one.ok],
        "edit_url": reverse("congress:prepare-item", args=args),
        "up_url": reverse("congress:prepare-item-move", args=[*args, "up"]),
        "down_url": reverse("congress:prepare-item-move", args=[*args, "down"]),
        "place_url": reverse("congress:prepare-item-move", args=[*args, "0"]),
        "remove_url": reverse("congress:prepare-item-remove", args=args),
    }  # fmt: skip


def form_start(item: AgendaItem) -> dict[str, object]:
    """Return an item as its form starts."""
    names = ("title", "matter", "power", "form", "mode", "count_by", "minutes", "reporter", "question", "script")
    return {name: getattr(item, name) for name in names}


def matters(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the matters that this type of unit brings, with the power of each."""
    pack = pack_of(meeting)
    offered = pack.matters_for(UnitType(meeting.term.union.unit_kind))
    return [(one.code, f"{one.title}（{_(POWER_WORDS[one.power])}）") for one in offered]


def item_page(meeting: Meeting, form: ItemForm, item: AgendaItem | None) -> dict[str, object]:
    """Return the form of one item; fields that the law fixes are locked and say why."""
    back = reverse("congress:prepare-agenda", args=[meeting.id])
    title = _("第%(n)s项") % {"n": item.position} if item else _("添加议程")
    return {
        "form": form, "back": back, "crumbs": [Crumb(label=_("议程"), url=back), Crumb(label=title)], "title": title,
        "locks": locks(meeting, item), "item": item, "ballot_url": ballot_url(meeting, item),
        "findings": line(meeting, item, meeting.items.count())["findings"] if item else [],
        "contract": contract(meeting, item) if item else None,
    }  # fmt: skip


def contract(meeting: Meeting, item: AgendaItem) -> dict[str, object] | None:
    """Return the form in which both sides' signatures under a draft are noted; None where none is asked for."""
    pack = pack_of(meeting)
    if not asks_signatures(pack, item.matter):
        return None
    rule = pack.rule(CC_SIGN_FIRST.rule)
    start = {"signed_on": item.signed_on, "for_staff": item.signed_for_staff, "for_unit": item.signed_for_unit}
    return {
        "form": ContractForm(initial=start), "law": words.translated(rule.basis()),
        "signed": item.signed_on is not None,
        "url": reverse("congress:prepare-item-signed", args=[meeting.id, item.id]),
    }  # fmt: skip


def ballot_url(meeting: Meeting, item: AgendaItem | None) -> str:
    """Return where the ballot of an item is prepared; nowhere while it is not stored, or is not voted on."""
    if item is None or item.form == VoteForm.NONE:
        return ""
    return reverse("congress:prepare-ballot", args=[meeting.id, item.id])


def locks(meeting: Meeting, item: AgendaItem | None) -> dict[str, str]:
    """Return why fields of an item cannot be chosen freely, by field."""
    if item is None:
        return {}
    pack = pack_of(meeting)
    matter, power = pack.matters.get(item.matter), CongressPower(item.power)
    found = {}
    if matter is not None and matter.applies(UnitType(meeting.term.union.unit_kind)) and matter.sources:
        found["power"] = _("法定职权：%(power)s。%(basis)s") % {
            "power": _(POWER_WORDS[matter.power]), "basis": words.translated(matter.basis()),
        }  # fmt: skip
    secret = secrecy(pack, power, VoteForm(item.form), sealed_ready=item.count_by == "PHONE")
    if item.form == VoteForm.SECRET_BALLOT:
        found["form"] = words.translated(secret.sentence) + "。"
        found["count_by"] = _(
            "密封票在本人手机上加密，由监票人一起打开合计；纸质票由两名监票人分别清点，两份一致才能确认。"
        )
    elif len(allowed_forms(pack, power)) == 1:
        found["form"] = _("这项职权只能这样表决。")
    if item.form != VoteForm.NONE:
        delegates = meeting.term.delegates.filter(kind="FULL", ended_on=None).count()
        if delegates:
            found["question"] = words.translated(majority_for(pack, power).sentence(delegates))
    return found
