"""The face of the congress: events, hats, and who may follow a meeting's live topic."""

from gonghui.congress.events import (
    MeetingClosed,
    MeetingOpened,
    MeetingPublished,
    NoticeSent,
    ResultAnnounced,
    VotingOpened,
)
from gonghui.congress.queries.follow import followed_topic
from gonghui.congress.queries.identity import home_of, identity_of
from gonghui.congress.screens.ways import union_tab

__all__ = [
    "MeetingClosed",
    "MeetingOpened",
    "MeetingPublished",
    "NoticeSent",
    "ResultAnnounced",
    "VotingOpened",
    "followed_topic",
    "home_of",
    "identity_of",
    "union_tab",
]
