"""Whatever people press, in whatever order: no vote before all delegations have reported or the chair has waived that,
and no opinion is closed without a reason."""

from uuid import uuid4

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gonghui.congress.actions import answers, pad, rooms, voting, waiving
from gonghui.congress.actions.groups import file_group_report
from gonghui.congress.actions.opinions import give_opinion
from gonghui.congress.models import Disposition, GroupReport, GroupWaiver, Opinion, Room, Vote
from gonghui.congress.queries.state import sitting
from gonghui.congress.rules.flow import Step
from gonghui.congress.tests import make
from gonghui.congress.tests.groups import Groups, groups, in_session
from gonghui.congress.tests.make import MORNING, after
from gonghui.kernel.errors import Refused

pytestmark = pytest.mark.django_db
REASONS = ("", "  ", "已写入第一条")
steps = st.tuples(
    st.sampled_from(("hand", "file", "come", "tick", "note", "sign", "waive", "vote", "open", "answer", "back")),
    st.integers(0, 2), st.sampled_from(REASONS),
)  # fmt: skip


class Play:
    """A congress in session that people press about in; what is refused leaves everything as it was."""

    def __init__(self, made: Groups) -> None:
        self.made, self.item = made, made.hall.items[0]
        self.chair = in_session(made).posts["presiding"]
        give_opinion(
            made.member(1),
            meeting_id=made.meeting.id,
            item_id=self.item.id,
            text="班车早十分钟",
            key=uuid4(),
            now=after(75),
        )

    def press(self, what: str, n: int, words: str) -> None:
        """Press one thing; refusals are part of the play."""
        try:
            getattr(self, f"_{what}")(n, words)
        except (Refused, Room.DoesNotExist, Vote.DoesNotExist):
            return

    def _hand(self, _n: int, _words: str) -> None:
        rooms.open_rooms(self.made.secretary, meeting_id=self.made.meeting.id, item_ids=[self.item.id], now=after(80))

    def _file(self, n: int, words: str) -> None:
        file_group_report(
            self.made.secretary, meeting_id=self.made.meeting.id, delegation_id=self.made.delegations[n].id,
            held_on=MORNING.date(), attended=1, summary=words, now=after(80),
        )  # fmt: skip

    def _come(self, n: int, _words: str) -> None:
        rooms.come(self.made.member(n), room_id=self.made.room(n).id, now=after(80))

    def _tick(self, n: int, _words: str) -> None:
        here = [self.made.hall.delegates[n].id]
        rooms.tick(self.made.head(n), room_id=self.made.room(n).id, delegate_ids=here, now=after(80))

    def _note(self, n: int, words: str) -> None:
        pad.take_down(self.made.head(n), room_id=self.made.room(n).id, text=words, key=uuid4(), now=after(80))

    def _sign(self, n: int, words: str) -> None:
        rooms.sign_room(self.made.head(n), room_id=self.made.room(n).id, summary=words, now=after(80))

    def _waive(self, _n: int, words: str) -> None:
        waiving.waive_groups(self.chair, item_id=self.item.id, reason=words, now=after(80))

    def _vote(self, _n: int, _words: str) -> None:
        voting.prepare_vote(self.chair, item_id=self.item.id, now=after(80))

    def _open(self, _n: int, _words: str) -> None:
        vote = Vote.objects.get(item=self.item)
        voting.open_vote(self.chair, vote_id=vote.id, seconds=None, now=after(80))

    def _answer(self, n: int, words: str) -> None:
        answers.answer_opinions(
            self.made.secretary, meeting_id=self.made.meeting.id, opinion_ids=[self._opinion().id],
            outcome=("ADOPTED", "DECLINED", "")[n], reason=words, now=after(80),
        )  # fmt: skip

    def _back(self, _n: int, _words: str) -> None:
        answers.take_answer_back(self.made.secretary, opinion_id=self._opinion().id, now=after(80))

    def _opinion(self) -> Opinion:
        return Opinion.objects.filter(meeting=self.made.meeting).earliest("at")

    def silent(self) -> int:
        """Count who has not reported, straight from the tables."""
        filed = set(GroupReport.objects.filter(meeting=self.made.meeting).values_list("delegation_id", flat=True))
        held = dict(Room.objects.filter(item=self.item).values_list("delegation_id", "signed_at"))
        return sum(
            held[one.id] is None if one.id in held else one.id not in filed for one in self.made.delegations
        )  # fmt: skip


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(steps, min_size=4, max_size=16))
def test_vote_comes_only_after_reports_or_a_waiver_and_no_opinion_is_closed_without_a_reason(
    pressed: list[tuple[str, int, str]],
) -> None:
    play = Play(groups(of=make.union(uuid4()), delegates=6))
    for what, n, words in pressed:
        voted = Vote.objects.filter(item=play.item).exists()
        play.press(what, n, words)
        waived = GroupWaiver.objects.filter(item=play.item).exists()
        if not voted and Vote.objects.filter(item=play.item).exists():
            assert waived or play.silent() == 0
        play.made.meeting.refresh_from_db()
        step = sitting(play.made.meeting, for_chair=True).step
        if step.step is Step.PREPARE_VOTE:
            assert (step.waits is None) == (waived or play.silent() == 0)
    for one in Opinion.objects.filter(meeting=play.made.meeting):
        assert (one.answered_at is None) == (one.outcome == "")
        assert one.answered_at is None or one.answer.strip()
        newest = one.dispositions.order_by("seq").last()
        assert (newest.outcome, newest.reason) == (one.outcome, one.answer) if newest else one.answered_at is None
    assert not Disposition.objects.exclude(outcome="").filter(reason="").exists()
    assert not GroupWaiver.objects.filter(reason="").exists()
