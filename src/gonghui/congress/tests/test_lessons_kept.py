"""Troubles of other systems that `docs/reference/lessons.md` says are kept away, tried as a user would meet them."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from gonghui.congress.actions import casting, counting, presence, voting
from gonghui.congress.documents import people, sitting, votes
from gonghui.congress.models import Meeting, NamedBallot, PresenceEntry, RollEntry, Vote
from gonghui.congress.papers import compose
from gonghui.congress.queries import counts
from gonghui.congress.queries.presence import ledger_of
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.screens import hall as desk_screen
from gonghui.congress.screens import wall
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.congress.tests.test_presence import opened as sign_in_opened
from gonghui.congress.tests.test_result_bars import pages
from gonghui.congress.tests.test_screens import browser
from gonghui.congress.tests.test_voting import cast, in_session, opened
from gonghui.kernel.errors import Conflict

pytestmark = pytest.mark.django_db


def fresh(hall: Hall) -> Meeting:
    return Meeting.objects.select_related("term__union").get(id=hall.meeting.id)


def announced(hall: Hall, vote: Vote) -> Vote:
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    for post in ("scrutineer", "scrutineer2"):
        counting.sign_sheet(hall.posts[post], vote_id=vote.id, channel=Channel.ONLINE,
                            tally=counts.online_tally(vote), now=after(200))  # fmt: skip
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(210))
    return Vote.objects.get(id=vote.id)


def test_result_when_announced_then_phone_desk_wall_public_page_paper_and_minutes_show_the_same_figures() -> None:
    hall = in_session()
    vote = opened(hall)
    cast(hall, vote, ["FOR", "FOR", "FOR", "FOR", "AGAINST"])
    vote = announced(hall, vote)
    drawn: Any = wall.page(fresh(hall), after(220), origin="")["result"]
    assert (drawn.yes, drawn.no, drawn.abstain, drawn.silent, drawn.base, drawn.needed) == (4, 1, 0, 1, 6, 4)
    shown = pages(hall) | {
        "desk": browser(hall.posts["presiding"]).get(reverse("congress:chair", args=[hall.meeting.id])).content.decode()
    }  # fmt: skip
    for face, page in shown.items():
        assert 'aria-label="赞成4，反对1，弃权0，无效和未表决1，须4票"' in page, face
        assert "<dd>4<small>66.7%</small></dd>" in page, face
        assert "赞成4票，反对1票，弃权0票，未表决1人" in page.replace(" ", ""), face
    printed = str(compose.sections(votes.result(vote)))
    assert "('赞成', '4', '66.7%')" in printed
    assert "赞成4票，反对1票，弃权0票，未表决1人" in sitting.minutes_words(fresh(hall))


def test_desk_when_its_page_is_behind_then_nothing_is_done_and_it_is_told() -> None:
    hall = in_session()
    chair, step = browser(hall.posts["presiding"]), reverse("congress:step", args=[hall.meeting.id])
    first = opened(hall)
    voting.void_vote(hall.posts["presiding"], vote_id=first.id, reason="重来", now=after(95))
    second = Vote.objects.get(id=voting.prepare_vote(hall.posts["presiding"], item_id=hall.items[0].id, now=after(96)))
    voting.open_vote(hall.posts["presiding"], vote_id=second.id, seconds=None, now=after(97))
    told = chair.post(step, {"step": "stop-vote", "target": str(first.id)})
    assert (told.status_code, "这一步没有执行" in told.content.decode()) == (409, True)
    assert Vote.objects.get(id=second.id).state == "OPEN"
    assert chair.post(step, {"step": "stop-vote", "target": str(second.id)}).status_code == 302
    assert Vote.objects.get(id=second.id).state == "STOPPED"


def test_desk_when_a_round_is_open_then_it_tells_how_many_of_each_delegation_have_not_voted() -> None:
    hall = in_session()
    vote = opened(hall)
    cast(hall, vote, ["FOR"])
    groups: Any = desk_screen.desk(fresh(hall), after(101), is_operator=False)["groups"]
    assert [(one.name, one.on_roll, one.received, one.missing) for one in groups] == [("一车间", 6, 1, 5)]
    page = browser(hall.posts["presiding"]).get(reverse("congress:chair", args=[hall.meeting.id])).content.decode()
    assert "各代表团交票" in page
    assert "未交" in page


def test_presence_when_people_come_and_go_then_wall_and_desk_show_it_before_any_vote_and_the_ledger_says_why() -> None:
    hall = sign_in_opened()
    presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=MORNING)
    presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number="002", now=after(5))
    presence.leave(hall.delegate(1), meeting_id=hall.meeting.id, now=after(9))
    assert wall.page(fresh(hall), after(10), origin="")["quorum"] == "应到 6　实到 1　法定 4　还差 3 人"
    for name, who in (("chair", "presiding"), ("desk", "desk")):
        page = browser(hall.posts[who]).get(reverse(f"congress:{name}", args=[hall.meeting.id])).content.decode()
        assert "实到" in page, name
    for absent in ("代表1", "代表5"):
        assert absent in page
    assert [(one.delegate.number, one.direction, one.channel) for one in ledger_of(hall.meeting.id)] == [
        ("001", "IN", "ONLINE"), ("002", "IN", "DESK_NUMBER"), ("002", "OUT", "SELF"),
    ]  # fmt: skip


def test_sign_in_list_when_drawn_then_it_says_who_came_when_and_how_and_who_did_not() -> None:
    hall = sign_in_opened()
    presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=after(30))
    presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number="003", now=after(40))
    (section,) = people.sign_in(fresh(hall)).sections
    assert [(row.number, row.state, row.at) for row in section.rows[:4]] == [
        ("001", "已签到", after(30)), ("002", "未到", None), ("003", "已签到", after(40)), ("004", "未到", None),
    ]  # fmt: skip


def test_round_when_opened_then_its_roll_is_exactly_who_is_here_by_the_ledger() -> None:
    hall = in_session()
    presence.leave(hall.delegate(5), meeting_id=hall.meeting.id, now=after(75))
    vote = opened(hall)
    on_roll = set(RollEntry.objects.filter(vote=vote).values_list("delegate_id", flat=True))
    newest = {one.delegate_id: one.direction for one in PresenceEntry.objects.order_by("seq")}
    assert on_roll == {who for who, direction in newest.items() if direction == "IN"}
    assert (vote.present, len(on_roll)) == (5, 5)


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [({}, 200, "尚未选择"), ({"choice": ""}, 200, "尚未选择"), ({"choice": "NOTHING"}, 422, "没有这个选项")],
)
def test_ballot_when_posted_without_a_choice_then_nothing_is_received_and_the_page_says_so(
    fields: dict[str, str], status: int, told: str
) -> None:
    hall = in_session()
    vote = opened(hall)
    phone, path = browser(hall.delegate(0)), reverse("congress:ballot", args=[vote.id])
    answer = phone.post(path, {"key": str(uuid4()), **fields})
    assert (answer.status_code, told in answer.content.decode()) == (status, True)
    assert not NamedBallot.objects.exists()


def test_ballot_when_the_vote_closes_on_it_then_its_line_says_that_nothing_was_received_and_takes_none() -> None:
    hall = in_session()
    vote = opened(hall)
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    phone = browser(hall.delegate(0))
    line = phone.get(reverse("congress:ballot-state", args=[vote.id])).content.decode()
    page = phone.get(reverse("congress:ballot", args=[vote.id])).content.decode()
    for told in (line, page):
        assert "表决已结束，没有收到您的票" in told
    assert 'type="radio"' not in page
    with pytest.raises(Conflict, match="没有收到"):
        casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(160))
