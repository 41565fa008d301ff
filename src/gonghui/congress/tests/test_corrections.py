"""The union demands a correction in writing; what is not mended goes a step up, each with its term."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from gonghui.congress.actions import correction
from gonghui.congress.models import Correction, CorrectionPaper
from gonghui.congress.queries import correction as asked
from gonghui.congress.rules.packfile import builtin
from gonghui.congress.tests.plan import Plan, plan, stranger
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db

TODAY = local_date(NOON)
SH = builtin("CN-SH")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def demand(made: Plan, *, actor: Actor | None = None, on: date = TODAY, **changed: object) -> UUID:
    given: dict[str, Any] = {
        "subject": "薪酬制度修改未提交大会", "rule": "V66", "text": "请予以纠正。", "issuer": "禾渡工会",
        "addressee": "禾渡公司", "answer_by": on + timedelta(days=15), **changed,
    }  # fmt: skip
    return correction.demand_correction(
        actor or made.secretary, union_id=made.union.id, issued_on=on, now=NOON, **given
    )


def go_up(made: Plan, one: UUID, kind: str, on: date, **changed: object) -> UUID:
    given: dict[str, Any] = {"text": "请改正。", "issuer": "临江区总工会", "addressee": "禾渡公司", **changed}
    return correction.escalate(made.secretary, correction_id=one, kind=kind, issued_on=on, now=NOON, **given)


def against(one: UUID, today: date = TODAY) -> tuple[str, str] | None:
    found = asked.standing_against(SH, Correction.objects.get(id=one), today)
    return None if found is None else (found.rule, str(found.law))


def test_demand_when_made_then_it_names_the_article_and_is_in_the_ledger() -> None:
    made = plan(categories=())
    one = Correction.objects.get(id=demand(made, number="禾渡工〔2026〕7号"))
    paper = one.papers.get()
    assert (one.rule, one.law) == ("V66", "《上海市职工代表大会条例》第三十三条第二款")
    assert (paper.kind, paper.number, paper.due_on) == ("DEMAND", "禾渡工〔2026〕7号", TODAY + timedelta(days=15))
    entry = LedgerEntry.objects.get(verb="issued-correction-paper")
    assert f'"{paper.due_on.isoformat()}"' in entry.facts


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"rule": "V99"}, "no-such-rule"),
        ({"rule": "V40"}, "no-such-rule"),
        ({"subject": " "}, "text-missing"),
        ({"text": " "}, "text-missing"),
        ({"issuer": " "}, "text-missing"),
        ({"addressee": " "}, "text-missing"),
        ({"text": "字" * 4001}, "text-too-long"),
        ({"answer_by": ago(1)}, "paper-dates"),
        ({"on": TODAY + timedelta(days=1)}, "day-to-come"),
    ],
)
def test_demand_when_something_is_wrong_then_it_is_refused(changed: dict[str, object], code: str) -> None:
    made = plan(categories=())
    with pytest.raises(RuleBroken) as caught:
        demand(made, **changed)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert Correction.objects.count() == 0


def test_demand_when_no_written_answer_came_by_its_day_then_it_stands_against_the_unit() -> None:
    made = plan(categories=())
    one = demand(made, on=ago(20))
    assert against(one, ago(5)) is None
    assert against(one, ago(4)) == ("V64", "《上海市职工代表大会条例》第三十三条第一款")
    correction.record_reply(
        made.secretary, paper_id=CorrectionPaper.objects.get().id, answered_on=TODAY, answer="已研究。", now=NOON
    )
    assert against(one) is None


def test_opinion_when_entered_then_ninety_days_run_and_the_finding_cites_the_article() -> None:
    made = plan(categories=())
    one = demand(made, on=ago(120))
    paper = CorrectionPaper.objects.get(id=go_up(made, one, "OPINION", ago(91)))
    assert paper.due_on == ago(1)
    assert against(one, ago(1)) is None
    assert against(one, TODAY) == ("V46", "《上海市职工代表大会条例》第四十六条")
    assert go_up(made, one, "OPINION", TODAY) == paper.id
    assert CorrectionPaper.objects.count() == 2


def test_advice_when_the_term_of_the_opinion_still_runs_then_it_is_refused_with_the_article() -> None:
    made = plan(categories=())
    one = demand(made, on=ago(120))
    go_up(made, one, "OPINION", ago(90))
    with pytest.raises(RuleBroken) as caught:
        go_up(made, one, "ADVICE", TODAY)
    assert caught.value.code == "term-runs"
    assert str(caught.value.law) == "《上海市职工代表大会条例》第四十六条"
    assert CorrectionPaper.objects.count() == 2


def test_advice_when_the_term_has_run_out_then_thirty_days_run() -> None:
    made = plan(categories=())
    one = demand(made, on=ago(150))
    go_up(made, one, "OPINION", ago(130))
    paper = CorrectionPaper.objects.get(id=go_up(made, one, "ADVICE", ago(31), addressee="区人力资源和社会保障局"))
    assert paper.due_on == ago(1)
    found = asked.standing_against(SH, Correction.objects.get(id=one), TODAY)
    assert found is not None
    assert str(found.sentence) == f"应当在 {ago(1).isoformat()} 前改正，已经逾期 1 天"
    assert "公共信用信息服务平台" in str(found.way_out)
    with pytest.raises(Conflict):
        go_up(made, one, "SOMETHING", TODAY)


def test_advice_when_the_opinion_followed_on_the_day_of_the_demand_then_the_term_of_the_opinion_still_counts() -> None:
    made = plan(categories=())
    one = demand(made, on=ago(50))
    go_up(made, one, "OPINION", ago(50))
    with pytest.raises(RuleBroken) as caught:
        go_up(made, one, "ADVICE", TODAY)  # past the fifteen days of the demand, not past the ninety of the opinion
    assert caught.value.code == "term-runs"


def test_demand_when_sent_twice_then_it_is_one_until_it_is_mended() -> None:
    made = plan(categories=())
    one = demand(made)
    assert demand(made) == one
    assert LedgerEntry.objects.filter(verb="issued-correction-paper").count() == 1
    correction.mark_mended(made.secretary, correction_id=one, mended_on=TODAY, how="已重新提交大会", now=NOON)
    assert demand(made) != one


def test_paper_when_out_of_order_or_before_the_last_then_it_is_refused() -> None:
    made = plan(categories=())
    one = demand(made, on=ago(10))
    with pytest.raises(Conflict):
        go_up(made, one, "ADVICE", TODAY)
    with pytest.raises(RuleBroken) as caught:
        go_up(made, one, "OPINION", ago(11))
    assert caught.value.code == "paper-dates"


@pytest.mark.parametrize(
    ("on", "words"), [(ago(11), "已研究。"), (TODAY + timedelta(days=1), "已研究。"), (TODAY, " ")]
)
def test_reply_when_it_cannot_be_then_it_is_refused(on: date, words: str) -> None:
    made = plan(categories=())
    demand(made, on=ago(10))
    paper = CorrectionPaper.objects.get()
    with pytest.raises(RuleBroken):
        correction.record_reply(made.secretary, paper_id=paper.id, answered_on=on, answer=words, now=NOON)
    paper.refresh_from_db()
    assert paper.answered_on is None


def test_reply_when_sent_again_then_it_is_noted_once() -> None:
    made = plan(categories=())
    demand(made, on=ago(10))
    paper = CorrectionPaper.objects.get()
    for _again in range(2):
        correction.record_reply(made.secretary, paper_id=paper.id, answered_on=ago(1), answer="已研究。", now=NOON)
    assert LedgerEntry.objects.filter(verb="recorded-reply").count() == 1


def test_correction_when_mended_then_nothing_stands_against_the_unit_and_no_paper_follows() -> None:
    made = plan(categories=())
    one = demand(made, on=ago(40))
    assert against(one) is not None
    for day, how in ((ago(41), "已提交大会"), (TODAY + timedelta(days=1), "已提交大会"), (TODAY, " ")):
        with pytest.raises(RuleBroken):
            correction.mark_mended(made.secretary, correction_id=one, mended_on=day, how=how, now=NOON)
    correction.mark_mended(made.secretary, correction_id=one, mended_on=TODAY, how="已提交大会审议通过。", now=NOON)
    assert against(one) is None
    with pytest.raises(Conflict):
        go_up(made, one, "OPINION", TODAY)
    with pytest.raises(Conflict):
        correction.mark_mended(made.secretary, correction_id=one, mended_on=TODAY, how="又一次", now=NOON)


def test_correction_when_mended_after_its_term_then_it_stays_on_record_as_late() -> None:
    made = plan(categories=())
    one = demand(made, on=ago(120))
    go_up(made, one, "OPINION", ago(100))
    correction.mark_mended(made.secretary, correction_id=one, mended_on=TODAY, how="已提交大会审议通过。", now=NOON)
    assert against(one) == ("V46", "《上海市职工代表大会条例》第四十六条")


def test_overdue_when_counted_then_what_is_mended_or_answered_in_time_is_not_among_it() -> None:
    made = plan(categories=())
    assert asked.overdue(made.union.id, TODAY) == 0
    late, mended = demand(made, on=ago(40)), demand(made, on=ago(40), subject="没有按期召开")
    demand(made)
    correction.mark_mended(made.secretary, correction_id=mended, mended_on=TODAY, how="已召开。", now=NOON)
    assert asked.overdue(made.union.id, TODAY) == 1
    go_up(made, late, "OPINION", TODAY)
    assert asked.overdue(made.union.id, TODAY) == 0
    assert asked.overdue(made.union.id, TODAY + timedelta(days=91)) == 2


def test_corrections_when_listed_then_what_is_open_stands_first() -> None:
    made = plan(categories=())
    first, second = demand(made), demand(made, subject="未按期召开大会", rule="V15")
    correction.mark_mended(made.secretary, correction_id=second, mended_on=TODAY, how="已召开。", now=NOON)
    assert [one.id for one in asked.corrections(made.union.id)] == [first, second]


def test_correction_when_a_stranger_asks_then_there_is_none() -> None:
    made = plan(categories=())
    one = demand(made)
    paper = CorrectionPaper.objects.get()
    for ask in (
        lambda: demand(made, actor=stranger()),
        lambda: asked.correction(stranger(), one),
        lambda: correction.mark_mended(stranger(), correction_id=one, mended_on=TODAY, how="已改", now=NOON),
        lambda: correction.record_reply(stranger(), paper_id=paper.id, answered_on=TODAY, answer="好", now=NOON),
    ):
        with pytest.raises(NotFound):
            ask()
    assert Correction.objects.count() == 1
