"""The rules of the board: what may stand where, checked by both verifiers alike."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ballot.drbg import Drbg
from ballot.entries import Factor, Papers, Rehearsal, Result, RollChange, Seal, Share, Stage, Tally, Withheld
from ballot.signature import key_pair
from ballot.simulate import THREE, Election
from ballot.tally import rehearse
from ballot.tests.world import CachedGroup, both, finish_small, members_of, play_small, start_small
from ballot.transcript import SUITE

YES, NO = (1, 0, 0), (0, 1, 0)


def fresh(**more: object) -> Election:
    return start_small(Drbg("replay"), **more)


def votes(election: Election) -> Election:
    for pair in election.voters:
        election.vote(pair, THREE, YES)
    return election


def verdicts(election: Election, cached: CachedGroup) -> tuple[str, str]:
    if not election.heads or election.heads[-1].index < election.board.chain.index:
        election.sign_heads()
    return both(members_of(election), cached)


def test_honest_election_verifies(cached: CachedGroup) -> None:
    assert both(members_of(play_small(Drbg("replay"))), cached) == ("ok", "ok")


def before_rehearsal(e: Election) -> None:
    e.change_roll("roll_seal")
    e.open(THREE)


def before_roll_seal(e: Election) -> None:
    shares = tuple(_rehearsed(e, 5))
    e.append(Rehearsal(value=1, randomness=5, shares=shares))
    e.open(THREE)


def _rehearsed(e: Election, r: int) -> list[Factor]:
    return [rehearse(e.manifest.election, 1, r, i, pair) for i, pair in enumerate(e.shares, 1)]


def wrong_rehearsal(e: Election) -> None:
    e.append(Rehearsal(value=1, randomness=5, shares=tuple(_rehearsed(e, 6))))


def lonely_rehearsal(e: Election) -> None:
    e.append(Rehearsal(value=1, randomness=5, shares=tuple(_rehearsed(e, 5))[:1]))


@pytest.mark.parametrize(
    ("play", "check"),
    [
        (before_rehearsal, "entry"),
        (before_roll_seal, "entry"),
        (wrong_rehearsal, "share"),
        (lonely_rehearsal, "entry"),
    ],
)
def test_voting_that_opens_too_early_is_refused(
    play: Callable[[Election], None], check: str, cached: CachedGroup
) -> None:
    election = Election(voters=4, entropy=Drbg("early"), k_min=2)
    play(election)
    assert verdicts(election, cached) == (check, check)


def vote_before_open(e: Election) -> None:
    e.close(THREE)
    e.vote(e.voters[0], THREE, YES)


def open_twice(e: Election) -> None:
    e.open(THREE)


def roll_sealed_twice(e: Election) -> None:
    e.change_roll("roll_seal")


def old_key_votes(e: Election) -> None:
    pair = key_pair(e.entropy)
    e.change_roll("roll_replace", old=e.voters[0].public, new=pair.public)
    e.vote(e.voters[0], THREE, YES)


def key_comes_back(e: Election) -> None:
    pair = key_pair(e.entropy)
    e.change_roll("roll_replace", old=e.voters[0].public, new=pair.public)
    e.change_roll("roll_add", new=e.voters[0].public)


def unknown_key_replaced(e: Election) -> None:
    e.change_roll("roll_replace", old=key_pair(e.entropy).public, new=key_pair(e.entropy).public)


def identity_added(e: Election) -> None:
    e.change_roll("roll_add", new=bytes(32))


def removed_votes(e: Election) -> None:
    e.change_roll("roll_remove", old=e.voters[0].public)
    e.vote(e.voters[0], THREE, YES)


def voter_removed(e: Election) -> None:
    e.vote(e.voters[0], THREE, YES)
    e.change_roll("roll_remove", old=e.voters[0].public)


def one_signature(e: Election) -> None:
    bare = RollChange(kind="roll_add", new=key_pair(e.entropy).public, reason="补登记")
    e.append(replace(bare, signatures=e.signed_by(bare, 1)))


def signed_by_one_twice(e: Election) -> None:
    bare = RollChange(kind="roll_add", new=key_pair(e.entropy).public, reason="补登记")
    first = e.signed_by(bare, 1)
    e.append(replace(bare, signatures=first + first))


def signature_for_another_entry(e: Election) -> None:
    bare = RollChange(kind="roll_add", new=key_pair(e.entropy).public, reason="补登记")
    e.append(replace(bare, reason="别的理由", signatures=e.signed_by(bare)))


def tally_before_close(e: Election) -> None:
    votes(e).tally(THREE)


def tally_of_too_many(e: Election) -> None:
    votes(e).close(THREE)
    e.append(Tally(item=THREE, count=5, ciphertexts=e.sums.total(THREE)))


def share_before_tally(e: Election) -> None:
    votes(e).close(THREE)
    e.append(e.share(Tally(item=THREE, count=4, ciphertexts=e.sums.total(THREE)), 1))


def share_twice(e: Election) -> None:
    votes(e).close(THREE)
    tally = e.tally(THREE)
    e.append(e.share(tally, 1))
    e.append(e.share(tally, 1))


def result_with_one_share(e: Election) -> None:
    votes(e).close(THREE)
    e.append(e.share(e.tally(THREE), 1))
    e.append(Result(item=THREE, totals=(4, 0, 0)))


def another_result(e: Election) -> None:
    votes(e).close(THREE)
    tally = e.tally(THREE)
    for trustee in (1, 2):
        e.append(e.share(tally, trustee))
    e.append(Result(item=THREE, totals=(3, 1, 0)))


def share_under_another_name(e: Election) -> None:
    votes(e).close(THREE)
    share: Share = e.share(e.tally(THREE), 1)
    e.append(replace(share, trustee=3))


def withheld_though_enough(e: Election) -> None:
    votes(e).close(THREE)
    e.append(Withheld(item=THREE, count=4))


def tallied_though_too_few(e: Election) -> None:
    e.vote(e.voters[0], THREE, YES)
    e.close(THREE)
    e.tally(THREE)


def papers_twice(e: Election) -> None:
    e.keep_papers({"a.txt": b"a"})
    e.keep_papers({"b.txt": b"b"})


def paper_of_same_name_twice(e: Election) -> None:
    e.keep_papers({"a.txt": b"a"})
    listed = Papers(files=())
    e.append(listed)


def sealed_without_result(e: Election) -> None:
    e.append(Seal(entries=e.board.chain.index))


def sealed_with_another_count(e: Election) -> None:
    finish_small(votes(e))
    e.append(Seal(entries=3))


def entry_after_the_seal(e: Election) -> None:
    finish_small(votes(e))
    e.append(Stage(kind="open", item=THREE))


@pytest.mark.parametrize(
    ("play", "check"),
    [
        (vote_before_open, "entry"),
        (open_twice, "entry"),
        (roll_sealed_twice, "entry"),
        (old_key_votes, "roll"),
        (key_comes_back, "roll"),
        (unknown_key_replaced, "roll"),
        (identity_added, "roll"),
        (removed_votes, "roll"),
        (voter_removed, "roll"),
        (one_signature, "entry"),
        (signed_by_one_twice, "entry"),
        (signature_for_another_entry, "signature"),
        (tally_before_close, "entry"),
        (tally_of_too_many, "tally"),
        (share_before_tally, "entry"),
        (share_twice, "share"),
        (result_with_one_share, "result"),
        (another_result, "result"),
        (share_under_another_name, "share"),
        (withheld_though_enough, "tally"),
        (tallied_though_too_few, "tally"),
        (papers_twice, "papers"),
        (paper_of_same_name_twice, "entry"),
        (sealed_without_result, "seal"),
        (sealed_with_another_count, "seal"),
        (entry_after_the_seal, "seal"),
    ],
)
def test_entry_in_the_wrong_place_is_refused(play: Callable[[Election], None], check: str, cached: CachedGroup) -> None:
    election = fresh()
    play(election)
    assert verdicts(election, cached) == (check, check)


@pytest.mark.parametrize(
    ("totals", "valid", "issued", "check"),
    [
        ((2, 1, 0), 3, 3, "ok"),
        ((2, 1, 0), 3, 6, "paper"),
        ((2, 1, 0), 3, 2, "paper"),
        ((2, 2, 0), 3, 3, "paper"),
        ((4, 0, 0), 3, 3, "paper"),
        ((1, 0, 0), 1, 1, "paper"),
    ],
)
def test_paper_batch_is_bound_to_persons_and_rules(
    totals: tuple[int, ...], valid: int, issued: int, check: str, cached: CachedGroup
) -> None:
    election = votes(fresh(paper=5))
    election.paper(THREE, "box-1", totals, valid, issued)
    finish_small(election)
    assert verdicts(election, cached) == (check, check)


def test_removed_seat_may_vote_on_paper_and_the_replaced_key_goes_on(cached: CachedGroup) -> None:
    election = fresh()
    election.vote(election.voters[0], THREE, YES)
    pair = key_pair(election.entropy)
    election.change_roll("roll_replace", old=election.voters[0].public, new=pair.public)
    election.vote(pair, THREE, NO)
    for voter in election.voters[2:4]:
        election.change_roll("roll_remove", old=voter.public)
    election.vote(election.voters[1], THREE, NO)
    election.paper(THREE, "box-1", (2, 0, 0), 2, 2)
    finish_small(election, (3, 1))
    assert verdicts(election, cached) == ("ok", "ok")


def test_suite_stands_in_every_hash() -> None:
    assert SUITE == "gonghui-ballot-v1/ristretto255-sha512"
