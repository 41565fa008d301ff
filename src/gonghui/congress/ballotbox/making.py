"""Making the box of a sealed round: the frozen roll, the manifest, the board's own key."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy as _

from ballot import dkg
from ballot.group import scalars as sc
from ballot.group import standard
from ballot.manifest import Manifest, Scrutineer, Trustee
from ballot.questions import Item, Kind, Majority, Revote
from ballot.roll import roll_file, roll_hash
from ballot.signature import key_pair
from gonghui.congress.ballotbox.ceremonies import secret_text
from gonghui.congress.models import KeyCeremony, SealedBox, Vote
from gonghui.congress.rules import majority as ours
from gonghui.congress.rules.ballotpaper import BallotPaper, PaperKind
from gonghui.congress.rules.sealing import LEAST_OPENED, BoxStep
from gonghui.kernel.errors import Conflict

ITEM = "vote"
OPTIONS = ("赞成", "反对", "弃权")
CLOSES = "主持人宣布停止表决时"
_OPS = {ours.Op.GT: ">", ours.Op.GTE: ">="}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a box is made from. `keys` are the phones on the roll, in hex; `paper` counts who votes on paper."""

    title: str
    question: str
    majority: ours.Majority
    keys: Sequence[str]
    paper: int
    opens: str
    ballot: BallotPaper | None = None
    """The rows of a ballot that is no decision."""


def make_box(vote: Vote, ceremony: KeyCeremony, terms: Terms) -> SealedBox:
    """Return the box of a round, not yet saved.

    Raises: Conflict where the voting page has not been built.
    """
    group, board = standard(), key_pair()
    keys = sorted(bytes.fromhex(key) for key in terms.keys)
    transcript = dkg.read_transcript(ceremony.transcript.encode())
    held = dkg.verify_transcript(group, transcript)
    trustees = transcript.session.trustees
    manifest = Manifest(
        title=plain(terms.title),
        items=(_item(terms),),
        trustees=tuple(Trustee(index=t.index, name=t.name, key=t.sign, hosted=ceremony.hosted) for t in trustees),
        threshold=held.threshold,
        dkg=held.hash,
        key=held.key,
        roll_hash=roll_hash(keys),
        roll_size=len(keys),
        roll_paper=terms.paper,
        board_key=board.public,
        booth=bytes.fromhex(booth_hash()),
        opens=terms.opens,
        closes=CLOSES,
        scrutineers=() if ceremony.hosted else tuple(Scrutineer(name=t.name, key=t.sign) for t in trustees),
        quorum=0 if ceremony.hosted else held.threshold,
        k_min=LEAST_OPENED,
    )
    return SealedBox(
        vote=vote,
        ceremony=ceremony,
        step=BoxStep.SEALING,
        manifest=manifest.data.decode(),
        election=manifest.election.hex(),
        roll=roll_file(keys).decode(),
        board_secret=secret_text(board),
        rehearsal_randomness=sc.encode(sc.random_scalar(secrets.token_bytes)).hex(),
        rehearsal_value=1 + secrets.randbelow(1000),
    )


def _item(terms: Terms) -> Item:
    rule, ballot = terms.majority, terms.ballot
    needed = Majority(num=rule.num, den=rule.den, op=_OPS[rule.op], base=str(rule.base).lower().replace("_", "-"))
    if ballot is None:
        return Item(
            id=ITEM,
            kind=Kind.ONE,
            title=plain(terms.question),
            options=OPTIONS,
            revote=Revote.FIRST,
            majority=needed,
        )
    return Item(
        id=ITEM,
        kind=Kind.CANDIDATES if ballot.kind is PaperKind.ELECTION else Kind.MATRIX,
        title=plain(terms.question),
        options=ballot.options,
        rows=tuple(plain(row.full) for row in ballot.rows),
        seats=ballot.seats,
        revote=Revote.FIRST,
        majority=None if ballot.kind is PaperKind.APPRAISAL else needed,
    )


def plain(text: str) -> str:
    """Return a text without the control characters that a manifest refuses: line ends become blanks."""
    return " ".join(text.split())


def booth_hash() -> str:
    """Return the hash of the voting script that this server gives to phones.

    Raises: Conflict where it has not been built.
    """
    found = finders.find("booth/booth.json")
    if not isinstance(found, str):
        raise Conflict(_("投票端还没有构建，不能用密封票。"), remedy=_("请联系系统管理员。"))
    with open(found, encoding="utf-8") as file:
        return str(json.load(file)["booth.js"]["sha256"])
