"""What the union holds against the unit: the list, one matter with its papers, and a paper as it is printed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gonghui.congress.models import Correction, CorrectionPaper
from gonghui.congress.queries import correction as asked
from gonghui.congress.rules.calendar import remaining
from gonghui.congress.rules.correction import PAPER_WORDS, PaperKind, next_kind
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import ENFORCE_AUTHORITY_DAYS, ENFORCE_UNION_DAYS, WRITTEN_CORRECTION
from gonghui.congress.screens import words
from gonghui.congress.screens.finding import band_of
from gonghui.congress.screens.outcome import due_badge
from gonghui.congress.screens.prepare.lists import chrome
from gonghui.kernel.clock import local_date
from gonghui.registry.public import superior_of, union_card
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Row

ANSWER_WITHIN: Final = timedelta(days=15)
"""What the form of a demand offers; the law sets no number, the union writes one into its paper."""


def around(union_id: UUID, *further: Crumb) -> dict[str, object]:
    """Return what stands around these pages; `further` leads on from the list."""
    here = Crumb(label=_("要求纠正"), url=reverse("congress:corrections") if further else "")
    home = Crumb(label=_("职代会"), url=reverse("congress:prepare-list"))
    return {**chrome(union_id), "crumbs": [home, here, *further]}


def home(union_id: UUID, now: datetime) -> dict[str, object]:
    """Return the list: what is open first, each with its term and what stands against the unit."""
    pack, today = asked.law_of_union(union_id), local_date(now)
    rows = asked.corrections(union_id)
    new = Act(label=_("发出要求纠正书"), url=reverse("congress:correction-new"), icon="plus", main=not rows)
    return {
        **around(union_id), "acts": [new] if rows else [], "new": new,
        "columns": [
            Column(label=_("事由")), Column(label=_("违反的条款")), Column(label=_("文书"), nowrap=True),
            Column(label=_("期限"), nowrap=True),
            Column(label=_("状态"), nowrap=True, top=True),
        ],
        "rows": [_row(pack, one, today) for one in rows],
    }  # fmt: skip


def form_page(
    union_id: UUID, title: str, go: str, *, lede: str = "", one: Correction | None = None
) -> dict[str, object]:
    """Return what stands around one form: of a new demand, or of `one`."""
    if one is None:
        page, back = around(union_id, Crumb(label=title)), reverse("congress:corrections")
    else:
        back = reverse("congress:correction", args=[one.id])
        page = around(union_id, Crumb(label=one.subject, url=back), Crumb(label=title))
    return {**page, "title": title, "lede": lede, "go": go, "back": back}


def rules(union_id: UUID) -> list[tuple[str, str]]:
    """Return the rules of the union's place that an article stands behind, in the order of the articles."""
    found = [rule for rule in asked.law_of_union(union_id).rules.values() if rule.law and rule.law.article]
    found.sort(key=lambda rule: (rule.law.law, rule.law.article or 0, rule.id) if rule.law else ("", 0, rule.id))
    return [(rule.id, f"{rule.title}（{rule.law}）") for rule in found]


def demand_start(union_id: UUID, now: datetime) -> dict[str, object]:
    """Return what the form of a demand starts with."""
    card, today = union_card(union_id), local_date(now)
    return {
        "issuer": card.name, "addressee": card.unit_name, "issued_on": today, "answer_by": today + ANSWER_WITHIN,
    }  # fmt: skip


def demand_lede(union_id: UUID) -> str:
    """Return what a demand is for, with its article."""
    return _("单位没有依照法定程序提交大会的，工会有权书面要求纠正，单位应当纠正并书面答复。%(law)s") % {
        "law": _basis(asked.law_of_union(union_id), PaperKind.DEMAND)
    }


def next_paper(one: Correction) -> PaperKind | None:
    """Return the paper that may follow, None once it is mended or after the last."""
    return None if one.mended_on else next_kind(tuple(PaperKind(paper.kind) for paper in one.papers.all()))


def paper_title(kind: PaperKind) -> str:
    """Return the word on the button and above the form of a paper."""
    return _("登记%(paper)s") % {"paper": _(PAPER_WORDS[kind])}


def paper_lede(union_id: UUID, kind: PaperKind) -> str:
    """Return what a paper of the union above is for, with its term and its article."""
    pack = asked.law_of_union(union_id)
    told = {
        PaperKind.OPINION: _("由上级总工会发出，单位应当在%(days)s日内改正。"),
        PaperKind.ADVICE: _("单位逾期不改正的，由上级总工会向主管部门提出，由其督促单位在%(days)s日内改正。"),
    }.get(kind, "")
    days = pack[ENFORCE_UNION_DAYS] if kind is PaperKind.OPINION else pack[ENFORCE_AUTHORITY_DAYS]
    return told % {"days": days} + _basis(pack, kind)


def paper_start(one: Correction, kind: PaperKind, now: datetime) -> dict[str, object]:
    """Return what the form of a paper of the union above starts with."""
    above = superior_of(one.union_id, local_date(now))
    unit = union_card(one.union_id).unit_name
    return {
        "issuer": above.name if above else "", "addressee": unit if kind is PaperKind.OPINION else "",
        "issued_on": local_date(now),
    }  # fmt: skip


def page(one: Correction, now: datetime) -> dict[str, object]:
    """Return one matter: its papers in order, what stands against the unit, and what may follow."""
    pack, today = asked.law_of_union(one.union_id), local_date(now)
    found = asked.standing_against(pack, one, today)
    follows = next_paper(one)
    args = [one.id]
    return {
        **around(one.union_id, Crumb(label=one.subject)), "one": one, "badge": _badge(one, today),
        "finding": band_of(found), "law": one.law,
        "papers": [_paper(one, paper, today) for paper in one.papers.all()],
        "mended": (one.mended_on, one.mended_how) if one.mended_on else None,
        "acts": [] if one.mended_on else [
            Act(label=_("登记纠正"), url=reverse("congress:correction-mended", args=args), icon="check"),
            *([Act(label=paper_title(follows), icon="doc",
                   url=reverse("congress:correction-paper-new", args=args))] if follows else []),
        ],
    }  # fmt: skip


def sheet(one: Correction, paper: CorrectionPaper) -> dict[str, object]:
    """Return the union's own demand as it is printed."""
    pack = asked.law_of_union(one.union_id)
    due = date_format(paper.due_on, "Y年n月j日")
    return {
        "title": [_(PAPER_WORDS[PaperKind.DEMAND])], "number": paper.number, "org": paper.issuer,
        "paragraphs": [
            f"{paper.addressee}：", _("事由：%(subject)s。") % {"subject": one.subject}, *paper.text.splitlines(),
            _("上述情况违反了%(law)s的规定。") % {"law": one.law},
            _("请予以纠正，并于%(due)s前书面答复。") % {"due": due} + _basis(pack, PaperKind.DEMAND),
        ],
        "signer": [paper.issuer], "date": date_format(paper.issued_on, "Y年n月j日"),
        "back_url": reverse("congress:correction", args=[one.id]), **chrome(one.union_id),
    }  # fmt: skip


def _basis(pack: Pack, kind: PaperKind) -> str:
    law = pack.rule((WRITTEN_CORRECTION if kind is PaperKind.DEMAND else ENFORCE_UNION_DAYS).rule).law
    return _("（依据%(law)s）") % {"law": law} if law else ""


def _row(pack: Pack, one: Correction, today: date) -> Row:
    paper = asked.last_paper(one)
    found: Finding | None = None if one.mended_on else asked.standing_against(pack, one, today)
    subject = Cell(text=one.subject, url=reverse("congress:correction", args=[one.id]))
    word = _(PAPER_WORDS[PaperKind(paper.kind)])
    return Row(
        cells=[subject, one.law, word, paper.due_on.isoformat(), Cell(badge=_badge(one, today))],
        state="warn" if found else "", why=_why(found), law=str(found.law) if found and found.law else "",
    )  # fmt: skip


def _why(found: Finding | None) -> str:
    told = (words.translated(found.sentence), words.translated(found.way_out)) if found else ()
    return "；".join(part for part in told if part)


def _badge(one: Correction, today: date) -> Badge:
    paper = asked.last_paper(one)
    if one.mended_on is not None:
        return Badge(text=_("已纠正"), kind="ok")
    if paper.kind == PaperKind.DEMAND and paper.answered_on is not None:
        return Badge(text=_("已答复，待纠正"), kind="info")
    return due_badge(paper.due_on, today)


def _paper(one: Correction, paper: CorrectionPaper, today: date) -> dict[str, object]:
    kind = PaperKind(paper.kind)
    asks = _("答复期限") if kind is PaperKind.DEMAND else _("改正期限")
    running = one.mended_on is None and paper.answered_on is None and paper.id == asked.last_paper(one).id
    left = words.translated(remaining(paper.due_on, today)) if running else ""
    facts: Sequence[tuple[str, str]] = [
        (_("发文"), paper.issuer), (_("主送"), paper.addressee), (_("文号"), paper.number or "—"),
        (_("发出日期"), paper.issued_on.isoformat()),
        (asks, "　".join(part for part in (paper.due_on.isoformat(), left) if part)),
    ]  # fmt: skip
    args = [one.id, paper.id]
    return {
        "title": _(PAPER_WORDS[kind]), "facts": facts, "text": paper.text, "answer": paper.answer,
        "answered_on": paper.answered_on, "late": paper.answered_on is not None and paper.answered_on > paper.due_on,
        "print": Act(label=_("打印"), url=reverse("congress:correction-paper", args=args), icon="print")
        if kind is PaperKind.DEMAND else None,
        "reply": None if one.mended_on else Act(
            label=_("修改答复") if paper.answered_on else _("登记书面答复"), icon="chat",
            url=reverse("congress:correction-reply", args=args),
        ),
    }  # fmt: skip
