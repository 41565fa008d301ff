"""The key ceremony: honest ones give a key that any threshold opens, cheating ones are named."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from ballot import dkg
from ballot.dkg.verify import commitment_of, reveal_message
from ballot.drbg import Drbg
from ballot.errors import Invalid
from ballot.group import IDENTITY, ORDER, named
from ballot.group import scalars as sc
from ballot.signature import sign
from ballot.simulate import ceremony

GROUP = named("libsodium")


@pytest.mark.parametrize(("n", "t"), [(1, 1), (2, 1), (3, 2), (4, 4), (5, 3)])
def test_any_threshold_of_trustees_holds_the_key(n: int, t: int) -> None:
    transcript, _, shares = ceremony(n, t, Drbg(f"{n} {t}"), GROUP)
    outcome = dkg.verify_transcript(GROUP, dkg.read_transcript(transcript.data()))
    assert outcome.shares == {i: pair.public for i, pair in enumerate(shares, 1)}
    for chosen in combinations(range(1, n + 1), t):
        weights = sc.lagrange_at_zero(chosen)
        secret = sum(w * shares[i - 1].secret for w, i in zip(weights, chosen, strict=True))
        assert GROUP.base(secret) == outcome.key
    if t > 1:
        few = range(1, t)
        secret = sum(w * shares[i - 1].secret for w, i in zip(sc.lagrange_at_zero(few), few, strict=True))
        assert GROUP.base(secret) != outcome.key


def test_ceremony_is_that_of_the_vectors(vectors: Callable[[str], Any]) -> None:
    v = vectors("dkg.json")
    transcript = dkg.read_transcript(v["transcript"].encode())
    outcome = dkg.verify_transcript(GROUP, transcript)
    assert (outcome.key.hex(), outcome.hash.hex(), transcript.session.id.hex()) == (v["key"], v["hash"], v["session"])
    for t in v["trustees"]:
        assert outcome.shares[t["index"]].hex() == t["share_public"]
        assert GROUP.base(sc.decode(bytes.fromhex(t["share_secret"]))).hex() == t["share_public"]
    assert [sc.encode(w).hex() for w in sc.lagrange_at_zero([1, 3])] == v["lagrange_1_3"]


class Ceremony:
    """Three trustees up to the reveals, for tests that cheat."""

    def __init__(self) -> None:
        tape = Drbg("cheat")
        nonce = tape(32)
        self.made = [dkg.register(nonce, i, f"受托人 {i}", tape, GROUP) for i in (1, 2, 3)]
        self.session = dkg.Session(nonce=nonce, threshold=2, trustees=tuple(r for _, r in self.made))
        self.dealings = [dkg.deal(self.session, own, tape, GROUP) for own, _ in self.made]
        self.tape = tape

    def secrets(self, i: int) -> dkg.Secrets:
        return self.made[i - 1][0]

    def signed(self, i: int, reveal: dkg.Reveal) -> dkg.Reveal:
        """Sign a changed reveal, as a cheating dealer can."""
        parts = (reveal.coefficients, reveal.possession, reveal.shares)
        message = reveal_message(self.session, i, *parts)
        return replace(reveal, signature=sign(self.secrets(i).sign, "dkg-reveal", message, self.tape, GROUP))

    def bad_share(self, dealer: int, to: int, *, ephemeral: bool = False) -> None:
        """Let a dealer give one trustee a share that does not fit."""
        d = self.dealings[dealer - 1]
        shares = bytearray(d.reveal.shares)
        shares[64 * (to - 1) + (0 if ephemeral else 32)] ^= 1
        reveal = self.signed(dealer, replace(d.reveal, shares=bytes(shares)))
        self.dealings[dealer - 1] = replace(d, reveal=reveal)

    def transcript(self, *complaints: dkg.Complaint) -> dkg.Transcript:
        return dkg.Transcript(
            session=self.session,
            commits=tuple(d.commit for d in self.dealings),
            reveals=tuple(d.reveal for d in self.dealings),
            complaints=complaints,
        )

    def confirmed(self, draft: dkg.Transcript) -> dkg.Transcript:
        out = {c.against for c in draft.complaints}
        kept = [own for own, _ in self.made if own.index not in out]
        confirms = (dkg.confirm(draft, own, dkg.finish(draft, own, GROUP), self.tape, GROUP) for own in kept)
        return replace(draft, confirms=tuple(confirms))

    def complaint(self, by: int, against: int) -> dkg.Complaint:
        d = self.dealings[against - 1]
        answer = dkg.receive(self.session, self.secrets(by), d.commit, d.reveal, self.tape, GROUP)
        assert isinstance(answer, dkg.Complaint)
        return answer


@pytest.mark.parametrize("ephemeral", [False, True])
def test_dealer_of_a_bad_share_is_disqualified_and_the_others_go_on(ephemeral: bool) -> None:
    c = Ceremony()
    c.bad_share(2, 3, ephemeral=ephemeral)
    with pytest.raises(Invalid, match="dealer 2"):
        dkg.finish(c.transcript(), c.secrets(3), GROUP)
    transcript = c.confirmed(c.transcript(c.complaint(3, 2)))
    outcome = dkg.verify_transcript(GROUP, dkg.read_transcript(transcript.data()))
    assert list(outcome.shares) == [1, 3]
    shares = [dkg.finish(transcript, c.secrets(i), GROUP) for i in (1, 3)]
    secret = sum(w * s.secret for w, s in zip(sc.lagrange_at_zero([1, 3]), shares, strict=True))
    assert GROUP.base(secret) == outcome.key
    with pytest.raises(Invalid, match="disqualified"):
        dkg.finish(transcript, c.secrets(2), GROUP)


def test_false_complaint_is_refused() -> None:
    c = Ceremony()
    spare = Ceremony()
    spare.bad_share(2, 3)
    invented = spare.complaint(3, 2)
    with pytest.raises(Invalid, match="the share is good"):
        dkg.verify_transcript(GROUP, c.transcript(invented))
    with pytest.raises(Invalid, match="equal logarithms"):
        dkg.verify_transcript(GROUP, c.transcript(replace(invented, secret=GROUP.base(5))))


def test_too_many_bad_dealers_end_the_ceremony() -> None:
    c = Ceremony()
    c.bad_share(1, 3)
    c.bad_share(2, 3)
    with pytest.raises(Invalid, match="too few qualified"):
        dkg.verify_transcript(GROUP, c.transcript(c.complaint(3, 1), c.complaint(3, 2)))


def test_missing_confirmation_is_refused() -> None:
    c = Ceremony()
    with pytest.raises(Invalid, match="confirmations are missing"):
        dkg.verify_transcript(GROUP, c.transcript())


def test_key_used_twice_is_refused() -> None:
    c = Ceremony()
    first, second, third = c.session.trustees
    twins = replace(c.session, trustees=(first, replace(second, sign=first.sign), third))
    with pytest.raises(Invalid, match="stands twice"):
        dkg.verify_transcript(GROUP, replace(c.transcript(), session=twins))


def test_reveal_other_than_committed_is_refused() -> None:
    c = Ceremony()
    d = c.dealings[0]
    bad = c.signed(1, replace(d.reveal, coefficients=d.reveal.coefficients[:32] + GROUP.base(7)))
    with pytest.raises(Invalid, match="not what was committed"):
        dkg.receive(c.session, c.secrets(2), d.commit, bad, c.tape, GROUP)


def test_coefficient_of_zero_is_refused() -> None:
    c = Ceremony()
    d = c.dealings[0]
    coefficients = d.reveal.coefficients[:32] + IDENTITY
    bad = c.signed(1, replace(d.reveal, coefficients=coefficients))
    commitment = commitment_of(c.session, 1, coefficients, bad.possession)
    with pytest.raises(Invalid, match="coefficient: not a public key"):
        dkg.receive(c.session, c.secrets(2), replace(d.commit, commitment=commitment), bad, c.tape, GROUP)


def test_shares_of_all_dealers_add_up_to_the_key() -> None:
    c = Ceremony()
    transcript = c.confirmed(c.transcript())
    outcome = dkg.verify_transcript(GROUP, transcript)
    shares = [dkg.finish(transcript, c.secrets(i), GROUP).secret for i in (1, 2, 3)]
    slope = (shares[1] - shares[0]) % ORDER
    assert (shares[1] + slope) % ORDER == shares[2]
    assert GROUP.base(shares[0] - slope) == outcome.key
