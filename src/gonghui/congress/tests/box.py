"""A sealed round with all its people: scrutineers who hold their shares, delegates whose phones are played."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ballot import dkg, tally
from ballot.board import sign_head
from ballot.canonical import base64, write
from ballot.entries import RollChange, Share, Tally, read_entry
from ballot.group import scalars as sc
from ballot.writing import countersign, entry_json
from gonghui.congress.actions import ceremony, presence, running, sealed_casting, sealing, voting
from gonghui.congress.ballotbox import boards, ceremonies, played
from gonghui.congress.models import BoardLine, KeyCeremony, SealedBox, Vote
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.sealing import CeremonyStep
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.kernel.actor import Actor

SECRET = "played phones of a test"
POSTS = ("scrutineer", "scrutineer2")


@dataclass
class Scrutineer:
    """A scrutineer's phone: what it keeps, and what it publishes."""

    actor: Actor
    index: int
    name: str
    nonce: bytes
    own: Any = None
    dealing: Any = None
    share: Any = None

    def message(self, step: CeremonyStep, standing: ceremonies.Standing) -> str:
        """Make the message that the ceremony awaits."""
        if step is CeremonyStep.REGISTER:
            self.own, registration = dkg.register(self.nonce, self.index, self.name)
            return write(registration.to_json()).decode()
        if step is CeremonyStep.COMMIT:
            self.dealing = dkg.deal(standing.gathering.session(), self.own)
            return write(self.dealing.commit.to_json()).decode()
        if step is CeremonyStep.REVEAL:
            return write(self.dealing.reveal.to_json()).decode()
        if step is CeremonyStep.COMPLAIN:
            return "[]"
        draft = standing.gathering.transcript()
        self.share = dkg.finish(draft, self.own)
        return write(dkg.confirm(draft, self.own, self.share).to_json()).decode()


@dataclass
class Box:
    """A sealed round under way."""

    hall: Hall
    scrutineers: list[Scrutineer]
    vote_id: Any = None
    cast: dict[int, str] = field(default_factory=dict)

    @property
    def vote(self) -> Vote:
        return Vote.objects.get(id=self.vote_id)

    @property
    def box(self) -> SealedBox:
        return SealedBox.objects.select_related("ceremony").get(vote_id=self.vote_id)

    @property
    def chair(self) -> Actor:
        return self.hall.posts["presiding"]

    def prepare(self, item: int = 0, at: int = 80) -> "Box":
        """Put the question, and freeze the roll."""
        self.vote_id = voting.prepare_vote(self.chair, item_id=self.hall.items[item].id, now=after(at))
        sealing.freeze_roll(self.chair, vote_id=self.vote_id, now=after(at + 1))
        return self

    def sign(self, who: Scrutineer, at: int = 85) -> bool:
        """Let a scrutineer sign the roll and rehearse."""
        return sealing.sign_roll(who.actor, vote_id=self.vote_id, now=after(at), **self.signing(who))

    def signing(self, who: Scrutineer) -> dict[str, str]:
        box = self.box
        election = boards.manifest_of(box).election
        signed = countersign(election, RollChange(kind="roll_seal"), who.index, who.own.sign)
        randomness = sc.decode(bytes.fromhex(box.rehearsal_randomness))
        factor = tally.rehearse(election, box.rehearsal_value, randomness, who.index, who.share)
        members: Any = entry_json(RollChange(kind="roll_seal", signatures=(signed,)))
        shown = {"factor": factor.factor.hex(), "proof": base64(factor.proof), "trustee": factor.trustee}
        return {"signature": members["signatures"][0]["signature"], "rehearsal": write(shown).decode()}

    def open(self, at: int = 90, *, item: int = 0) -> "Box":
        """Go all the way to an open round."""
        self.prepare(item, at - 10)
        for who in self.scrutineers[:2]:
            self.sign(who, at - 5)
        voting.open_vote(self.chair, vote_id=self.vote_id, seconds=None, now=after(at))
        return self

    def line(self, n: int, choice: str | Sequence[int]) -> str:
        """Make a delegate's ballot."""
        phone = played.pair(SECRET, self.hall.meeting.id, self.hall.delegates[n].id)
        return played.ballot_line(self.box, phone, choice)

    def vote_by(self, n: int, choice: str | Sequence[int], at: int = 100) -> sealed_casting.SealedReceipt:
        """Let a delegate vote."""
        self.cast.setdefault(n, self.line(n, choice))
        return sealed_casting.cast_sealed(self.hall.delegate(n), vote_id=self.vote_id, line=self.cast[n], now=after(at))

    def stop(self, at: int = 150) -> "Box":
        voting.stop_vote(self.chair, vote_id=self.vote_id, now=after(at))
        return self

    def head_line(self, who: Scrutineer) -> str:
        box = self.box
        election = boards.manifest_of(box).election
        return sign_head(election, box.entries, bytes.fromhex(box.head), who.own.sign).line().decode()

    def share_line(self, who: Scrutineer) -> str:
        box = self.box
        manifest = boards.manifest_of(box)
        lines = BoardLine.objects.filter(box=box).order_by("index").values_list("line", flat=True)
        (found,) = [e for e in (read_entry(manifest, line.encode(), "")[0] for line in lines) if isinstance(e, Tally)]
        share: Share = tally.decrypt(manifest.election, found, who.index, who.share)
        return write(entry_json(share)).decode()

    def count(self, at: int = 160) -> "Box":
        """Let the scrutineers open the box and sign its last head."""
        for who in self.scrutineers[:2]:
            sealing.sign_head(who.actor, vote_id=self.vote_id, line=self.head_line(who), now=after(at))
        for who in self.scrutineers[:2]:
            sealing.release_share(who.actor, vote_id=self.vote_id, line=self.share_line(who), now=after(at + 1))
        for who in self.scrutineers[:2]:
            sealing.sign_head(who.actor, vote_id=self.vote_id, line=self.head_line(who), now=after(at + 2))
        return self


def in_session(
    *, delegates: int = 12, present: int | None = None, items: int = 1,
    before: Callable[[Hall], object] = lambda _hall: None, **kwargs: Any,
) -> Box:  # fmt: skip
    """A meeting in session with its first sealed item under discussion; everybody here has a phone with a key."""
    hall = make.hall(delegates=delegates, forms=(VoteForm.SECRET_BALLOT,) * items, sealed=True, **kwargs)
    chair = hall.posts["presiding"]
    before(hall)
    presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=MORNING)
    for n, delegate in enumerate(hall.delegates[:present]):
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number=delegate.number, now=MORNING)
        if delegate.person.account_id is not None:
            key = played.key(SECRET, hall.meeting.id, delegate.id)
            sealing.register_key(hall.delegate(n), meeting_id=hall.meeting.id, key=key, now=MORNING)
    running.open_meeting(chair, meeting_id=hall.meeting.id, now=after(60))
    running.start_item(chair, item_id=hall.items[0].id, now=after(70))
    hall.meeting.refresh_from_db()
    return Box(hall=hall, scrutineers=[])


def with_key(**kwargs: Any) -> Box:
    """A meeting in session whose scrutineers have made the key."""
    box = in_session(**kwargs)
    box.scrutineers = hold_ceremony(box.hall)
    return box


def hold_ceremony(hall: Hall, *, posts: tuple[str, ...] = POSTS) -> list[Scrutineer]:
    """Let the scrutineers make the key."""
    ceremony_id = ceremony.begin_ceremony(hall.posts["presiding"], meeting_id=hall.meeting.id, now=MORNING)
    found = KeyCeremony.objects.get(id=ceremony_id)
    by_person = {hall.posts[post].person_id: hall.posts[post] for post in posts}
    people = [
        Scrutineer(
            actor=by_person[one.appointment.person_id], index=one.index, name=one.name, nonce=bytes.fromhex(found.nonce)
        )
        for one in found.trustees.select_related("appointment")
        if one.appointment is not None
    ]
    for step in CeremonyStep:
        for who in people:
            message = who.message(step, ceremonies.Standing(found))
            ceremony.send_message(who.actor, ceremony_id=ceremony_id, step=step, body=message, now=MORNING)
    return people
