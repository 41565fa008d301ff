"""What every paper about a round shares: what was needed, who signed, what the channels are called."""

from gonghui.congress.documents import frame
from gonghui.congress.models import Vote, VoteResult
from gonghui.congress.papers import content
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.queries.state import base_sentence
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.parameters import PASS
from gonghui.congress.rules.states import Post

CHANNELS = {Channel.ONLINE: "手机", Channel.KIOSK: "投票亭", Channel.PAPER: "纸质表决票", Channel.HANDS: "举手"}


def channel_word(stored: VoteResult, name: str) -> str:
    """Return what a channel of a stored result is called: phones and kiosks of a sealed round are one count."""
    return "手机和投票亭" if name == Channel.ONLINE and stored.turnout else CHANNELS[Channel(name)]


def majority(vote: Vote) -> content.Majority:
    """Return what was needed, in the words of ballot and wall."""
    law = pack_of(vote.item.meeting).rule(PASS.rule).law
    return content.Majority(
        needed=vote.needed, base=vote.all_delegates, sentence=frame.close_set(base_sentence(vote)),
        law=str(law) if law else "",
    )  # fmt: skip


def signed(vote: Vote, presided: tuple[str, ...] | None) -> tuple[content.Signatory, ...]:
    """Scrutineers with the moment of their last signature, then the person in the chair with an open line.

    `presided` are those who did, where that is known already.
    """
    newest: dict[str, content.Signatory] = {}
    for sheet in sorted(vote.sheets.all(), key=lambda sheet: (sheet.signed_at, sheet.id)):
        name = sheet.scrutineer.person.name
        newest[name] = content.Signatory(role="监票人", name=name, signed_at=sheet.signed_at)
    chairs = frame.names(vote.item.meeting, Post.PRESIDING) if presided is None else presided
    return (*newest.values(), *(content.Signatory(role="会议主持人", name=name) for name in chairs[:1]))
