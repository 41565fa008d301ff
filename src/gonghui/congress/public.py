"""The face of the congress: events, hats, and who may follow a meeting's live topic."""

from gonghui.congress.actions.sealed_intake import Sent, cast_together
from gonghui.congress.ballotbox.kernels import make_ready
from gonghui.congress.events import (
    MeetingClosed,
    MeetingOpened,
    MeetingPublished,
    NoticeSent,
    ResultAnnounced,
    VotingOpened,
)
from gonghui.congress.queries.follow import followed_topic, topic_of_delegates
from gonghui.congress.queries.identity import home_of, identity_of
from gonghui.congress.screens.dues import dues
from gonghui.congress.screens.ways import union_tab

__all__ = [
    "MeetingClosed",
    "MeetingOpened",
    "MeetingPublished",
    "NoticeSent",
    "ResultAnnounced",
    "Sent",
    "VotingOpened",
    "cast_together",
    "dues",
    "followed_topic",
    "home_of",
    "identity_of",
    "make_ready",
    "topic_of_delegates",
    "union_tab",
]
