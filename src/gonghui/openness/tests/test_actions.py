"""Opening a board, bringing something onto it, and the questions of the workshop."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON, OTHER_UNION, OUR_UNION, cast_of
from gonghui.openness.actions import board as boards
from gonghui.openness.actions import disclosing, questions
from gonghui.openness.models import Board, Disclosure, DisclosureStep, Duty, Question, QuestionSupport
from gonghui.openness.queries import desk as asked
from gonghui.openness.queries import public
from gonghui.openness.rules.periods import Period, Standing
from gonghui.openness.tests import make
from gonghui.openness.tests.make import CHAIR, MANAGER, SECRETARY, UNTIL, WORKER, refuses
from gonghui.registry.models import Union
from gonghui.registry.tests import make as registry

TODAY = date(2026, 3, 10)
THEIRS = cast_of(OTHER_UNION)
STRANGER = Actor.stranger()


def test_board_when_opened_then_it_has_the_duties_of_its_place_and_kind_and_again_changes_nothing(unions):
    board = make.board()
    assert set(board.duties.values_list("code", flat=True)) >= {"PLAN", "SAFETY", "INSURANCE"}
    assert not board.duties.filter(code="ENTERTAIN").exists()  # asked of public ownership alone
    before = LedgerEntry.objects.count()
    assert make.board().pk == board.pk
    assert LedgerEntry.objects.count() == before
    assert make.board(responsible="罗一舟").responsible == "罗一舟"
    assert Duty.objects.count() == board.duties.count()


def test_board_when_the_unit_becomes_public_property_then_opening_again_adds_what_is_asked_of_it(board):
    Union.objects.filter(pk=OUR_UNION).update(unit_kind="STATE")
    make.board()
    assert board.duties.filter(code="ENTERTAIN").exists()


@pytest.mark.parametrize("who", [WORKER, MANAGER])
def test_board_when_opened_by_another_hat_then_refused_and_nothing_is_there(unions, who):
    with pytest.raises(NotAllowed):
        boards.open_board(who, union_id=OUR_UNION, responsible="秦守一", now=NOON)
    with pytest.raises(NotFound):
        boards.open_board(THEIRS["secretary"], union_id=OUR_UNION, responsible="秦守一", now=NOON)
    with pytest.raises(RuleBroken):
        boards.open_board(SECRETARY, union_id=OUR_UNION, responsible=" ", now=NOON)
    assert not Board.objects.exists()


def test_duty_when_the_units_own_then_added_set_and_ended_but_the_laws_cannot_end(board):
    mine = boards.add_duty(SECRETARY, union_id=OUR_UNION, title="食堂收支", period=Period.QUARTER, now=NOON)
    again = boards.add_duty(SECRETARY, union_id=OUR_UNION, title="食堂收支", period=Period.YEAR, now=NOON)
    assert mine == again
    boards.set_duty(CHAIR, duty_id=mine, period=Period.HALF_YEAR, department="后勤科", now=NOON)
    assert (Duty.objects.get(pk=mine).period, Duty.objects.get(pk=mine).department) == ("HALF_YEAR", "后勤科")
    boards.end_duty(SECRETARY, duty_id=mine, now=NOON)
    with pytest.raises(Conflict):
        boards.set_duty(CHAIR, duty_id=mine, period=Period.YEAR, department="", now=NOON)
    with pytest.raises(RuleBroken):
        boards.end_duty(SECRETARY, duty_id=make.duty(board).pk, now=NOON)
    with pytest.raises(NotFound):
        boards.end_duty(THEIRS["secretary"], duty_id=mine, now=NOON)


def test_disclosure_when_it_takes_every_step_then_it_hangs_until_its_last_day(board):
    made = make.put_up(make.duty(board))
    found = Disclosure.objects.get(pk=made)
    assert (found.state, found.responsible, found.shown_until) == ("PUBLISHED", "秦守一", UNTIL)
    steps = list(DisclosureStep.objects.order_by("pk").values_list("step", "role"))
    assert steps == [("DRAFT", "secretary"), ("CHECK", "chair"), ("APPROVE", "manager"), ("PUBLISH", "secretary")]
    assert [one.pk for one in public.shown(STRANGER, board.slug, UNTIL).up] == [made]
    assert public.shown(STRANGER, board.slug, UNTIL + timedelta(days=1)).up == ()
    assert public.one(board.slug, made, TODAY).pk == made
    with pytest.raises(NotFound):
        public.one(board.slug, made, UNTIL + timedelta(days=1))


def test_disclosure_when_its_writer_checks_it_then_refused(board):
    made = make.draft(make.duty(board))
    with refuses(RuleBroken, "own-draft"):
        disclosing.check(SECRETARY, disclosure_id=made, now=NOON)
    disclosing.check(CHAIR, disclosure_id=made, now=NOON)
    assert Disclosure.objects.get(pk=made).state == "CHECKED"


def test_disclosure_when_it_names_a_persons_number_then_it_does_not_pass_until_that_is_out(board):
    made = make.draft(make.duty(board), text="有事请打19900001234。")
    with refuses(RuleBroken, "personal-data") as refused:
        disclosing.check(CHAIR, disclosure_id=made, now=NOON)
    assert "…1234" in str(refused.value)
    assert "1990000" not in str(refused.value)
    disclosing.change(SECRETARY, disclosure_id=made, title="安全", text="有事请找班组长。", now=NOON)
    disclosing.check(CHAIR, disclosure_id=made, now=NOON)


@pytest.mark.parametrize(
    "act",
    [
        partial(disclosing.approve, responsible="秦守一"), partial(disclosing.put_up, until=UNTIL),
        partial(disclosing.take_down, note="有误"), partial(disclosing.send_back, note="有误"),
    ],
)  # fmt: skip
def test_disclosure_when_a_step_is_skipped_then_refused_and_it_stays_a_draft(board, act):
    made = make.draft(make.duty(board))
    with refuses(Conflict, "no-such-step"):
        act(CHAIR, disclosure_id=made, now=NOON)
    found = Disclosure.objects.get(pk=made)
    assert (found.state, found.shown_until, found.responsible) == ("DRAFT", None, "")


def test_disclosure_when_returned_then_it_is_checked_anew(board):
    made = make.draft(make.duty(board))
    disclosing.check(CHAIR, disclosure_id=made, now=NOON)
    with refuses(RuleBroken, "reason-missing"):
        disclosing.send_back(CHAIR, disclosure_id=made, note=" ", now=NOON)
    disclosing.send_back(CHAIR, disclosure_id=made, note="数字有误", now=NOON)
    with pytest.raises(Conflict):
        disclosing.approve(MANAGER, disclosure_id=made, now=NOON)
    # Whoever changed it last is its writer now.
    disclosing.change(CHAIR, disclosure_id=made, title="安全", text="没有工伤。", now=NOON)
    with refuses(RuleBroken, "own-draft"):
        disclosing.check(CHAIR, disclosure_id=made, now=NOON)
    disclosing.check(SECRETARY, disclosure_id=made, now=NOON)


def test_disclosure_when_the_chair_enters_an_approval_then_a_name_must_stand(board):
    made = make.draft(make.duty(board))
    disclosing.check(CHAIR, disclosure_id=made, now=NOON)
    with refuses(RuleBroken, "responsible-missing"):
        disclosing.approve(CHAIR, disclosure_id=made, now=NOON)
    with pytest.raises(NotAllowed):
        disclosing.approve(SECRETARY, disclosure_id=made, responsible="秦守一", now=NOON)
    disclosing.approve(CHAIR, disclosure_id=made, responsible="秦守一", now=NOON)
    with refuses(Conflict, "not-a-draft"):
        disclosing.change(SECRETARY, disclosure_id=made, title="安全", text="改一改", now=NOON)


def test_disclosure_when_it_would_hang_for_less_than_the_days_of_the_place_then_refused(board):
    made = make.draft(make.duty(board))
    disclosing.check(CHAIR, disclosure_id=made, now=NOON)
    disclosing.approve(MANAGER, disclosure_id=made, now=NOON)
    for until in (TODAY + timedelta(days=6), TODAY + timedelta(days=367)):
        with refuses(RuleBroken, "window"):
            disclosing.put_up(SECRETARY, disclosure_id=made, until=until, now=NOON)
    disclosing.put_up(SECRETARY, disclosure_id=made, until=TODAY + timedelta(days=7), now=NOON)
    disclosing.put_up(SECRETARY, disclosure_id=made, until=TODAY + timedelta(days=7), now=NOON)
    assert DisclosureStep.objects.filter(step="PUBLISH").count() == 1


def test_disclosure_when_its_period_has_one_then_no_second_until_the_first_is_taken_down(board):
    duty = make.duty(board)
    made = make.put_up(duty)
    with refuses(Conflict, "period-taken"):
        make.draft(duty)
    disclosing.take_down(SECRETARY, disclosure_id=made, note="数字有误", now=NOON)
    assert public.shown(STRANGER, board.slug, TODAY).up == ()
    assert make.draft(duty) != made
    with refuses(RuleBroken, "period"):
        make.draft(duty, key="2026-Q2")
    with refuses(RuleBroken, "text-missing"):
        make.draft(duty, key="2026-Q1", text="  ")


def _desk(who):
    found = asked.desk(who, OUR_UNION, TODAY)
    assert found is not None
    return found


def test_desk_when_asked_then_it_tells_what_is_owed_and_what_was_disclosed(board):
    Duty.objects.filter(board=board).update(since=date(2025, 1, 1))
    make.put_up(make.duty(board))
    found = {one.code: one for one in _desk(SECRETARY).duties}
    assert found["SAFETY"].standing is Standing.DONE
    assert found["INSURANCE"].standing is Standing.LATE
    assert found["DECIDE"].standing is Standing.NONE
    assert _desk(MANAGER).count(Standing.DONE) == 1
    for who, refusal in ((WORKER, NotAllowed), (THEIRS["chair"], NotFound)):
        with pytest.raises(refusal):
            asked.desk(who, OUR_UNION, TODAY)
    assert asked.desk(THEIRS["chair"], OTHER_UNION, TODAY) is None


def test_disclosures_when_looked_for_by_words_then_every_word_must_stand_there(board):
    made = make.put_up(make.duty(board))
    assert [one.pk for one in asked.disclosures(SECRETARY, OUR_UNION, words="工伤 安全")] == [made]
    assert not asked.disclosures(SECRETARY, OUR_UNION, words="工伤 食堂").exists()
    assert not asked.disclosures(SECRETARY, OUR_UNION, state="DRAFT").exists()


def _worker():
    person = registry.person("韦立", number="HD9")
    return Actor(account_id=WORKER.account_id, person_id=person, hat=WORKER.hat, hats=WORKER.hats)


def test_question_when_asked_without_logging_in_then_nothing_of_a_person_is_kept(board):
    asked_id = questions.ask(STRANGER, slug=board.slug, text="夏天的防暑降温费什么时候发？", now=NOON)
    again = questions.ask(STRANGER, slug=board.slug, text="夏天的防暑降温费什么时候发？", now=NOON)
    found = Question.objects.get()
    assert asked_id == again == found.pk
    assert (found.person_id, found.asked_on, found.due_on) == (None, TODAY, date(2026, 4, 9))
    entry = LedgerEntry.objects.filter(verb="question-asked").get()
    assert entry.actor == "stranger"
    # A random key, and the ledger names the board: no order of questions can be read back.
    assert found.pk.version == 4
    assert str(found.pk) not in str(entry.facts) + str(entry.subject)


def test_question_when_answered_then_it_stands_on_the_board_and_what_is_set_aside_does_not(board):
    first = questions.ask(STRANGER, slug=board.slug, text="防暑降温费什么时候发？", now=NOON)
    second = questions.ask(_worker(), slug=board.slug, text="张某的处分为什么这么重？", now=NOON)
    assert public.shown(STRANGER, board.slug, TODAY).questions == ()
    questions.answer(MANAGER, question_id=first, text="六月随工资发。", now=NOON)
    questions.set_aside(SECRETARY, question_id=second, reason="涉及个人，当面答复。", now=NOON)
    assert [one.pk for one in public.shown(STRANGER, board.slug, TODAY).questions] == [first]
    with refuses(Conflict, "answered"):
        questions.set_aside(SECRETARY, question_id=first, reason="收起", now=NOON)
    with pytest.raises(RuleBroken):
        questions.answer(SECRETARY, question_id=first, text=" ", now=NOON)
    with pytest.raises(NotFound):
        questions.answer(THEIRS["secretary"], question_id=first, text="好", now=NOON)
    assert Question.objects.get(pk=first).answer == "六月随工资发。"


def test_question_when_asked_badly_then_refused_with_the_way_out(board):
    for text, code in ((" ", "text-missing"), ("长" * 501, "text-too-long")):
        with refuses(RuleBroken, code):
            questions.ask(STRANGER, slug=board.slug, text=text, now=NOON)
    with pytest.raises(NotAllowed):
        questions.ask(THEIRS["worker"], slug=board.slug, text="问", now=NOON)
    with pytest.raises(NotFound):
        questions.ask(STRANGER, slug="nothing", text="问", now=NOON)
    Question.objects.bulk_create(
        Question(board=board, text=str(n), asked_on=TODAY, due_on=TODAY) for n in range(questions.MOST_A_DAY)
    )
    with refuses(RuleBroken, "too-many"):
        questions.ask(STRANGER, slug=board.slug, text="再问", now=NOON)
    assert questions.ask(_worker(), slug=board.slug, text="署名可以问", now=NOON)


def test_question_when_supported_then_once_a_person_and_pressed_again_taken_back(board):
    made = questions.ask(STRANGER, slug=board.slug, text="防暑降温费什么时候发？", now=NOON)
    worker = _worker()
    questions.support(worker, question_id=made, now=NOON)
    assert QuestionSupport.objects.count() == 1
    questions.support(worker, question_id=made, now=NOON)
    assert QuestionSupport.objects.count() == 0
    for who in (STRANGER, THEIRS["worker"]):
        with pytest.raises(NotAllowed):
            questions.support(who, question_id=made, now=NOON)


def test_desk_when_there_are_many_disclosures_then_it_asks_as_often(board, django_assert_num_queries):
    for code in ("SAFETY", "INSURANCE"):
        make.put_up(make.duty(board, code))
    with django_assert_num_queries(4, connection=connection):
        asked.desk(SECRETARY, OUR_UNION, TODAY)
    make.put_up(make.duty(board), key="2026-Q1")
    with django_assert_num_queries(4, connection=connection):
        asked.desk(SECRETARY, OUR_UNION, TODAY)
