"""The pages of a person: what one wrote, what one was asked to co-sign, what one's department handles, what is open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from gonghui.congress.public import MandateCard
from gonghui.kernel.paging import Page
from gonghui.proposals.models import Call, CoSigner, Proposal
from gonghui.proposals.queries.lists import Filters, Line, Today
from gonghui.proposals.queries.places import Places
from gonghui.proposals.queries.whole import Side, Whole
from gonghui.proposals.rules.clocks import Limits
from gonghui.proposals.rules.judging import missing_seconders
from gonghui.proposals.rules.kinds import Answer, Category, Grade, ReplyKind
from gonghui.proposals.rules.states import UNSENT, State
from gonghui.proposals.screens import shared
from gonghui.proposals.words import CATEGORIES, GRADES, KINDS
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Row, Tab


def mine(
    own: Sequence[Proposal], asked: Sequence[CoSigner], merged: Sequence[Proposal], calls: Sequence[Call], *,
    mandates: Sequence[MandateCard], places: Places,
) -> dict[str, object]:  # fmt: skip
    """Return one's own page."""
    new = Act(label=_("写提案"), url=reverse("proposals:new"), icon="pencil", main=True)
    return {
        **shared.person_frame(current="mine", places=places),
        "acts": [new] if mandates else [],
        "is_delegate": bool(mandates),
        "calls": [_call(one) for one in calls] if mandates else [],
        "asked": [_asked(one) for one in asked],
        "own": [_own(one) for one in own],
        "merged": [_own(one) for one in merged],
        "empty_act": new if mandates else None,
        "empty_text": _("写清案由和建议，请两位代表附议后提交；没写完可以先存草稿。")
        if mandates
        else _("提案由职工代表提出。您不是本届职工代表，可以请所在选区的代表转达。"),
    }


def _call(one: Call) -> dict[str, object]:
    until = _("%(day)s截止") % {"day": one.closes_on.isoformat()} if one.closes_on else _("全年")
    return {"title": one.title, "text": one.text, "until": until,
            "url": f"{reverse('proposals:new')}?call={one.id}"}  # fmt: skip


def _asked(one: CoSigner) -> dict[str, object]:
    kind = {"": "warn", Answer.AGREED: "ok"}.get(one.answer, "mute")
    return {"title": one.proposal.title, "by": one.proposal.author_name,
            "url": reverse("proposals:one", args=[one.proposal_id]),
            "badge": Badge(text=shared.answer_word(one.answer), kind=kind)}  # type: ignore[arg-type]  # fmt: skip


def _own(one: Proposal) -> dict[str, object]:
    state = State(one.state)
    note = "　".join(word for word in (
        one.number, str(CATEGORIES[Category(one.category)]),
        _("期限%(day)s") % {"day": one.due_on.isoformat()} if one.due_on else "", one.award,
    ) if word)  # fmt: skip
    return {"title": one.title, "note": note, "url": reverse("proposals:one", args=[one.id]),
            "badge": shared.short_badge(state)}  # fmt: skip


def own(whole: Whole, today: Today, acts: Sequence[Act], limits: Limits, *, places: Places) -> dict[str, object]:
    """Return the page of one's own proposal, or of one that one is a party to."""
    agreed = sum(one.answer == Answer.AGREED for one in whole.cosigners)
    may_edit = whole.side is Side.AUTHOR and whole.state in UNSENT
    missing = missing_seconders(agreed, limits.seconders) if may_edit else 0
    return {
        **shared.person_frame(current="mine", places=places), **shared.body(whole, today),
        "acts": [_waiting(act, missing) for act in acts],
        "crumbs": [Crumb(label=_("我的提案"), url=reverse("proposals:mine")), Crumb(label=shared.number_of(whole))],
        "cosigners": [
            {"name": one.name, "delegation": one.delegation, "word": shared.answer_word(one.answer),
             "kind": {"": "warn", Answer.AGREED: "ok"}.get(one.answer, "mute")}
            for one in whole.cosigners
        ],
        "missing": missing,
        "seconders": limits.seconders, "may_edit": may_edit,
        "edit": Act(label=_("修改"), url=reverse("proposals:edit", args=[whole.id]), icon="pencil"),
        "invite": Act(label=_("邀请附议"), url=reverse("proposals:invite", args=[whole.id]), icon="user-plus"),
        "letter": letter_act(whole, "own"),
        "outcome": whole.outcome,
    }  # fmt: skip


def _waiting(act: Act, missing: int) -> Act:
    """Return a step, grey where it is the submission and co-signers are missing."""
    if not missing or act.icon != "upload":
        return act
    return replace(act, main=False, waits=_("附议人数够了，才能提交。"))


def letter_act(whole: Whole, side: str) -> Act | None:
    """Return the link to the reply as a paper, None before one was delivered."""
    if not any(one.signed_at for one in whole.replies):
        return None
    return Act(label=_("答复函"), url=reverse("proposals:letter", args=[whole.id, side]), icon="print")


def draft_page(title: str, *, places: Places, back: str) -> dict[str, object]:
    """Return what stands around the form of a draft."""
    return {
        **shared.person_frame(current="mine", places=places), "title": title, "back": back, "go": _("保存草稿"),
        "go_icon": "check", "lede": _("保存后邀请代表附议，附议人数够了再提交。"),
        "crumbs": [Crumb(label=_("我的提案"), url=reverse("proposals:mine")), Crumb(label=title)],
    }  # fmt: skip


def invite(
    whole: Whole, found: Sequence[MandateCard], words: str, *, places: Places, person: UUID
) -> dict[str, object]:
    """Return the page on which co-signers are looked for and asked."""
    known = {one.delegate_id for one in whole.cosigners}
    return {
        **shared.person_frame(current="mine", places=places), "whole": whole, "words": words,
        "asked": "、".join(one.name for one in whole.cosigners),
        "back": reverse("proposals:one", args=[whole.id]),
        "here": reverse("proposals:invite", args=[whole.id]),
        "crumbs": [Crumb(label=_("我的提案"), url=reverse("proposals:mine")),
                   Crumb(label=whole.title, url=reverse("proposals:one", args=[whole.id])),
                   Crumb(label=_("邀请附议"))],
        "found": [
            {"name": one.name, "note": f"{one.number}　{one.delegation}".strip(), "asked": one.delegate_id in known,
             "url": reverse("proposals:ask", args=[whole.id, one.delegate_id])}
            for one in found if one.person_id != person
        ],
    }  # fmt: skip


def tasks(page: Page[Line], filters: Filters, *, places: Places) -> dict[str, object]:
    """Return what a department handles: nobody is named who asked not to be."""
    here = reverse("proposals:tasks")
    return {
        **shared.person_frame(current="tasks", places=places),
        "title": _("交我办理"), "lede": _("共%(n)d件") % {"n": page.total},
        "acts": [Act(label=_("导出"), url=reverse("proposals:tasks-sheet"), icon="download")],
        "state_tabs": [
            Tab(label=_("在办"), url=here, current=filters.queue == "hand"),
            Tab(label=_("全部"), url=f"{here}?queue=all", current=filters.queue != "hand"),
        ],
        "here": f"{here}?queue={filters.queue}", "words": filters.words, "label": _("案名、内容、案号"),
        "columns": [Column(label=_("案名")), Column(label=_("案号"), nowrap=True),
                    Column(label=_("提案人"), nowrap=True), Column(label=_("状态"), nowrap=True, top=True),
                    Column(label=_("期限"), nowrap=True)],
        "rows": [
            Row(
                state="bad" if line.light == "RED" else "warn" if line.light == "AMBER" else "",
                cells=[
                    Cell(text=line.title, url=reverse("proposals:task", args=[line.id]),
                         note=_("督办") if line.is_supervised else ""),
                    line.number, shared.author_words(line.author, ""),
                    Cell(badge=shared.short_badge(line.state)), shared.due_cell(line),
                ],
            )
            for line in page.items
        ],
        "empty_title": _("没有要办的提案"), "empty_text": _("交办给贵部门的提案会出现在这里，快到期的在前。"),
        "page": page, **shared.page_urls(here, page, {"queue": filters.queue}), "caption": _("承办的提案"),
    }  # fmt: skip


def task(whole: Whole, today: Today, acts: Sequence[Act], *, places: Places) -> dict[str, object]:
    """Return the page of a proposal for a department."""
    crumbs = [Crumb(label=_("交我办理"), url=reverse("proposals:tasks")), Crumb(label=shared.number_of(whole))]
    return {**shared.person_frame(current="tasks", places=places), **shared.body(whole, today), "acts": acts,
            "crumbs": crumbs, "letter": letter_act(whole, "task")}  # fmt: skip


def published(page: Page[Line], words: str, *, places: Places) -> dict[str, object]:
    """Return the open replies of one's unions."""
    here = reverse("proposals:open")
    return {
        **shared.person_frame(current="open", places=places),
        "title": _("公开答复"), "lede": _("本单位公开的提案和答复，共%(n)d件") % {"n": page.total}, "acts": [],
        "state_tabs": [], "here": here, "words": words, "label": _("案名、内容、案号"),
        "columns": [Column(label=_("案名")), Column(label=_("案号"), nowrap=True), Column(label=_("类别"), nowrap=True),
                    Column(label=_("答复"), nowrap=True, top=True), Column(label=_("提案人评价"), nowrap=True)],
        "rows": [
            Row(cells=[
                Cell(text=line.title, url=reverse("proposals:open-one", args=[line.id]), note=line.award),
                line.number, str(CATEGORIES[Category(line.category)]),
                str(KINDS[ReplyKind(line.reply_kind)]) if line.reply_kind else "",
                str(GRADES[Grade(line.grade)]) if line.grade else "",
            ])
            for line in page.items
        ],
        "empty_title": _("还没有公开的答复"), "empty_text": _("提案办结后，工会可以把答复向全体职工公开。"),
        "page": page, **shared.page_urls(here, page, {}), "caption": _("公开的答复"),
    }  # fmt: skip


def open_one(whole: Whole, today: Today, *, places: Places) -> dict[str, object]:
    """Return the page of an open reply."""
    crumbs = [Crumb(label=_("公开答复"), url=reverse("proposals:open")), Crumb(label=shared.number_of(whole))]
    return {**shared.person_frame(current="open", places=places), **shared.body(whole, today), "acts": [],
            "crumbs": crumbs, "letter": None}  # fmt: skip


def letter(whole: Whole, unit: str, back: str, printed_on: date) -> dict[str, object]:
    """Return the last reply that was delivered as an official paper, in Chinese whatever the screen speaks."""
    last = [one for one in whole.replies if one.signed_at][-1]
    to = f"{whole.author}代表：" if whole.author else "提案人："
    lines = [to, f"您提出的“{whole.title}”提案（案号{whole.number}）收悉。经研究，答复如下。",
             *(line for line in last.text.splitlines() if line.strip())]  # fmt: skip
    if last.planned_until:
        lines.append(f"计划完成日期：{last.planned_until.isoformat()}。")
    with override("zh-hans"):
        lines.append(f"答复类别：{KINDS[ReplyKind(last.kind)]}。")
    return {
        "org": unit, "number": whole.number, "title": [f"关于“{whole.title}”提案的答复"],
        "paragraphs": lines, "signer": [last.department, f"签批：{last.signed_by}"],
        "signed_on": last.signed_at, "back_url": back, "printed_on": printed_on,
    }  # fmt: skip
