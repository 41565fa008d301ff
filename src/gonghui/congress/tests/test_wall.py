"""The big screen chosen by hand: papers, names, messages, and what is refused before the hall sees it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from gonghui.congress.actions import casting, counting, voting, wall
from gonghui.congress.models import Meeting, Paper
from gonghui.congress.queries import counts
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.pictures import Picture, Shown
from gonghui.congress.screens import wall as screen
from gonghui.congress.screens.chosen import due
from gonghui.congress.tests.make import Hall, after
from gonghui.congress.tests.test_screens import browser, in_session
from gonghui.kernel.errors import NotAllowed, NotFound, RuleBroken

pytestmark = pytest.mark.django_db
TEXT = "\n".join(f"第{n}条　夜班津贴按月随工资发放，不得以补休代替，具体标准由集体合同约定。" for n in range(1, 12))


def shown(hall: Hall, picture: Shown) -> dict[str, Any]:
    """Choose a picture and return what the screens draw."""
    wall.show_on_wall(hall.posts["operator"], meeting_id=hall.meeting.id, shown=picture, now=after(95))
    return drawn_now(hall)


def drawn_now(hall: Hall) -> dict[str, Any]:
    return screen.page(Meeting.objects.get(id=hall.meeting.id), after(96), origin="")


def paper(hall: Hall, text: str = TEXT, **more: Any) -> UUID:
    fields: dict[str, Any] = {
        "meeting": hall.meeting,
        "title": "集体合同（草案）",
        "text": text,
        "served_at": after(0),
    } | more
    return Paper.objects.create(**fields).id


def announced(hall: Hall) -> None:
    """Vote: the first against, the second not at all, the others for; and announce it."""
    vote = hall.items[0].votes.get()
    for at in range(len(hall.delegates)):
        if at != 1:
            choice = "AGAINST" if at == 0 else "FOR"
            casting.cast_vote(hall.delegate(at), vote_id=vote.id, choice=choice, key=uuid4(), now=after(91))
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(92))
    for post in ("scrutineer", "scrutineer2"):
        counting.sign_sheet(
            hall.posts[post], vote_id=vote.id, channel=Channel.ONLINE, tally=counts.online_tally(vote), now=after(93)
        )
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(94))


def test_paper_when_shown_then_its_pages_turn_and_stop_at_both_ends() -> None:
    hall = in_session(6)
    drawn = shown(hall, Shown(what=Picture.PAPER, paper_id=paper(hall)))
    assert drawn["template"] == "congress/wall/_paper.html"
    assert (drawn["leaf"]["number"], drawn["leaf"]["of"]) == (1, 4)
    for by, number in ((-1, 1), (1, 2), (9, 4), (1, 4)):
        wall.turn_page(hall.posts["operator"], meeting_id=hall.meeting.id, by=by, now=after(97))
        drawn = drawn_now(hall)
        assert drawn["leaf"]["number"] == number


@pytest.mark.parametrize("more", [{"served_at": None}, {"withdrawn_at": after(1)}, {"text": " \n"}])
def test_paper_when_not_served_or_without_words_then_refused_and_the_screen_stays(more: dict[str, Any]) -> None:
    hall = in_session(6)
    with pytest.raises(RuleBroken):
        shown(hall, Shown(what=Picture.PAPER, paper_id=paper(hall, **{"text": TEXT} | more)))
    assert Meeting.objects.get(id=hall.meeting.id).wall == "FOLLOW"


def test_result_and_names_when_nothing_was_announced_then_refused() -> None:
    hall = in_session(6)
    for what in (Picture.RESULT, Picture.NAMES):
        with pytest.raises(RuleBroken) as refused:
            shown(hall, Shown(what=what))
        assert refused.value.code == "nothing-announced"


def test_names_when_a_named_vote_was_announced_then_everybody_stands_with_their_choice() -> None:
    hall = in_session(6)
    announced(hall)
    drawn = shown(hall, Shown(what=Picture.NAMES))
    page = drawn["names_page"]
    found = [(one.name, one.choice) for line in page["lines"] for one, _look, _icon in line["names"]]
    names = [one.name for one in hall.delegates]
    assert sorted(found) == sorted(zip(names, ["AGAINST", "NOT_CAST", *["FOR"] * 4], strict=True))


def test_result_when_the_sitting_has_gone_on_then_shown_again_as_it_was() -> None:
    hall = in_session(6)
    announced(hall)
    Meeting.objects.filter(id=hall.meeting.id).update(current_item=None)
    drawn = shown(hall, Shown(what=Picture.RESULT))
    assert drawn["template"] == "congress/wall/_result.html"
    assert (drawn["result"].yes, drawn["result"].no) == (4, 1)
    assert drawn["sat"].item.id == hall.items[0].id


def test_message_when_without_words_then_refused() -> None:
    hall = in_session(6)
    with pytest.raises(RuleBroken) as refused:
        shown(hall, Shown(what=Picture.MESSAGE, text="  "))
    assert refused.value.code == "text-missing"
    assert shown(hall, Shown(what=Picture.MESSAGE, text="午餐在二楼食堂"))["message"] == "午餐在二楼食堂"


def test_picture_when_looked_at_first_then_the_hall_still_sees_its_own() -> None:
    hall = in_session(6)
    page = browser(hall.posts["operator"])
    answer = page.get(reverse("congress:screens", args=[hall.meeting.id]), {"what": "MESSAGE", "text": "请就座"})
    assert answer.status_code == 200
    assert "请就座" in answer.content.decode()
    assert Meeting.objects.get(id=hall.meeting.id).wall == "FOLLOW"
    assert page.get(reverse("congress:screens", args=[hall.meeting.id]), {"what": "NOTHING"}).status_code == 422


def test_wall_when_somebody_else_chooses_then_nothing_changes() -> None:
    hall = in_session(6)
    with pytest.raises((NotAllowed, NotFound)):
        wall.show_on_wall(
            hall.delegate(0), meeting_id=hall.meeting.id, shown=Shown(what=Picture.ANTHEM),
            now=after(95),
        )  # fmt: skip
    assert Meeting.objects.get(id=hall.meeting.id).wall == "FOLLOW"


def test_welcome_when_a_line_is_set_then_shown_and_taken_away_again() -> None:
    hall = in_session(6)
    for text in ("无线网 HeDu　密码 88886666", ""):
        wall.set_welcome_line(hall.posts["operator"], meeting_id=hall.meeting.id, text=text, now=after(95))
        assert shown(hall, Shown(what=Picture.WELCOME))["m"].welcome_line == text


def test_bars_when_more_delegations_than_fit_then_they_take_turns() -> None:
    lines = list(range(12))
    seen = [list(due(lines, 9, after(n * 10))) for n in range(2)]
    assert sorted(seen) == [list(range(9)), [9, 10, 11]]
