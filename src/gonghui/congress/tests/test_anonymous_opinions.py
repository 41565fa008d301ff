"""Anonymous opinions: nobody's to be told from all that the server has, and answered like any other."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from gonghui.congress.actions import answers
from gonghui.congress.actions.opinions import give_anonymous, give_opinion, set_opinion_window
from gonghui.congress.models import Opinion
from gonghui.congress.rules.opinions import Voice
from gonghui.congress.tests import make
from gonghui.congress.tests.linking import choice_of, dump, leaks
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry, LiveChange

pytestmark = pytest.mark.django_db
SAID = {"FOR": "夜班补贴要提高", "AGAINST": "不同意调整作息", "ABSTAIN": "班车早十分钟"}


def give(hall: Hall, n: int, text: str, *, key=None, at: int = 10, **kwargs) -> None:
    give_anonymous(
        hall.delegate(n),
        meeting_id=hall.meeting.id,
        item_id=None,
        text=text,
        key=key or uuid4(),
        now=after(at),
        **kwargs,
    )


def test_opinion_when_anonymous_then_without_person_time_or_order_and_a_resend_is_one():
    hall, key = make.hall(), uuid4()
    for _time in range(2):
        give(hall, 0, "夜班补贴要提高", key=key)
    give_opinion(  # the page sent again, now with the name: it was received already
        hall.delegate(0), meeting_id=hall.meeting.id, item_id=None, text="夜班补贴要提高", key=key, now=after(12)
    )
    kept = Opinion.objects.get()
    assert (kept.voice, kept.delegate_id, kept.at, kept.room_id) == (Voice.ANONYMOUS, None, None, None)
    assert kept.id.version == 4
    entry = LedgerEntry.objects.get()
    assert (entry.verb, entry.subject) == ("anonymous-opinion-came", f"meeting:{hall.meeting.id}")
    assert str(hall.delegate(0).account_id) not in entry.actor
    coarse = (entry.at, LiveChange.objects.get().at)
    assert {(at.minute, at.second, at.microsecond) for at in coarse} == {(0, 0, 0)}


@pytest.mark.parametrize("text", ["", "  \n", "字" * 2001])
def test_opinion_when_anonymous_and_empty_or_too_long_then_refused(text):
    hall = make.hall()
    with pytest.raises(RuleBroken):
        give(hall, 0, text)
    assert not Opinion.objects.exists()


def test_opinion_when_anonymous_by_no_delegate_or_out_of_time_then_refused():
    hall = make.hall()
    with pytest.raises(NotFound):
        give_anonymous(
            hall.posts["secretary"], meeting_id=hall.meeting.id, item_id=None, text="好", key=uuid4(), now=after(10)
        )
    ends = MORNING - timedelta(hours=1)
    set_opinion_window(
        hall.posts["secretary"], meeting_id=hall.meeting.id, begins_at=None, ends_at=ends, now=ends - timedelta(days=1)
    )
    with pytest.raises(Conflict, match="已经截止"):
        give(hall, 0, "好")
    assert not Opinion.objects.exists()


def test_opinions_when_anonymous_and_answered_then_their_answers_outlive_the_new_order():
    hall = make.hall()
    give(hall, 0, "夜班补贴要提高")
    first = Opinion.objects.get()
    answers.answer_opinions(
        hall.posts["secretary"], meeting_id=hall.meeting.id, opinion_ids=[first.id], outcome="ADOPTED",
        reason="已写入。", now=after(20),
    )  # fmt: skip
    for n in range(1, 6):
        give(hall, n, f"意见{n}")
    kept = Opinion.objects.get(id=first.id)
    assert (kept.text, kept.outcome, kept.dispositions.count()) == ("夜班补贴要提高", "ADOPTED", 1)
    assert Opinion.objects.count() == 6


def climbs(order: list[int]) -> int:
    """Count how often the next is later than the one before: about half of them by chance."""
    return sum(one < then for one, then in pairwise(order))


def test_dump_when_all_have_spoken_then_nobodys_words_can_be_told_and_planted_leaks_are_found():
    hall = make.hall(delegates=60)
    choices = {one.id: choice_of(n) for n, one in enumerate(hall.delegates)}
    for n, one in enumerate(hall.delegates):
        give(hall, n, f"{SAID[choices[one.id]]}（{n}）", at=10 + n)
    found = dump()
    rows = found["congress.Opinion"]
    assert len(rows) == 60
    assert [leak for leak in leaks(found, choices) if "Opinion" in leak.table] == []
    spoken = [int(row["text"].rsplit("（", 1)[1].rstrip("）")) for row in rows]
    by_id = [n for _id, n in sorted(zip((row["id"] for row in rows), spoken, strict=True))]
    for order in (spoken, by_id):  # neither rows nor ids tell who came when: 59 pairs, half of them by chance
        assert 12 < climbs(order) < 47
    assert climbs(sorted(spoken)) == 59
    planted = dump()
    for row, n in zip(planted["congress.Opinion"], spoken, strict=True):
        row["hint"], row["kind"] = str(hall.delegates[n].id), choices[hall.delegates[n].id]
    assert {leak.column for leak in leaks(planted, choices) if "Opinion" in leak.table} >= {"kind"}
