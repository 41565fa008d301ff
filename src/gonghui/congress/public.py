"""The face of the congress: events, hats, and who may follow a meeting's live topic."""

from gonghui.congress.actions.materials import add_paper
from gonghui.congress.actions.sealed_intake import Sent, cast_together
from gonghui.congress.ballotbox.kernels import make_ready
from gonghui.congress.documents.reports import report
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
from gonghui.congress.queries.mandates import (
    MandateCard,
    MeetingCard,
    committees_named,
    current_term,
    delegates_of,
    mandate,
    mandates_of,
    meetings_of,
    proposal_rules,
    sits_on,
)
from gonghui.congress.rules.proposals import ProposalRules
from gonghui.congress.screens.dues import dues
from gonghui.congress.screens.ways import provide_way, union_tab
from gonghui.congress.uploads import Upload

__all__ = [
    "MandateCard",
    "MeetingCard",
    "MeetingClosed",
    "MeetingOpened",
    "MeetingPublished",
    "NoticeSent",
    "ProposalRules",
    "ResultAnnounced",
    "Sent",
    "Upload",
    "VotingOpened",
    "add_paper",
    "cast_together",
    "committees_named",
    "current_term",
    "delegates_of",
    "dues",
    "followed_topic",
    "home_of",
    "identity_of",
    "make_ready",
    "mandate",
    "mandates_of",
    "meetings_of",
    "proposal_rules",
    "provide_way",
    "report",
    "sits_on",
    "topic_of_delegates",
    "union_tab",
]
