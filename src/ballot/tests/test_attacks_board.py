"""Attacks on roll, board, trustees and result: each a test with the number it has in the list of known attacks."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballot import dkg, tally
from ballot.archive import BOARD, HEADS, MANIFEST, ROLL, Archive
from ballot.board import Chain, Head, Mirror, check_fork, sign_head
from ballot.dkg.verify import commitment_of
from ballot.drbg import Drbg
from ballot.entries import Tally
from ballot.errors import Invalid
from ballot.group import named
from ballot.group import scalars as sc
from ballot.manifest import read_manifest
from ballot.release import release
from ballot.roll import roll_file, roll_hash
from ballot.signature import key_pair
from ballot.simulate import THREE, Election, ceremony
from ballot.tally import check_disclosure, good_shares, open_totals
from ballot.tests.world import (
    CachedGroup,
    both,
    finish_small,
    lines_of,
    members_of,
    pack,
    play_small,
    rebuilt,
    signed_heads,
    signers_of,
    start_small,
)
from ballot.words import LANGUAGES, failure_line

GROUP = named("libsodium")
YES, NO = (1, 0, 0), (0, 1, 0)


@pytest.fixture(scope="module")
def played() -> Election:
    return play_small(Drbg("board attacks"))


@pytest.mark.parametrize("change", ["one_key_more", "one_key_less", "another_key", "order", "twice"])
def test_attack_07_changed_roll(played: Election, change: str, cached: CachedGroup) -> None:
    keys = [pair.public for pair in played.voters]
    other = key_pair(Drbg("new")).public
    changed = {
        "one_key_more": sorted([*keys, other]),
        "one_key_less": keys[1:],
        "another_key": sorted([*keys[1:], other]),
        "order": keys[::-1],
        "twice": [keys[0], *keys],
    }[change]
    members = members_of(played) | {ROLL: roll_file(changed)}
    assert both(members, cached) == ("roll", "roll")


def revoted(drop: Sequence[int] = (), order: Sequence[int] | None = None) -> Election:
    election = start_small(Drbg("re-vote"))
    made = []
    scratch = start_small(Drbg("re-vote"))
    for choice in (YES, NO, YES):
        made.append(scratch.vote(scratch.voters[0], THREE, choice))
    for number in order if order is not None else range(3):
        if number not in drop:
            election.append(made[number])
    election.sign_heads()
    return election


@pytest.mark.parametrize(
    ("drop", "order"), [((0,), None), ((1,), None), ((), (1, 0, 2)), ((), (0, 2, 1)), ((), (0, 1, 2, 0))]
)
def test_attack_08_revote_dropped_reordered_replayed(
    drop: Sequence[int], order: Sequence[int] | None, cached: CachedGroup
) -> None:
    assert both(members_of(revoted()), cached, unsealed=True) == ("ok", "ok")
    assert both(members_of(revoted(drop, order)), cached, unsealed=True) == ("chain", "chain")


def test_attack_08_old_ballot_cannot_be_resurrected_by_cutting_the_later(cached: CachedGroup) -> None:
    # Without the last ballot the chain still fits: only the head the voter kept shows the cut.
    full, cut = revoted(), revoted(drop=(2,))
    assert both(members_of(cut), cached, unsealed=True) == ("ok", "ok")
    assert both(members_of(cut), cached, unsealed=True, seen=[full.heads[0]]) == ("head", "head")


def test_attack_09_truncated_board(played: Election, cached: CachedGroup) -> None:
    lines = lines_of(played)
    members = members_of(played)
    for keep in (0, 1, len(lines) - 1):
        cut = b"".join(line + b"\n" for line in lines[:keep])
        assert both(members | {BOARD: cut}, cached) == ("seal", "seal")
        assert both(members | {BOARD: cut}, cached, unsealed=True) == ("head", "head")
    assert both(rebuilt(played, lines[:-1]), cached) == ("seal", "seal")
    assert both(members | {BOARD: members[BOARD][:-1]}, cached) == ("archive", "archive")


def test_attack_09_two_heads_of_one_index(played: Election) -> None:
    pair, election = played.board_pair, played.manifest.election
    one = sign_head(election, 5, b"\x01" * 32, pair)
    two = sign_head(election, 5, b"\x02" * 32, pair)
    check_fork(GROUP, played.manifest, one, sign_head(election, 6, b"\x02" * 32, pair))
    with pytest.raises(Invalid, match="forked"):
        check_fork(GROUP, played.manifest, one, two)
    with pytest.raises(Invalid, match="neither"):
        check_fork(GROUP, played.manifest, one, sign_head(election, 5, b"\x02" * 32, key_pair()))


def test_attack_09_follower_refuses_a_rewritten_board(played: Election) -> None:
    lines, mirror = lines_of(played), Mirror(GROUP, played.manifest)
    chain = Chain(played.manifest.election)
    for line in lines[:4]:
        chain.extend(line)
    at_four = sign_head(played.manifest.election, 4, chain.head, played.board_pair)
    mirror.receive(lines[:4], at_four)
    for wrong in (lines[5:], [*lines[4:-1]], [lines[5], lines[4], *lines[6:]]):
        with pytest.raises(Invalid, match="do not lead"):
            mirror.receive(wrong, played.heads[-1])
    assert mirror.chain.index == 4
    mirror.receive(lines[4:], played.heads[-1])
    mirror.compare(at_four)
    with pytest.raises(Invalid, match="forked"):
        mirror.compare(sign_head(played.manifest.election, 4, bytes(32), played.board_pair))
    with pytest.raises(Invalid, match="not one of ours"):
        mirror.compare(sign_head(played.manifest.election, 3, bytes(32), played.board_pair))


def test_attack_10_rushing_dealer_cannot_change_its_polynomial() -> None:
    tape = Drbg("rushing")
    nonce = tape(32)
    made = [dkg.register(nonce, i, "受托人", tape) for i in (1, 2)]
    session = dkg.Session(nonce=nonce, threshold=2, trustees=tuple(r for _, r in made))
    promised, better = (dkg.deal(session, made[0][0], tape) for _ in range(2))
    with pytest.raises(Invalid, match="not what was committed"):
        dkg.receive(session, made[1][0], promised.commit, better.reveal)


def test_attack_10_rogue_key_needs_its_secret() -> None:
    # The rogue wants C = X − (sum of the others): it cannot prove that it knows the logarithm.
    tape = Drbg("rogue")
    nonce = tape(32)
    made = [dkg.register(nonce, i, "受托人", tape) for i in (1, 2)]
    session = dkg.Session(nonce=nonce, threshold=1, trustees=tuple(r for _, r in made))
    honest, rogue = (dkg.deal(session, own, tape) for own, _ in made)
    target = GROUP.subtract(GROUP.base(42), honest.reveal.coefficients)
    reveal = replace(rogue.reveal, coefficients=target)
    commitment = commitment_of(session, 2, target, reveal.possession)
    with pytest.raises(Invalid) as failure:
        dkg.receive(session, made[0][0], replace(rogue.commit, commitment=commitment), reveal)
    assert failure.value.check == "signature"
    with pytest.raises(Invalid, match="trustee 2"):
        dkg.verify_registration(GROUP, nonce, replace(made[1][1], encrypt=target))


def test_attack_10_lost_trustees(played: Election) -> None:
    entry = Tally(item=THREE, count=4, ciphertexts=played.sums.total(THREE))
    outcome = dkg.verify_transcript(GROUP, played.transcript)
    election = played.manifest.election
    one, two, three = (played.share(entry, i) for i in (1, 2, 3))
    with pytest.raises(Invalid, match="too few"):
        open_totals(GROUP, 2, entry, [one])
    bad = replace(two, factors=GROUP.add(two.factors[:32], two.factors[32:64]) + two.factors[32:])
    good, failures = good_shares(GROUP, election, outcome, entry, [bad, one, three, one])
    assert [s.trustee for s in good] == [1, 3]
    assert [f.check for f in failures] == ["share", "share"]
    assert "trustee 2" in failures[0].where
    assert open_totals(GROUP, 2, entry, good) == open_totals(GROUP, 2, entry, [one, two]) == (1, 1, 2)


def waiting() -> tuple[Election, list[bytes]]:
    election = start_small(Drbg("release"))
    for pair in election.voters:
        election.vote(pair, THREE, YES)
    election.close(THREE)
    election.tally(THREE)
    return election, lines_of(election)


def test_attack_11_trustee_refuses_the_board_of_a_subset() -> None:
    election, lines = waiting()
    members = members_of(election)
    honest = signed_heads(election.manifest.election, lines, signers_of(election))
    with Archive(pack(members | {HEADS: honest})) as archive:
        share = release(archive, "plan", 1, election.shares[0])
    assert share.trustee == 1

    # The operator drops two ballots, adds up the rest and signs the board that is left.
    subset = start_small(Drbg("release"))
    for pair in subset.voters[:2]:
        subset.vote(pair, THREE, YES)
    subset.close(THREE)
    subset.tally(THREE)
    short = lines_of(subset)
    alone = signed_heads(election.manifest.election, short, [election.board_pair])
    spoiled = members_of(subset)
    with (
        Archive(pack(spoiled | {HEADS: alone})) as archive,
        pytest.raises(Invalid, match="scrutineers have not signed"),
    ):
        release(archive, "plan", 1, election.shares[0])
    colluding = signed_heads(election.manifest.election, short, signers_of(election))
    seen = sign_head(election.manifest.election, len(lines), _head(election, lines), election.board_pair)
    with Archive(pack(spoiled | {HEADS: colluding})) as archive, pytest.raises(Invalid, match="entries are missing"):
        release(archive, "plan", 1, election.shares[0], seen=[seen])


def _head(election: Election, lines: Sequence[bytes]) -> bytes:
    chain = Chain(election.manifest.election)
    for line in lines:
        chain.extend(line)
    return chain.head


def test_attack_11_trustee_decrypts_once_and_only_what_waits(played: Election) -> None:
    election, _ = waiting()
    election.append(election.share(Tally(item=THREE, count=4, ciphertexts=election.sums.total(THREE)), 1))
    election.sign_heads()
    with Archive(pack(members_of(election))) as archive, pytest.raises(Invalid, match="has given its share"):
        release(archive, "plan", 1, election.shares[0])
    with Archive(pack(members_of(played))) as archive, pytest.raises(Invalid, match="not waiting"):
        release(archive, "plan", 1, played.shares[0])


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;&#x27;"])
def test_attack_14_markup_in_titles_stays_data(text: str) -> None:
    item = replace(THREE, title=text, options=(text, "反对", "弃权"))
    election = Election(voters=1, items=(item,), entropy=Drbg("markup"))
    assert read_manifest(GROUP, election.manifest.data).items[0].title == text


@pytest.mark.parametrize("text", ["\x1b[2J", "a\rb", "a\x00b", "\u202etxt", "\u2066x", "a\x9bb", "\u2028"])
def test_attack_14_control_characters_never_reach_a_screen(text: str) -> None:
    manifest = replace(Election(voters=1, entropy=Drbg("control")).manifest, title=text)
    with pytest.raises(Invalid) as failure:
        read_manifest(GROUP, manifest.data)
    assert failure.value.check == "manifest"
    for language in LANGUAGES:
        assert text not in failure_line(language, "entry", f"name {text}")


def test_attack_18_small_units_are_not_shown_directly_or_by_difference() -> None:
    check_disclosure({"甲": 10, "乙": 0, "丙": 25}, 35, 10)
    check_disclosure({"甲": 10}, 20, 10)
    for units, name in (({"甲": 9, "乙": 30}, "甲"), ({"甲": 40, "乙": 9}, "乙"), ({"甲": 1}, "甲")):
        with pytest.raises(Invalid, match=name):
            check_disclosure(units, sum(units.values()), 10)


@pytest.mark.parametrize(("total", "said"), [(44, "9 ballots are left"), (36, "1 ballots are left"), (34, "1 ballots")])
def test_attack_18_units_that_are_not_all_published_leave_a_difference(total: int, said: str) -> None:
    # 10 and 25 are shown, the total too: who subtracts sees the rest.
    with pytest.raises(Invalid, match=said):
        check_disclosure({"甲": 10, "丙": 25}, total, 10)


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 60), max_size=6), st.integers(0, 30), st.integers(1, 20))
def test_attack_18_what_is_disclosed_never_differs_by_fewer_than_k_min(
    units: dict[str, int], rest: int, k_min: int
) -> None:
    try:
        check_disclosure(units, sum(units.values()) + rest, k_min)
    except Invalid:
        return
    parts = [*units.values(), rest]
    for some in range(2 ** len(parts)):
        shown = sum(part for n, part in enumerate(parts) if some >> n & 1)
        assert shown == 0 or shown >= k_min


def test_attack_18_paper_ballots_of_an_item_are_k_min_in_all_or_none(cached: CachedGroup) -> None:
    # A batch may be smaller, for what is counted box by box is known to whoever counts it; the sum may not.
    for batches, verdicts in (((1, 1), ("ok", "ok")), ((2,), ("ok", "ok")), ((1,), ("paper", "paper"))):
        election = start_small(Drbg("paper"), paper=2)
        for pair in election.voters:
            election.vote(pair, THREE, YES)
        for number, count in enumerate(batches):
            election.paper(THREE, f"box-{number}", (count, 0, 0), valid=count, issued=count)
        assert both(members_of(finish_small(election)), cached) == verdicts, batches


def test_attack_18_few_ballots_are_withheld(cached: CachedGroup) -> None:
    election = start_small(Drbg("few"))
    election.vote(election.voters[0], THREE, YES)
    election.close(THREE)
    assert election.count(THREE) is None
    election.seal()
    assert both(members_of(election), cached) == ("ok", "ok")


def test_attack_10_fewer_than_threshold_shares_open_nothing() -> None:
    _, _, shares = ceremony(3, 3, Drbg("three"))
    two = sum(w * s.secret for w, s in zip(sc.lagrange_at_zero([1, 2]), shares[:2], strict=True))
    all_three = sum(w * s.secret for w, s in zip(sc.lagrange_at_zero([1, 2, 3]), shares, strict=True))
    assert GROUP.base(two) != GROUP.base(all_three)


def test_attack_09_head_signed_by_nobody_known(played: Election, cached: CachedGroup) -> None:
    members = members_of(played)
    stranger = key_pair(Drbg("stranger"))
    chain = played.board.chain
    forged: Head = sign_head(played.manifest.election, chain.index, chain.head, stranger)
    assert both(members | {HEADS: forged.line() + b"\n"}, cached) == ("head", "head")
    assert both(members | {HEADS: b""}, cached) == ("head", "head")
    board_alone = signed_heads(played.manifest.election, lines_of(played), [played.board_pair])
    assert both(members | {HEADS: board_alone}, cached) == ("head", "head")


def test_rehearsal_contexts_differ_by_trustee() -> None:
    contexts = {tally.rehearsal_context(bytes(32), i, value) for i in (1, 2) for value in (1, 2)}
    assert len(contexts) == 4


def test_attack_07_key_that_is_no_point_is_refused_in_the_roll(cached: CachedGroup) -> None:
    for key in (b"\x01" + bytes(31), b"\xff" * 32, bytes(32)):
        election = start_small(Drbg("no point"))
        keys = sorted([key, *(pair.public for pair in election.voters)])
        election.manifest = replace(election.manifest, roll_size=len(keys), roll_hash=roll_hash(keys))
        members = members_of(election) | {MANIFEST: election.manifest.data, ROLL: roll_file(keys)}
        for kernel in ("fast", "libsodium", "reference"):
            assert both(members, cached, kernel, unsealed=True) == ("roll", "roll")


def test_attack_07_key_that_is_no_point_cannot_be_added(cached: CachedGroup) -> None:
    for key in (b"\x01" + bytes(31), b"\xff" * 32, bytes(32)):
        election = start_small(Drbg("added"))
        election.change_roll("roll_add", new=key)
        election.sign_heads()
        assert both(members_of(election), cached, unsealed=True) == ("roll", "roll")
