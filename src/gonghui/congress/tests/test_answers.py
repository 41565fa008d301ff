"""Answers to opinions: many of a kind together, each with its own history, never without a reason."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from gonghui.congress.actions import answers
from gonghui.congress.actions.opinions import give_anonymous, give_opinion
from gonghui.congress.documents import discussion
from gonghui.congress.models import Disposition, Opinion, Paper
from gonghui.congress.papers import sheet, word
from gonghui.congress.queries import opinions as asked
from gonghui.congress.tests.groups import Groups, groups, handed, ids, noted
from gonghui.congress.tests.make import MORNING, after
from gonghui.congress.tests.plan import stranger
from gonghui.congress.tests.test_screens import browser
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry

pytestmark = pytest.mark.django_db
WORDS = ("夜班补贴提到40元", "夜班补贴按季复核", "体检加胸片", "班车早十分钟")


@pytest.fixture
def made() -> Groups:
    return handed(groups())


@pytest.fixture
def given(made: Groups) -> list[Opinion]:
    """Four opinions, two on the first paragraph of the paper, one in a room, one without a name."""
    place: dict[str, Any] = {"paper_id": made.paper.id, "paragraph": 1}
    noted(made, 2, WORDS[0], **place)
    for n, text in ((0, WORDS[1]), (3, WORDS[2])):
        give_opinion(
            made.hall.delegate(n), meeting_id=made.meeting.id, item_id=None, text=text, key=uuid4(), now=after(5),
            **place if n == 0 else {},
        )  # fmt: skip
    give_anonymous(made.head(1), meeting_id=made.meeting.id, item_id=None, text=WORDS[3], key=uuid4(), now=after(6))
    return [Opinion.objects.get(text=text) for text in WORDS]


def answer(
    made: Groups, opinions: list[Opinion], outcome="ADOPTED", reason="已写入第一条。", *, at=20, **kwargs
) -> int:
    return answers.answer_opinions(
        made.secretary, meeting_id=made.meeting.id, opinion_ids=ids(opinions), outcome=outcome, reason=reason,
        now=after(at), **kwargs,
    )  # fmt: skip


def second_version(made: Groups) -> Paper:
    return Paper.objects.create(
        meeting=made.meeting, item=made.hall.items[0], title=made.paper.title, version=2, kind="VOTED",
        text=made.paper.text.replace("30", "40"), served_at=after(15),
    )  # fmt: skip


def test_answer_when_given_to_several_together_then_each_keeps_its_own_record(made, given) -> None:
    newer = second_version(made)
    assert answer(made, given[:2], change_paper_id=newer.id, change_paragraph=1) == 2
    lines = list(Disposition.objects.order_by("opinion_id"))
    assert {(one.seq, one.outcome, one.reason, one.change_paper_id, one.change_paragraph) for one in lines} == {
        (1, "ADOPTED", "已写入第一条。", newer.id, 1)
    }
    assert {one.opinion_id for one in lines} == set(ids(given[:2]))
    assert len({one.together for one in lines}) == 1
    subjects = LedgerEntry.objects.filter(verb="answered-opinion").values_list("subject", flat=True)
    assert set(subjects) == {f"opinion:{one.id}" for one in given[:2]}
    tallied = asked.tallied(made.meeting)
    assert (tallied.given, tallied.adopted, tallied.waiting) == (4, 2, 2)


def test_answer_when_repeated_replaced_or_taken_back_then_its_history_stays(made, given) -> None:
    answer(made, given[:3], "DECLINED", "与物价不符。")
    assert answer(made, given[:3], "DECLINED", "与物价不符。", at=21) == 0
    assert answer(made, given[:2], "PARTLY", "明年起执行。", at=22) == 2
    answers.take_answer_back(made.secretary, opinion_id=given[2].id, now=after(23))
    with pytest.raises(Conflict, match="还没有答复"):
        answers.take_answer_back(made.secretary, opinion_id=given[2].id, now=after(24))
    told = {
        one.text: [line.outcome for line in one.dispositions.order_by("seq")]
        for one in asked.table(made.meeting).prefetch_related("dispositions")
    }
    assert told == {
        WORDS[0]: ["DECLINED", "PARTLY"], WORDS[1]: ["DECLINED", "PARTLY"], WORDS[2]: ["DECLINED", ""], WORDS[3]: [],
    }  # fmt: skip
    now = {one.text: (one.outcome, one.answer, one.answered_at) for one in Opinion.objects.all()}
    assert now[WORDS[0]] == ("PARTLY", "明年起执行。", after(22))
    assert now[WORDS[2]] == ("", "", None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Disposition.objects.update(reason="改")


@pytest.mark.parametrize(
    ("outcome", "reason", "kwargs"),
    [("ADOPTED", "  ", {}), ("", "有理由", {}), ("NOTED", "有理由", {}), ("DECLINED", "字" * 1001, {}),
     ("ADOPTED", "好", {"change_paragraph": 1}), ("DECLINED", "不改", {"change": True})],
)  # fmt: skip
def test_answer_when_without_outcome_or_reason_or_with_a_place_that_is_none_then_nothing_is_closed(
    made, given, outcome, reason, kwargs
) -> None:
    if kwargs.pop("change", False):
        kwargs["change_paper_id"] = made.paper.id
    before = LedgerEntry.objects.count()
    with pytest.raises(RuleBroken):
        answer(made, given, outcome, reason, **kwargs)
    assert not Opinion.objects.filter(answered_at__isnull=False).exists()
    assert (Disposition.objects.count(), LedgerEntry.objects.count()) == (0, before)


def test_answer_when_by_others_or_of_another_meeting_or_of_nothing_then_refused(made, given) -> None:
    for actor, refusal in ((made.head(0), NotAllowed), (stranger(), NotFound)):
        with pytest.raises(refusal):
            answers.answer_opinions(
                actor, meeting_id=made.meeting.id, opinion_ids=ids(given), outcome="ADOPTED", reason="好", now=after(20)
            )
        with pytest.raises(refusal):
            answers.take_answer_back(actor, opinion_id=given[0].id, now=after(20))
    with pytest.raises(RuleBroken, match="还没有勾选"):
        answer(made, [])
    with pytest.raises(NotFound):
        answers.answer_opinions(
            made.secretary, meeting_id=made.meeting.id, opinion_ids=[given[0].id, uuid4()], outcome="ADOPTED",
            reason="好", now=after(20),
        )  # fmt: skip
    with pytest.raises(RuleBroken, match="一次最多答复200条"):
        answers.answer_opinions(
            made.secretary, meeting_id=made.meeting.id, opinion_ids=[uuid4() for _n in range(201)], outcome="ADOPTED",
            reason="好", now=after(20),
        )  # fmt: skip
    assert not Disposition.objects.exists()


def test_opinion_when_closed_without_words_then_the_database_refuses(given) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.filter(id=given[0].id).update(answered_at=MORNING)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [({}, {0, 1, 2, 3}), ({"state": "waiting"}, {2, 3}), ({"state": "answered"}, {0, 1}), ({"state": "PARTLY"}, {0, 1}),
     ({"paragraph": "1"}, {0, 1}), ({"paragraph": "x"}, {0, 1, 2, 3}), ({"q": "夜班"}, {0, 1}), ({"q": "胸片"}, {2}),
     ({"item": "nonsense"}, {0, 1, 2, 3}), ({"q": "代表3"}, {2})],
)  # fmt: skip
def test_opinions_when_looked_for_then_found_by_state_paragraph_and_words(made, given, wanted, found) -> None:
    answer(made, given[:2], "PARTLY", "明年起执行。")
    assert {WORDS.index(one.text) for one in asked.to_answer(made.meeting, wanted)} == found
    assert {WORDS.index(one.text) for one in asked.to_answer(made.meeting, {"item": str(made.hall.items[0].id)})} == {
        0,
        1,
    }


def test_table_when_put_on_paper_then_the_whole_chain_stands_in_it(made, given) -> None:
    newer = second_version(made)
    answer(made, given[:2], change_paper_id=newer.id, change_paragraph=1)
    answer(made, given[2:3], "DECLINED", "体检套餐由医院规定。")
    rows = {one.text: one for one in discussion.opinions(made.meeting).rows}
    first = rows[WORDS[0]]
    assert (first.delegation, first.outcome, first.reply) == ("机关", "采纳", "已写入第一条。")
    assert first.subject == "第1项议题：《集体合同（草案）》第1版第1段"
    assert first.change == "《集体合同（草案）》第2版第1段"
    assert (rows[WORDS[2]].outcome, rows[WORDS[2]].change) == ("未采纳", "")
    assert (rows[WORDS[3]].delegation, rows[WORDS[3]].outcome) == ("匿名", "待答复")
    paper = discussion.opinions(made.meeting)
    assert sheet.render(paper)[:2] == word.render(paper)[:2] == b"PK"
    assert asked.voted_texts(made.meeting)[made.hall.items[0].id].id == newer.id


def test_search_when_the_address_holds_nul_then_it_is_left_out(made, given) -> None:
    address = reverse("congress:prepare-answers", args=[made.meeting.id])
    told = browser(made.secretary).get(address, {"q": "夜班\x00补贴", "state": "\x00", "item": "\x00", "page": "1\x00"})
    assert told.status_code == 200
    words = told.content.decode()
    assert "\x00" not in words
    assert WORDS[1] in words
    assert WORDS[3] not in words
