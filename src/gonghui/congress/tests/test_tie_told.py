"""What equal votes mean is told before a round opens, on every face, and stays as it was frozen into the round."""

from uuid import uuid4

import pytest
from django.urls import reverse

from gonghui.congress.actions import casting, counting, voting
from gonghui.congress.documents import sitting, votes
from gonghui.congress.models import AgendaItem, Delegate, Meeting, Vote
from gonghui.congress.papers import compose
from gonghui.congress.queries import counts
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.screens import ballot, hall, phone, wall
from gonghui.congress.tests import rows
from gonghui.congress.tests.make import Hall, after
from gonghui.congress.tests.test_rows_screens import TIE
from gonghui.congress.tests.test_screens import browser
from gonghui.congress.tests.test_voting import in_session, opened

pytestmark = pytest.mark.django_db

RULE = "赞成、反对票数相同的，不通过，也不由主持人裁定"


def faces(made: Hall, vote: Vote) -> dict[str, str]:
    """Return what phone, ballot, desk, wall, paper ballot and the scrutineers' page say of a round now."""
    meeting = Meeting.objects.select_related("term__union").get(id=made.meeting.id)
    vote = Vote.objects.select_related("item__meeting__term__union").get(id=vote.id)
    desk = hall.desk(meeting, after(99), is_operator=False)
    count = browser(made.posts["scrutineer"]).get(reverse("congress:count", args=[meeting.id]))
    return {
        "phone": str(phone.now_part(meeting, made.delegates[0], after(99))["base"]),
        "ballot": str(ballot.page(vote, made.delegates[0], after(99))["base"]),
        "desk": str(desk["base"]),
        "wall": str(wall.page(meeting, after(99), origin="")["base"]),
        "paper": str(compose.sections(votes.ballot_sample(vote))),
        "count": count.content.decode(),
    }


def tied(made: Hall, vote: Vote) -> None:
    """Count two for and two against, and announce it."""
    for n, choice in enumerate(("FOR", "FOR", "AGAINST", "AGAINST")):
        casting.cast_vote(made.delegate(n), vote_id=vote.id, choice=choice, key=uuid4(), now=after(100))
    voting.stop_vote(made.posts["presiding"], vote_id=vote.id, now=after(150))
    for post in ("scrutineer", "scrutineer2"):
        counting.sign_sheet(made.posts[post], vote_id=vote.id, channel=Channel.ONLINE,
                            tally=counts.online_tally(vote), now=after(200))  # fmt: skip
    voting.announce_result(made.posts["presiding"], vote_id=vote.id, now=after(210))


def test_tie_rule_when_a_decision_is_put_then_every_face_tells_it_before_the_round_opens() -> None:
    made = in_session()
    vote_id = voting.prepare_vote(made.posts["presiding"], item_id=made.items[0].id, now=after(80))
    told = faces(made, Vote.objects.get(id=vote_id))
    for face in ("phone", "ballot", "desk", "wall", "paper"):
        assert RULE in told[face], face
        assert "即4票" in told[face].replace(" ", ""), face
    voting.open_vote(made.posts["presiding"], vote_id=vote_id, seconds=None, now=after(90))
    told = faces(made, Vote.objects.get(id=vote_id))
    for face in ("phone", "ballot", "desk", "wall", "paper", "count"):
        assert RULE in told[face], face


def test_tie_rule_when_law_item_and_roll_change_after_the_question_was_put_then_the_round_keeps_its_own() -> None:
    made = in_session()
    vote = opened(made)
    before = faces(made, vote)
    AgendaItem.objects.filter(id=vote.item_id).update(power="EVALUATE", question="另一个问题？")
    Delegate.objects.filter(id=made.delegates[5].id).update(kind="NON_VOTING")
    after_it = faces(made, vote)
    for face in ("phone", "ballot", "desk", "wall", "paper"):
        assert after_it[face] == before[face], face
    tied(made, vote)
    stored = Vote.objects.get(id=vote.id).result
    assert (stored.base, stored.needed, stored.passed) == (6, 4, False)


def test_tie_rule_when_votes_are_equal_then_result_desk_wall_paper_and_minutes_say_that_nothing_passed() -> None:
    made = in_session()
    vote = opened(made)
    tied(made, vote)
    meeting, vote = Meeting.objects.get(id=made.meeting.id), Vote.objects.get(id=vote.id)
    note = "赞成与反对票数相同；是否通过只看赞成票是否达到 4 票，不由主持人裁定"
    assert vote.result.note == note
    for name, who in (("now-part", made.delegate(0)), ("chair", made.posts["presiding"])):
        page = browser(who).get(reverse(f"congress:{name}", args=[meeting.id])).content.decode()
        assert note in page, name
        assert "未通过" in page, name
    shown = wall.page(meeting, after(220), origin="")
    assert (shown["template"], RULE in str(shown["base"])) == ("congress/wall/_result.html", True)
    assert RULE in str(compose.sections(votes.result(vote)))
    assert RULE in sitting.minutes_words(meeting)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (PaperKind.ITEMS, RULE),
        (PaperKind.ELECTION, "末位票数相同的，对相同者另行投票"),
    ],
)
def test_tie_rule_when_the_ballot_has_rows_then_every_face_tells_that_of_its_kind(kind: PaperKind, words: str) -> None:
    made = rows.in_session(kind)
    vote = rows.opened(made)
    for face, said in faces(made, vote).items():
        assert words in said, face
    choices = TIE if kind is PaperKind.ELECTION else [[0] * 4, [0] * 4, [1] * 4, [1] * 4]
    rows.cast(made, vote, choices)
    rows.confirmed(made, vote)
    voting.announce_result(made.posts["presiding"], vote_id=vote.id, now=after(260))
    vote = Vote.objects.get(id=vote.id)
    assert words in str(compose.sections(votes.result(vote)))
    assert words in sitting.minutes_words(Meeting.objects.get(id=made.meeting.id))
