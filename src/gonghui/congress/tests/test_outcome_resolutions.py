"""Resolutions and minutes: drafted from what happened, edited, fixed."""

import pytest

from gonghui.congress.actions import minutes, opinions, presence, resolutions, running
from gonghui.congress.documents import decided, drafts, sitting
from gonghui.congress.models import Minutes, Resolution, Vote
from gonghui.congress.tests import make
from gonghui.congress.tests.held import CLOSED, adopted, held
from gonghui.congress.tests.make import after
from gonghui.kernel import ledger
from gonghui.kernel.actor import Hat
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.ids import uuid4
from gonghui.kernel.testing import OTHER_UNION, ident

pytestmark = pytest.mark.django_db

FOR, AGAINST = "FOR", "AGAINST"


def stranger():
    return make.actor_for(ident("elsewhere"), Hat(role="secretary", within=OTHER_UNION))


def test_draft_when_passed_then_text_tells_count_base_article_and_number():
    hall = held(choices=((FOR, FOR, FOR, FOR, AGAINST),))
    made = resolutions.draft_resolutions(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    one = Resolution.objects.get()
    assert (made, one.number, one.title) == (1, "禾渡精密职代〔2026〕1号", "关于第1项议题的决议")
    assert "应到代表6人，实到代表6人，法定人数4人，符合法定人数。" in one.text
    assert "赞成4票，反对1票，弃权0票，未表决1人。须全体代表6人过半数，即4票，赞成4票" in one.text
    assert "根据《上海市职工代表大会条例》第三十一条，会议决定：\n一、通过《第1项议题》。" in one.text


def test_draft_when_rejected_then_statement_without_number_says_it_was_not_passed():
    hall = held(choices=((FOR, FOR, FOR, AGAINST, AGAINST),))
    resolutions.draft_resolutions(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    one = Resolution.objects.get()
    assert (one.number, one.title) == ("", "关于第1项议题未获通过的说明")
    assert "赞成3票，《第1项议题》未获通过。" in one.text
    assert "对本单位职工不具有约束力" in one.text
    paper = decided.resolution(one)
    assert (paper.passed, paper.decisions) == (False, ())


def test_draft_when_item_without_vote_then_no_resolution_but_minutes_tell_it():
    hall = held(choices=(), without_vote=1)
    assert resolutions.draft_resolutions(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED) == 0
    assert "第1项议题" in sitting.minutes_words(hall.meeting)


def test_draft_when_asked_twice_then_one_resolution_each_and_numbers_go_on():
    hall = held(choices=((FOR,) * 5, (FOR,) * 4))
    secretary = hall.posts["secretary"]
    assert resolutions.draft_resolutions(secretary, meeting_id=hall.meeting.id, now=CLOSED) == 2
    assert resolutions.draft_resolutions(secretary, meeting_id=hall.meeting.id, now=CLOSED) == 0
    numbers = Resolution.objects.order_by("item__position").values_list("number", flat=True)
    assert list(numbers) == ["禾渡精密职代〔2026〕1号", "禾渡精密职代〔2026〕2号"]


def test_edit_when_adopted_then_refused_and_text_stands():
    hall = held()
    adopted(hall)
    one = Resolution.objects.get()
    with pytest.raises(Conflict) as refused:
        resolutions.edit_resolution(
            hall.posts["secretary"], resolution_id=one.id, number=one.number, title="别的", text="别的", now=CLOSED
        )
    assert refused.value.code == "passed"
    assert str(refused.value.law) == "《上海市职工代表大会条例》第三十四条"
    assert Resolution.objects.get().title == one.title


def test_edit_when_number_is_taken_then_refused():
    hall = held(choices=((FOR,) * 5, (FOR,) * 5))
    secretary = hall.posts["secretary"]
    resolutions.draft_resolutions(secretary, meeting_id=hall.meeting.id, now=CLOSED)
    first, second = Resolution.objects.order_by("item__position")
    with pytest.raises(Conflict) as refused:
        resolutions.edit_resolution(
            secretary, resolution_id=second.id, number=first.number, title=second.title, text=second.text, now=CLOSED
        )
    assert refused.value.code == "number-taken"


def test_adopt_when_passed_without_number_then_refused():
    hall = held()
    resolutions.draft_resolutions(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    Resolution.objects.update(number="")
    with pytest.raises(RuleBroken) as refused:
        resolutions.adopt_resolution(hall.posts["secretary"], resolution_id=Resolution.objects.get().id, now=CLOSED)
    assert refused.value.code == "number-missing"
    assert Resolution.objects.get().adopted_at is None


def test_resolution_when_text_is_edited_then_paper_keeps_what_stands_before_and_after_the_decisions():
    assert decided.parts("甲。\n会议决定：\n一、通过。\n二、公布。\n特此决议。") == (
        ("甲。", "会议决定："), ("通过。", "公布。"), ("特此决议。",),
    )  # fmt: skip
    assert decided.parts("只有一段。") == (("只有一段。",), (), ())


@pytest.mark.parametrize("who", ["presiding", "scrutineer", "desk"])
def test_outcome_when_not_preparing_then_not_allowed(who):
    hall = held()
    for act in (resolutions.draft_resolutions, minutes.draft_minutes):
        with pytest.raises(NotAllowed):
            act(hall.posts[who], meeting_id=hall.meeting.id, now=CLOSED)
    assert not Resolution.objects.exists()
    assert not Minutes.objects.exists()


def test_outcome_when_stranger_then_not_found():
    hall = held()
    with pytest.raises(NotFound):
        resolutions.draft_resolutions(stranger(), meeting_id=hall.meeting.id, now=CLOSED)
    with pytest.raises(NotFound):
        minutes.draft_minutes(stranger(), meeting_id=hall.meeting.id, now=CLOSED)
    assert not Resolution.objects.exists()


def test_minutes_when_drafted_then_hold_all_that_an_archive_asks():
    hall = held(close=False, delegates=7)
    running.note_incident(hall.posts["desk"], meeting_id=hall.meeting.id, text="二区断网三分钟", now=after(400))
    presence.leave(hall.delegate(5), meeting_id=hall.meeting.id, now=after(410))
    opinions.give_opinion(
        hall.delegate(0), meeting_id=hall.meeting.id, item_id=hall.items[0].id, text="请写明假期",
        key=uuid4(), now=after(420),
    )  # fmt: skip
    running.close_meeting(hall.posts["presiding"], meeting_id=hall.meeting.id, now=CLOSED)
    minutes.draft_minutes(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    text = Minutes.objects.get().text
    for words in (
        "第五届职工代表大会第二次会议", "应到代表7人，实到代表7人", "二、会议机构", "监票人：", "三、议程",
        "五、代表团审议意见", "提出意见1条", "七、表决情况", "会议共表决1项，通过1项", "发出表决票7张，收回5张",
        "赞成5票，反对0票，弃权0票", "二区断网三分钟", "闭幕",
    ):  # fmt: skip
        assert words in text, words


def test_minutes_when_edited_then_paper_has_the_edited_words_in_every_format():
    hall = held()
    secretary = hall.posts["secretary"]
    minutes.draft_minutes(secretary, meeting_id=hall.meeting.id, now=CLOSED)
    text = Minutes.objects.get().text.replace("缺席代表：无。", "缺席代表：无。列席一人。")
    minutes.edit_minutes(secretary, meeting_id=hall.meeting.id, text=text + "\n\n  附：照片。 ", now=CLOSED)
    stored = Minutes.objects.get()
    paper = sitting.minutes(hall.meeting, stored)
    assert paper.text[-1] == "附：照片。"
    assert "缺席代表：无。列席一人。" in paper.text


def test_minutes_when_secretary_signs_then_not_allowed_and_chair_may_once():
    hall = held()
    minutes.draft_minutes(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    with pytest.raises(NotAllowed):
        minutes.sign_minutes(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    minutes.sign_minutes(hall.posts["chair"], meeting_id=hall.meeting.id, now=CLOSED)
    minutes.sign_minutes(hall.posts["chair"], meeting_id=hall.meeting.id, now=after(2000))
    stored = Minutes.objects.get()
    assert (stored.signed_at, stored.signed_by_id) == (CLOSED, hall.posts["chair"].person_id)
    with pytest.raises(Conflict) as refused:
        minutes.edit_minutes(hall.posts["secretary"], meeting_id=hall.meeting.id, text="别的", now=CLOSED)
    assert refused.value.code == "signed"
    with pytest.raises(Conflict):
        minutes.draft_minutes(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    assert ledger.verify(f"congress/{hall.meeting.id}") is None


def test_minutes_when_meeting_still_runs_then_refused():
    hall = held(close=False)
    with pytest.raises(Conflict) as refused:
        minutes.draft_minutes(hall.posts["secretary"], meeting_id=hall.meeting.id, now=after(500))
    assert refused.value.code == "not-closed"


def test_draft_when_title_has_book_marks_then_they_are_not_doubled():
    hall = held()
    vote = Vote.objects.select_related("item", "result").get()
    vote.item.title, vote.item.meeting = "《集体合同（草案）》", hall.meeting
    assert drafts.resolution_title(vote) == "关于集体合同（草案）的决议"
    assert "通过《集体合同（草案）》。" in drafts.resolution_words(vote)


@pytest.mark.parametrize(
    ("title", "matter", "expected"),
    [
        ("审议表决集体合同（草案）", "M-CC", "关于集体合同（草案）的决议"),
        ("通过大会决议", "M-PRO-RESOLUTION", "第五届职工代表大会第二次会议决议"),
    ],
)
def test_draft_when_the_item_begins_with_a_verb_or_is_the_resolution_itself_then_the_title_is_a_title(
    title, matter, expected
):
    hall = held()
    vote = Vote.objects.select_related("item", "result").get()
    vote.item.title, vote.item.matter, vote.item.meeting = title, matter, hall.meeting
    assert drafts.resolution_title(vote) == expected
    assert f"《{drafts.named(vote)}》获得通过" in drafts.resolution_words(vote)
