"""The union demands a correction in writing, the unit answers, and what is not mended goes a step up."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.refusing import require
from gonghui.congress.models import Correction, CorrectionPaper
from gonghui.congress.queries.correction import law_of_union
from gonghui.congress.rules.correction import PaperKind, check_advice, next_kind, paper_due
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

LONGEST: Final = 4000
LONGEST_NOTE: Final = 300


@action
def demand_correction(
    actor: Actor, *, union_id: UUID, subject: str, rule: str, text: str, issuer: str, addressee: str, issued_on: date,
    answer_by: date, now: datetime, number: str = "",
) -> UUID:  # fmt: skip
    """Demand of the unit, in writing, that it puts right a breach of a rule of the congress.

    `rule` is the id of the rule of the pack that was broken; `answer_by` is the day the union sets. The same demand
    again, while it is open, is answered with the one that stands.
    Raises: RuleBroken without words, for a rule that no article stands behind, or days that cannot be; NotFound for
        whoever does not prepare in the union.
    Source: 上海市职工代表大会条例 art. 33; 工会法 art. 20.
    """
    policy.require_preparer_of(actor, union_id)
    pack = law_of_union(union_id)
    law = pack.rules[rule].law if rule in pack.rules else None
    if law is None:
        raise RuleBroken(_("请从列表中选择单位违反的条款。"), code="no-such-rule")
    if not subject.strip():
        raise RuleBroken(_("请写明要求纠正的事由。"), code="text-missing")
    if answer_by < issued_on:
        raise RuleBroken(_("答复期限不能早于发出日期。"), code="paper-dates")
    what = {"union_id": union_id, "subject": subject.strip()[:120], "rule": rule, "law": str(law)[:120]}
    same = CorrectionPaper.objects.filter(kind=PaperKind.DEMAND, issued_on=issued_on, text=text.strip())
    known = Correction.objects.filter(**what, mended_on=None, papers__in=same).first()
    if known is not None:
        unchanged()
        return known.id
    correction = Correction.objects.create(**what)
    _issue(correction, PaperKind.DEMAND, text=text, issuer=issuer, addressee=addressee, number=number,
           issued_on=issued_on, due_on=answer_by, now=now)  # fmt: skip
    return correction.id


@action
def escalate(
    actor: Actor, *, correction_id: UUID, kind: str, text: str, issuer: str, addressee: str, issued_on: date,
    now: datetime, number: str = "",
) -> UUID:  # fmt: skip
    """Enter the next paper on a breach that is not mended: the superior union's opinion, or its advice to an authority.

    Its term is counted from the day of the paper. The same kind again is answered with the one that stands.
    Raises: RuleBroken for an advice while the term of the opinion still runs, or days that cannot be; Conflict when it
        is mended or another paper comes first; NotFound.
    Source: 上海市职工代表大会条例 art. 46.
    """
    correction = _lock_open(actor, correction_id)
    papers = {PaperKind(paper.kind): paper for paper in correction.papers.all()}
    if kind in papers:
        unchanged()
        return papers[PaperKind(kind)].id
    if kind not in set(PaperKind) or next_kind(tuple(papers)) is not PaperKind(kind):
        raise Conflict(_("这件事还不能走到这一步。"), code="paper-order", remedy=_("请刷新页面，看现在到了哪一步。"))
    pack = law_of_union(correction.union_id)
    last = max(papers.values(), key=lambda paper: paper.issued_on)
    if issued_on < last.issued_on:
        raise RuleBroken(_("发出日期不能早于上一份文书。"), code="paper-dates")
    if kind == PaperKind.ADVICE:
        require(check_advice(pack, opinion_due=papers[PaperKind.OPINION].due_on, today=issued_on), "term-runs")
    due_on = paper_due(pack, PaperKind(kind), issued_on, asked=None)
    return _issue(
        correction, PaperKind(kind), text=text, issuer=issuer, addressee=addressee, number=number, issued_on=issued_on,
        due_on=due_on or issued_on, now=now,
    )  # fmt: skip


@action
def record_reply(actor: Actor, *, paper_id: UUID, answered_on: date, answer: str, now: datetime) -> None:
    """Note the written answer to a paper, or correct what was noted.

    Raises: RuleBroken without words, or for a day before the paper or to come; NotFound.
    Source: 上海市职工代表大会条例 art. 33.
    """
    found = CorrectionPaper.objects.filter(id=paper_id).values_list("correction_id", flat=True).first()
    if found is None:
        raise NotFound
    correction = _lock(actor, found)
    paper = CorrectionPaper.objects.get(id=paper_id)
    words = answer.strip()[:LONGEST]
    if not words:
        raise RuleBroken(_("请写明书面答复的要点。"), code="text-missing")
    if not paper.issued_on <= answered_on <= local_date(now):
        raise RuleBroken(_("答复日期应当在文书发出以后、今天以前。"), code="paper-dates")
    if (paper.answered_on, paper.answer) == (answered_on, words):
        return unchanged()
    paper.answered_on, paper.answer = answered_on, words
    paper.save(update_fields=["answered_on", "answer"])
    record("recorded-reply", stream=_stream(correction), subject=("correction-paper", paper.id),
           on=answered_on.isoformat(), late=answered_on > paper.due_on)  # fmt: skip
    return None


@action
def mark_mended(actor: Actor, *, correction_id: UUID, mended_on: date, how: str, now: datetime) -> None:
    """Note that the unit has put it right, and how.

    Raises: RuleBroken without words, or for a day before the demand or to come; Conflict when it was noted; NotFound.
    """
    correction = _lock_open(actor, correction_id)
    first = correction.papers.order_by("issued_on").values_list("issued_on", flat=True)[0]
    if not how.strip():
        raise RuleBroken(_("请写明单位是怎样纠正的。"), code="text-missing")
    if not first <= mended_on <= local_date(now):
        raise RuleBroken(_("纠正日期应当在要求发出以后、今天以前。"), code="paper-dates")
    correction.mended_on, correction.mended_how = mended_on, how.strip()[:LONGEST_NOTE]
    correction.save(update_fields=["mended_on", "mended_how"])
    record("mended", stream=_stream(correction), subject=("correction", correction.id), on=mended_on.isoformat())


def _issue(
    correction: Correction, kind: PaperKind, *, text: str, issuer: str, addressee: str, number: str, issued_on: date,
    due_on: date, now: datetime,
) -> UUID:  # fmt: skip
    words = text.strip()
    if not words or not issuer.strip() or not addressee.strip():
        raise RuleBroken(_("发文单位、主送单位和正文都要填写。"), code="text-missing")
    if len(words) > LONGEST:
        raise RuleBroken(_("正文最多 4000 字。"), code="text-too-long")
    if issued_on > local_date(now):
        raise RuleBroken(_("发出日期不能晚于今天。"), code="day-to-come")
    paper = CorrectionPaper.objects.create(
        correction=correction, kind=kind, issuer=issuer.strip()[:120], addressee=addressee.strip()[:120],
        number=number.strip()[:60], text=words, issued_on=issued_on, due_on=due_on,
    )  # fmt: skip
    record("issued-correction-paper", stream=_stream(correction), subject=("correction-paper", paper.id),
           kind=str(kind), on=issued_on.isoformat(), due=due_on.isoformat())  # fmt: skip
    return paper.id


def _lock(actor: Actor, correction_id: UUID) -> Correction:
    correction = Correction.objects.select_for_update().filter(id=correction_id).first()
    if correction is None:
        raise NotFound
    policy.require_preparer_of(actor, correction.union_id)
    return correction


def _lock_open(actor: Actor, correction_id: UUID) -> Correction:
    correction = _lock(actor, correction_id)
    if correction.mended_on is not None:
        raise Conflict(_("这件事已经登记纠正。"), code="mended", remedy=_("又有违反的，请另发一份要求纠正书。"))
    return correction


def _stream(correction: Correction) -> str:
    return f"correction/{correction.id}"
