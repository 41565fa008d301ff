"""The server's side of a key ceremony: every message is checked when it comes, and out of step it is refused."""

import itertools
import json

import pytest

from ballot import dkg
from ballot.canonical import write
from ballot.drbg import Drbg
from ballot.errors import Invalid

NAMES = ("甲", "乙", "丙")
NONCE = bytes(range(32))
STEPS = ("REGISTER", "COMMIT", "REVEAL", "COMPLAIN", "CONFIRM")


class Played:
    """Three honest trustees, and what they send."""

    def __init__(self, seed: str = "gathering") -> None:
        self.entropy = Drbg(seed)
        self.gathering = dkg.Gathering(nonce=NONCE, threshold=2, names=NAMES)
        made = [dkg.register(NONCE, i, name, self.entropy) for i, name in enumerate(NAMES, 1)]
        self.own = [secrets for secrets, _ in made]
        self.registrations = [registration.to_json() for _, registration in made]

    def send(self, step: str, bodies: list[object]) -> None:
        for index, body in enumerate(bodies, 1):
            self.gathering.takers[step](index, write(body))

    def up_to(self, step: str) -> None:
        """Play every step before this one."""
        steps = list(self.gathering.takers)
        for one in steps[: steps.index(step)]:
            self.send(one, self.bodies(one))

    def bodies(self, step: str) -> list[object]:
        if step == "REGISTER":
            return list(self.registrations)
        session = self.gathering.session()
        if step == "COMMIT":
            self.dealings = [dkg.deal(session, own, self.entropy) for own in self.own]
            return [d.commit.to_json() for d in self.dealings]
        if step == "REVEAL":
            return [d.reveal.to_json() for d in self.dealings]
        if step == "COMPLAIN":
            return [[], [], []]
        draft = self.gathering.transcript()
        shares = [dkg.finish(draft, own) for own in self.own]
        return [
            dkg.confirm(draft, own, share, self.entropy).to_json() for own, share in zip(self.own, shares, strict=True)
        ]


def test_gathering_when_everybody_is_honest_then_the_transcript_verifies() -> None:
    played = Played()
    played.up_to("CONFIRM")
    played.send("CONFIRM", played.bodies("CONFIRM"))
    transcript = played.gathering.transcript()
    ceremony = dkg.verify_transcript(played.gathering.group, dkg.read_transcript(transcript.data()))
    assert sorted(ceremony.shares) == [1, 2, 3]
    assert json.loads(played.gathering.trustees_text()) == played.registrations
    assert len(json.loads(played.gathering.commits_text())) == 3


def test_gathering_when_trusted_messages_are_taken_again_then_the_transcript_is_the_same() -> None:
    played = Played()
    again = dkg.Gathering(nonce=NONCE, threshold=2, names=NAMES)
    for step in played.gathering.takers:
        bodies = played.bodies(step)
        played.send(step, bodies)
        for index, body in enumerate(bodies, 1):
            again.takers[step](index, write(body), trust=True)
    assert again.transcript().data() == played.gathering.transcript().data()


@pytest.mark.parametrize(("early", "step"), list(itertools.pairwise(STEPS)))
def test_gathering_when_a_step_is_not_over_then_the_next_is_refused(early: str, step: str) -> None:
    whole, played = Played(), Played()
    whole.up_to(step)
    body = whole.bodies(step)[0]
    played.up_to(early)
    first = played.bodies(early)[:1]
    played.send(early, first)
    with pytest.raises(Invalid, match="dkg"):
        played.gathering.takers[step](1, write(body))


@pytest.mark.parametrize("step", STEPS)
def test_gathering_when_another_trustees_message_is_sent_as_ones_own_then_it_is_refused(step: str) -> None:
    played = Played()
    played.up_to(step)
    body = played.bodies(step)[1]
    if step == "COMPLAIN":
        body = [{"against": 1, "proof": "A" * 128, "secret": "00" * 32, "trustee": 2}]
    with pytest.raises(Invalid, match="dkg"):
        played.gathering.takers[step](1, write(body))


@pytest.mark.parametrize(
    ("body", "check"),
    [(b"{", "json"), (b'{"a": 1}', "json"), (b"[]", "dkg"), (b'{"index":1}', "dkg"), (b" " * 2**17, "dkg")],
)
def test_gathering_when_a_message_is_malformed_then_the_check_is_named(body: bytes, check: str) -> None:
    with pytest.raises(Invalid) as refused:
        Played().gathering.register(1, body)
    assert refused.value.check == check


def test_gathering_when_a_key_or_a_name_is_another_trustees_then_it_is_refused() -> None:
    played = Played()
    played.gathering.register(1, write(played.registrations[0]))
    _, twin = dkg.register(NONCE, 2, "甲", played.entropy)
    with pytest.raises(Invalid, match="another name"):
        played.gathering.register(2, write(twin.to_json()))
    assert 2 not in played.gathering.registrations


def test_gathering_when_a_complaint_does_not_stand_then_it_is_refused() -> None:
    played = Played()
    played.up_to("COMPLAIN")
    with pytest.raises(Invalid, match="complaint of 2 against 1"):
        played.gathering.complain(2, write([{"against": 1, "proof": "A" * 128, "secret": "00" * 32, "trustee": 2}]))
    with pytest.raises(Invalid, match="array"):
        played.gathering.complain(2, write({}))
    assert played.gathering.complaints == {}
