"""Builders of what comes after the sitting: a meeting that was held, voted on and closed."""

from datetime import timedelta
from uuid import uuid4

from gonghui.congress.actions import casting, counting, presence, publishing, resolutions, running, voting
from gonghui.congress.models import AgendaItem, Vote
from gonghui.congress.queries import counts
from gonghui.congress.rules.kinds import Channel, VoteForm
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.kernel.actor import Hat

CLOSED = after(1000)
PAGE = "https://gonghui.example/gongshi/x/"


def held(*, choices=(("FOR",) * 5,), without_vote=0, close=True, **kwargs) -> Hall:
    """A meeting with one named vote per entry of `choices` (by delegate), then items that are only heard; closed."""
    forms = (VoteForm.OPEN_BALLOT,) * len(choices) + (VoteForm.NONE,) * without_vote
    hall = make.hall(forms=forms, **kwargs)
    hall.posts["chair"] = make.actor_for(
        make.person(f"{hall.meeting.id} 主席").id, Hat(role="chair", within=hall.meeting.term.union_id)
    )
    chair, meeting_id = hall.posts["presiding"], hall.meeting.id
    presence.open_sign_in(hall.posts["operator"], meeting_id=meeting_id, now=MORNING)
    for delegate in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting_id, number=delegate.number, now=MORNING)
    running.open_meeting(chair, meeting_id=meeting_id, now=after(60))
    for n, item in enumerate(hall.items):
        running.start_item(chair, item_id=item.id, now=after(100 + n * 50))
        if item.form != VoteForm.NONE:
            decide(hall, item, choices[n], at=110 + n * 50)
        running.end_item(chair, item_id=item.id, now=after(140 + n * 50))
    if close:
        running.close_meeting(chair, meeting_id=meeting_id, now=CLOSED)
    hall.meeting.refresh_from_db()
    return hall


def decide(hall: Hall, item: AgendaItem, choices, *, at: int) -> Vote:
    """Put one item to a named vote by phone, count it by two scrutineers and announce it."""
    chair = hall.posts["presiding"]
    vote_id = voting.prepare_vote(chair, item_id=item.id, now=after(at))
    voting.open_vote(chair, vote_id=vote_id, seconds=None, now=after(at + 1))
    for n, choice in enumerate(choices):
        casting.cast_vote(hall.delegate(n), vote_id=vote_id, choice=choice, key=uuid4(), now=after(at + 2))
    voting.stop_vote(chair, vote_id=vote_id, now=after(at + 3))
    vote = Vote.objects.get(id=vote_id)
    for post in ("scrutineer", "scrutineer2"):
        counting.sign_sheet(
            hall.posts[post], vote_id=vote_id, channel=Channel.ONLINE, tally=counts.online_tally(vote),
            now=after(at + 4),
        )  # fmt: skip
    voting.announce_result(chair, vote_id=vote_id, now=after(at + 5))
    return vote


def adopted(hall: Hall) -> None:
    """Draft and adopt every resolution."""
    secretary = hall.posts["secretary"]
    resolutions.draft_resolutions(secretary, meeting_id=hall.meeting.id, now=CLOSED)
    for one in hall.meeting.resolutions.all():
        resolutions.adopt_resolution(secretary, resolution_id=one.id, now=CLOSED)


def posted(hall: Hall, *, now=CLOSED):
    """Adopt everything and post it."""
    adopted(hall)
    publishing.post(hall.posts["secretary"], meeting_id=hall.meeting.id, now=now)
    hall.meeting.refresh_from_db()
    return hall.meeting.publication


def days(n: int):
    """Some days after the close."""
    return CLOSED + timedelta(days=n)
