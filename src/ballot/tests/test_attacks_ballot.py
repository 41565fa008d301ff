"""Attacks on ballots and proofs: each a test with the number it has in the list of known attacks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ballot import elgamal, proofs, sealed
from ballot.canonical import write
from ballot.dkg import Ceremony, verify_transcript
from ballot.drbg import Drbg
from ballot.entries import Tally
from ballot.errors import Invalid
from ballot.group import BASE, IDENTITY, ORDER, named
from ballot.group import scalars as sc
from ballot.keeper import Keeper
from ballot.sealed import Ballot, check_ballot
from ballot.signature import key_pair, sign, verify
from ballot.simulate import THREE, Election
from ballot.tally import check_share, decrypt_context
from ballot.tests.world import CachedGroup, both, finish_small, lines_of, members_of, play_small, rebuilt, start_small
from ballot.transcript import challenge
from ballot.writing import entry_json

GROUP = named("libsodium")
YES = (1, 0, 0)


def resigned(election: Election, ballot: Ballot, voter: int = 0) -> Ballot:
    """Sign a changed ballot again with its voter's key: signatures alone must not be what saves us."""
    tracker = ballot.tracker(election.manifest.election)
    return replace(ballot, signature=sign(election.voters[voter], "ballot", tracker))


def refused(election: Election, ballot: Ballot) -> str:
    with pytest.raises(Invalid) as failure:
        check_ballot(GROUP, election.manifest, ballot, "here")
    return failure.value.check


@pytest.fixture(scope="module")
def running() -> Election:
    return start_small(Drbg("attacks"))


def test_attack_01_options_permuted_within_a_ballot(running: Election) -> None:
    ballot = running.ballot(running.voters[0], THREE, YES)
    ct = ballot.ciphertexts
    swapped = resigned(running, replace(ballot, ciphertexts=ct[64:128] + ct[:64] + ct[128:]))
    assert refused(running, swapped) == "proof"
    p = ballot.proofs
    assert refused(running, resigned(running, replace(swapped, proofs=p[224:448] + p[:224] + p[448:]))) == "proof"


def test_attack_01_proofs_swapped_between_ballots(running: Election) -> None:
    one, two = (running.ballot(running.voters[0], THREE, YES) for _ in range(2))
    assert refused(running, resigned(running, replace(one, proofs=two.proofs))) == "proof"


def test_attack_01_ballot_moved_to_another_item() -> None:
    other = replace(THREE, id="other", title="另一议题")
    election = Election(voters=2, items=(THREE, other), entropy=Drbg("items"))
    ballot = election.ballot(election.voters[0], THREE, YES)
    assert refused(election, resigned(election, replace(ballot, item="other"))) == "proof"


def test_attack_02_factor_changed_under_an_old_decryption_proof(running: Election) -> None:
    election = play_small(Drbg("adaptive"))
    tally = Tally(item=THREE, count=4, ciphertexts=election.sums.total(THREE))
    share = election.share(tally, 1)
    ceremony = _ceremony(election)
    check_share(GROUP, election.manifest.election, ceremony, tally, share, "here")
    moved = GROUP.add(share.factors[:32], BASE)
    with pytest.raises(Invalid, match="trustee 1"):
        check_share(
            GROUP, election.manifest.election, ceremony, tally, replace(share, factors=moved + share.factors[32:]), "h"
        )


def test_attack_02_proof_made_before_the_statement_was_chosen() -> None:
    # With a weak challenge a trustee fixes a, b, c, z first and then solves for alpha and the factor.
    election = play_small(Drbg("adaptive"))
    ceremony, tape = _ceremony(election), Drbg("weak")
    tally = Tally(item=THREE, count=4, ciphertexts=election.sums.total(THREE))
    context = decrypt_context(election.manifest.election, tally, 1, 0)
    public, x = ceremony.shares[1], election.shares[0].secret
    w, v, alpha_log = (sc.random_scalar(tape) for _ in range(3))
    a, b = GROUP.base(w), GROUP.base(v)
    c = challenge("equality", context, public, a, b)
    z = (w + c * x) % ORDER
    alpha = GROUP.base(alpha_log)
    factor = GROUP.multiply(sc.inverse(c), GROUP.subtract(GROUP.multiply(z, alpha), b))
    assert GROUP.multiply(z, alpha) == GROUP.add(b, GROUP.multiply(c, factor))
    assert factor != GROUP.multiply(x, alpha)
    with pytest.raises(Invalid):
        proofs.verify_equality(GROUP, context, public, alpha, factor, a + b + sc.encode(z), "share", "here")


def _ceremony(election: Election) -> Ceremony:
    return verify_transcript(GROUP, election.transcript)


def test_attack_03_ballot_copied_under_another_key(running: Election) -> None:
    ballot = running.ballot(running.voters[0], THREE, YES)
    stolen = resigned(running, replace(ballot, key=running.voters[1].public), voter=1)
    assert refused(running, stolen) == "proof"


def test_attack_03_rerandomised_copy(running: Election) -> None:
    ballot = running.ballot(running.voters[0], THREE, YES)
    shifted = b""
    for alpha, beta in elgamal.split(ballot.ciphertexts):
        shifted += GROUP.add(alpha, GROUP.base(5)) + GROUP.add(beta, GROUP.multiply(5, running.manifest.key))
    copy = replace(ballot, key=running.voters[1].public, ciphertexts=shifted)
    assert refused(running, resigned(running, copy, voter=1)) == "proof"


def test_attack_03_alpha_repeated_by_its_owner(cached: CachedGroup) -> None:
    election = start_small(Drbg("repeat"))
    tape = Drbg("same randomness")
    for voter in election.voters[:2]:
        prepared = sealed.prepare(election.manifest, THREE, voter.public, YES, entropy=Drbg("same randomness"))
        ballot = sealed.cast(prepared, voter, tape)
        check_ballot(GROUP, election.manifest, ballot, "here")
        election.append(ballot)
    election.sign_heads()
    assert both(members_of(election), cached, unsealed=True) == ("duplicate", "duplicate")


class Repeating:
    """Random bytes of which the first draw comes twice."""

    def __init__(self) -> None:
        self.tape, self.drawn = Drbg("twice"), list[bytes]()

    def __call__(self, size: int) -> bytes:
        self.drawn.append(self.drawn[0] if len(self.drawn) == 1 else self.tape(size))
        return self.drawn[-1]


@pytest.mark.parametrize("opened", [False, True])
def test_attack_03_alpha_repeated_within_one_ballot(opened: bool, cached: CachedGroup) -> None:
    # One who is believed by some verifiers and not by others could stall the count.
    election = start_small(Drbg("one ballot"))
    voter = election.voters[0]
    prepared = sealed.prepare(election.manifest, THREE, voter.public, YES, entropy=Repeating())
    made = sealed.audit(prepared, voter) if opened else sealed.cast(prepared, voter)
    ballot = made.ballot if isinstance(made, sealed.Audit) else made
    assert len(set(ballot.alphas())) == 2
    keeper = Keeper(election.manifest, _ceremony(election), (p.public for p in election.voters))
    keeper.resume(lines_of(election))
    head = keeper.head
    if isinstance(made, sealed.Audit):
        sealed.check_audit(GROUP, election.manifest, made, "here")
        with pytest.raises(Invalid, match="duplicate"):
            keeper.accept(made)
    else:
        keeper.check(made)
        with pytest.raises(Invalid, match="duplicate"):
            keeper.place(made)
    assert keeper.head == head
    election.append(made)
    election.sign_heads()
    for kernel in ("fast", "reference"):
        assert both(members_of(election), cached, kernel, unsealed=True) == ("duplicate", "duplicate")


def test_attack_16_poison_ballot_is_refused_at_the_door_and_the_count_goes_on(
    running: Election, cached: CachedGroup
) -> None:
    election = start_small(Drbg("poison"))
    keeper = Keeper(election.manifest, _ceremony(election), (p.public for p in election.voters))
    keeper.resume(lines_of(election))
    one = election.ballot(election.voters[0], THREE, YES)
    ct = one.ciphertexts
    loud = GROUP.add(ct[32:64], GROUP.base(999))
    poison = {
        "identity": replace(one, ciphertexts=IDENTITY + ct[32:]),
        "no point": replace(one, ciphertexts=b"\x01" + bytes(31) + ct[32:]),
        "a thousand votes": replace(one, ciphertexts=ct[:32] + loud + ct[64:]),
        "taken off again": replace(one, ciphertexts=GROUP.subtract(IDENTITY, ct[:32]) + ct[32:]),
        "counter": replace(one, counter=2**53 - 1),
        "cut": replace(one, ciphertexts=ct[:-64]),
        "short proof": replace(one, proofs=one.proofs[:-32]),
        "another election": running.ballot(election.voters[0], THREE, YES),
        "unknown item": replace(one, item="none"),
    }
    before = (keeper.head, keeper.entries)
    for name, ballot in poison.items():
        signed = replace(
            ballot, signature=sign(election.voters[0], "ballot", ballot.tracker(election.manifest.election))
        )
        with pytest.raises(Invalid) as refusal:
            keeper.receive(signed, election.board_pair)
        assert refusal.value.check in ("ballot", "proof", "entry", "chain"), name
        assert (keeper.head, keeper.entries) == before, name
    for voter in election.voters:
        keeper.receive(election.vote(voter, THREE, YES), election.board_pair)
    assert keeper.counted(THREE) == len(election.voters)
    assert both(members_of(finish_small(election)), cached) == ("ok", "ok")


def test_attack_04_every_bad_encoding_in_every_point_of_a_ballot(
    running: Election, vectors: Callable[[str], Any], cached: CachedGroup
) -> None:
    bad = [bytes.fromhex(text) for text in vectors("public/rfc9496.json")["bad_encodings"]]
    ballot = running.ballot(running.voters[0], THREE, YES)
    places = [("ciphertexts", at) for at in range(0, 192, 32)]
    places += [("proofs", 224 * cell + at) for cell in range(3) for at in range(0, 128, 32)]
    places += [("proofs", 672), ("proofs", 704), ("signature", 0)]
    assert len(places) == 21
    lines = lines_of(running)
    for name, at in places:
        for encoding in bad:
            data = getattr(ballot, name)
            spoiled = replace(ballot, **{name: data[:at] + encoding + data[at + 32 :]})
            if name != "signature":
                spoiled = resigned(running, spoiled)
            with pytest.raises(Invalid):
                check_ballot(cached, running.manifest, spoiled, "here")
        verdicts = both(rebuilt(running, [*lines, _line(spoiled)]), cached, unsealed=True)
        assert verdicts[0] == verdicts[1] != "ok"


def _line(ballot: Ballot) -> bytes:
    return write(entry_json(ballot))


@pytest.mark.parametrize("at", range(0, 192, 32))
def test_attack_04_identity_in_a_ciphertext(running: Election, at: int, cached: CachedGroup) -> None:
    ballot = running.ballot(running.voters[0], THREE, YES)
    ct = ballot.ciphertexts[:at] + IDENTITY + ballot.ciphertexts[at + 32 :]
    spoiled = resigned(running, replace(ballot, ciphertexts=ct))
    verdicts = both(rebuilt(running, [*lines_of(running), _line(spoiled)]), cached, unsealed=True)
    assert verdicts == ("ballot", "ballot")


def test_attack_04_identity_as_a_key(running: Election) -> None:
    ballot = running.ballot(running.voters[0], THREE, YES)
    # Under the key 0 any s with R = s·G would "verify".
    forged = replace(ballot, key=IDENTITY, signature=GROUP.base(7) + sc.encode(7))
    assert refused(running, forged) in ("proof", "signature")
    tracker = forged.tracker(running.manifest.election)
    with pytest.raises(Invalid):
        verify(GROUP, IDENTITY, "ballot", tracker, forged.signature, "here")


def test_attack_05_generator_is_that_of_the_standard_and_the_only_one() -> None:
    # No second generator exists whose logarithm somebody might know: G is RFC 9496's, everything else is a public key.
    assert BASE.hex() == "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"
    assert named("reference").base(1) == GROUP.base(1) == BASE


def test_attack_06_two_voters_with_one_tracker(running: Election) -> None:
    one = sealed.prepare(running.manifest, THREE, running.voters[0].public, YES, entropy=Drbg("same"))
    two = sealed.prepare(running.manifest, THREE, running.voters[1].public, YES, entropy=Drbg("same"))
    assert one.ballot.ciphertexts == two.ballot.ciphertexts
    assert one.tracker != two.tracker
    moved = replace(one.ballot, key=running.voters[1].public)
    assert moved.tracker(running.manifest.election) != one.tracker


def test_attack_07_unknown_key(running: Election, cached: CachedGroup) -> None:
    stranger = key_pair(Drbg("stranger"))
    ballot = running.ballot(stranger, THREE, YES)
    check_ballot(GROUP, running.manifest, ballot, "here")
    verdicts = both(rebuilt(running, [*lines_of(running), _line(ballot)]), cached, unsealed=True)
    assert verdicts == ("roll", "roll")


def test_attack_12_key_substituted_in_a_signature(running: Election) -> None:
    ballot = running.ballot(running.voters[0], THREE, YES)
    tracker = ballot.tracker(running.manifest.election)
    # For a plain Schnorr challenge X' = (s·G − R)/e fits the same signature; with the key inside e it does not.
    commitment, s = ballot.signature[:32], sc.decode(ballot.signature[32:])
    e = challenge("signature", b"ballot", commitment, tracker)
    other = GROUP.multiply(sc.inverse(e), GROUP.subtract(GROUP.base(s), commitment))
    with pytest.raises(Invalid):
        verify(GROUP, other, "ballot", tracker, ballot.signature, "here")


def test_attack_17_ballot_of_one_election_cast_in_another(running: Election, cached: CachedGroup) -> None:
    other = start_small(Drbg("another election"))
    pair = other.voters[0]
    ballot = sealed.cast(sealed.prepare(running.manifest, THREE, pair.public, YES), pair)
    check_ballot(GROUP, running.manifest, ballot, "here")
    assert refused(other, ballot) == "proof"
    verdicts = both(rebuilt(other, [*lines_of(other), _line(ballot)]), cached, unsealed=True)
    assert verdicts == ("proof", "proof")
