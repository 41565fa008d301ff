"""The key ceremony: honest ones give a key that any threshold opens, cheating ones are named."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from ballot import dkg
from ballot.dkg.verify import commitment_of
from ballot.drbg import Drbg
from ballot.errors import Invalid
from ballot.group import IDENTITY, ORDER, named
from ballot.group import scalars as sc
from ballot.simulate import ceremony
from ballot.vectors.complaints import CheatedCeremony

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


def test_complaints_are_judged_as_in_the_vectors(vectors: Callable[[str], Any]) -> None:
    for v in vectors("complaints.json"):
        found: dict[str, Any] = {"check": ""}
        try:
            outcome = dkg.verify_transcript(GROUP, dkg.read_transcript(v["transcript"].encode()))
            found |= {"key": outcome.key.hex(), "qualified": list(outcome.shares)}
        except Invalid as refused:
            found = {"check": refused.check}
        assert found == {name: v[name] for name in found}, v["name"]
        assert bool(v["check"]) == ("key" not in v), v["name"]


@pytest.mark.parametrize("ephemeral", [False, True])
def test_dealer_of_a_bad_share_is_disqualified_and_the_others_go_on(ephemeral: bool) -> None:
    c = CheatedCeremony()
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
    c = CheatedCeremony()
    spare = CheatedCeremony()
    spare.bad_share(2, 3)
    invented = spare.complaint(3, 2)
    with pytest.raises(Invalid, match="the share is good"):
        dkg.verify_transcript(GROUP, c.transcript(invented))
    with pytest.raises(Invalid, match="equal logarithms"):
        dkg.verify_transcript(GROUP, c.transcript(replace(invented, secret=GROUP.base(5))))


def test_too_many_bad_dealers_end_the_ceremony() -> None:
    c = CheatedCeremony()
    c.bad_share(1, 3)
    c.bad_share(2, 3)
    with pytest.raises(Invalid, match="too few qualified"):
        dkg.verify_transcript(GROUP, c.transcript(c.complaint(3, 1), c.complaint(3, 2)))


def test_missing_confirmation_is_refused() -> None:
    c = CheatedCeremony()
    with pytest.raises(Invalid, match="confirmations are missing"):
        dkg.verify_transcript(GROUP, c.transcript())


def test_key_used_twice_is_refused() -> None:
    c = CheatedCeremony()
    first, second, third = c.session.trustees
    twins = replace(c.session, trustees=(first, replace(second, sign=first.sign), third))
    with pytest.raises(Invalid, match="stands twice"):
        dkg.verify_transcript(GROUP, replace(c.transcript(), session=twins))


def test_reveal_other_than_committed_is_refused() -> None:
    c = CheatedCeremony()
    d = c.dealings[0]
    bad = c.signed(1, replace(d.reveal, coefficients=d.reveal.coefficients[:32] + GROUP.base(7)))
    with pytest.raises(Invalid, match="not what was committed"):
        dkg.receive(c.session, c.secrets(2), d.commit, bad, c.tape, GROUP)


def test_coefficient_of_zero_is_refused() -> None:
    c = CheatedCeremony()
    d = c.dealings[0]
    coefficients = d.reveal.coefficients[:32] + IDENTITY
    bad = c.signed(1, replace(d.reveal, coefficients=coefficients))
    commitment = commitment_of(c.session, 1, coefficients, bad.possession)
    with pytest.raises(Invalid, match="coefficient: not a public key"):
        dkg.receive(c.session, c.secrets(2), replace(d.commit, commitment=commitment), bad, c.tape, GROUP)


def test_shares_of_all_dealers_add_up_to_the_key() -> None:
    c = CheatedCeremony()
    transcript = c.confirmed(c.transcript())
    outcome = dkg.verify_transcript(GROUP, transcript)
    shares = [dkg.finish(transcript, c.secrets(i), GROUP).secret for i in (1, 2, 3)]
    slope = (shares[1] - shares[0]) % ORDER
    assert (shares[1] + slope) % ORDER == shares[2]
    assert GROUP.base(shares[0] - slope) == outcome.key
