"""The keeper: entries are checked before they stand, refusals leave no trace, a resend is received again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ballot.board import verify_head
from ballot.dkg import verify_transcript
from ballot.drbg import Drbg
from ballot.entries import Entry, read_entry
from ballot.errors import Invalid
from ballot.group import named
from ballot.keeper import Keeper
from ballot.sealed import Ballot
from ballot.simulate import THREE, Election
from ballot.tests.world import lines_of, play_small, start_small

GROUP = named("libsodium")


def keeper_of(election: Election) -> Keeper:
    ceremony = verify_transcript(GROUP, election.transcript)
    return Keeper(election.manifest, ceremony, (p.public for p in election.voters))


def entries_of(election: Election) -> Iterator[Entry]:
    return (read_entry(election.manifest, line, "here")[0] for line in lines_of(election))


def test_board_is_kept_line_by_line_as_it_was_played() -> None:
    election = play_small(Drbg("keeper"))
    keeper = keeper_of(election)
    assert [keeper.accept(entry) for entry in entries_of(election)] == lines_of(election)
    assert (keeper.head, keeper.entries) == (election.board.chain.head, election.board.chain.index)
    again = keeper_of(election)
    again.resume(lines_of(election))
    assert again.head == keeper.head


def test_tally_of_the_keeper_is_that_of_the_board() -> None:
    election = play_small(Drbg("keeper"))
    keeper = keeper_of(election)
    for entry, line in zip(entries_of(election), lines_of(election), strict=True):
        if b'"kind":"tally"' in line:
            assert keeper.tally(THREE) == entry
        keeper.accept(entry)


def opened() -> tuple[Election, Keeper]:
    election = start_small(Drbg("receipt"))
    keeper = keeper_of(election)
    keeper.resume(lines_of(election))
    return election, keeper


def test_ballot_is_answered_with_a_receipt_and_a_resend_is_received_again() -> None:
    election, keeper = opened()
    ballot = election.ballot(election.voters[0], THREE, (1, 0, 0))
    line, receipt = keeper.receive(ballot, election.board_pair)
    assert line is not None
    assert (receipt.again, receipt.counter) == (False, 1)
    assert receipt.tracker == ballot.tracker(election.manifest.election)
    verify_head(GROUP, election.manifest, receipt.head, "here")
    assert receipt.head.head == keeper.head
    line, receipt = keeper.receive(ballot, election.board_pair)
    assert (line, receipt.again) == (None, True)
    assert keeper.entries == 4
    assert keeper.tally(THREE) is None


def test_refused_ballot_leaves_no_trace_and_the_right_one_is_taken() -> None:
    election, keeper = opened()
    good = election.ballot(election.voters[0], THREE, (1, 0, 0))
    head, entries = keeper.head, keeper.entries
    bad: list[Ballot] = [
        replace(good, counter=2),
        replace(good, signature=good.signature[:32] + bytes(32)),
        replace(good, proofs=good.proofs[::-1]),
        replace(good, item="other"),
        replace(good, previous=b"\x01" * 32),
        replace(good, ciphertexts=good.ciphertexts[64:128] * 3),
    ]
    for ballot in bad:
        with pytest.raises(Invalid):
            keeper.receive(ballot, election.board_pair)
        assert (keeper.head, keeper.entries) == (head, entries)
    keeper.receive(good, election.board_pair)
    assert keeper.entries == entries + 1


def test_refused_entries_leave_no_trace() -> None:
    spare = start_small(Drbg("receipt"))
    before = spare.board.chain.index
    spare.change_roll("roll_replace", old=spare.voters[0].public, new=spare.voters[1].public)
    spare.audit(spare.voters[0], THREE, (1, 0, 0))
    spare.paper(THREE, "box-1", (9, 0, 0), 9, 9)
    spare.close(THREE)
    spare.close(THREE)
    election, keeper = opened()
    replaced, audit, paper, close, twice = list(entries_of(spare))[before:]
    for entry in (replaced, paper, replaced, paper):
        with pytest.raises(Invalid):
            keeper.accept(entry)
    keeper.accept(audit)
    with pytest.raises(Invalid, match="stands twice"):
        keeper.accept(audit)
    election.entropy = Drbg("another stream")
    keeper.receive(election.ballot(election.voters[0], THREE, (0, 1, 0)), election.board_pair)
    keeper.accept(close)
    with pytest.raises(Invalid, match="is closed"):
        keeper.accept(twice)
    assert keeper.entries == before + 3
