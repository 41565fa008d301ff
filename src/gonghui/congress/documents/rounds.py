"""What every paper about a round shares: what was needed, who signed, what the channels are called."""

from gonghui.congress.documents import frame
from gonghui.congress.models import TallySheet, Vote
from gonghui.congress.papers import content
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.queries.state import base_sentence
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.parameters import PASS
from gonghui.congress.rules.states import Post

CHANNELS = {Channel.ONLINE: "手机", Channel.PAPER: "纸质表决票", Channel.HANDS: "举手"}


def majority(vote: Vote) -> content.Majority:
    """Return what was needed, in the words of ballot and wall."""
    law = pack_of(vote.item.meeting).rule(PASS.rule).law
    return content.Majority(
        needed=vote.needed, base=vote.all_delegates, sentence=frame.close_set(base_sentence(vote)),
        law=str(law) if law else "",
    )  # fmt: skip


def signed(vote: Vote) -> tuple[content.Signatory, ...]:
    """Scrutineers with the moment of their last signature, then the person in the chair with an open line."""
    newest: dict[str, content.Signatory] = {}
    sheets = TallySheet.objects.filter(vote=vote).select_related("scrutineer__person").order_by("signed_at", "id")
    for sheet in sheets:
        name = sheet.scrutineer.person.name
        newest[name] = content.Signatory(role="监票人", name=name, signed_at=sheet.signed_at)
    chairs = frame.names(vote.item.meeting, Post.PRESIDING)
    return (*newest.values(), *(content.Signatory(role="会议主持人", name=name) for name in chairs[:1]))
