"""Sealed ballots of a hall that casts at once: each judged as by itself, no order among those that came together."""

import json
from datetime import timedelta

import pytest

from gonghui.congress.actions import sealed_casting, voting
from gonghui.congress.actions.sealed_casting import Waiting
from gonghui.congress.actions.sealed_intake import Sent, cast_together
from gonghui.congress.ballotbox import casting, kernels
from gonghui.congress.models import BoardLine, Seat
from gonghui.congress.tests import box as play
from gonghui.congress.tests.linking import choice_of, dump, leaks
from gonghui.congress.tests.make import after
from gonghui.kernel import ledger

pytestmark = pytest.mark.django_db
TOGETHER, HALL = 30, 90


@pytest.fixture(params=["one by one", "compiled"])
def kernel(request, monkeypatch):
    """Check ballots one by one, and in one sum."""
    monkeypatch.setattr(kernels, "_ready", [])
    if request.param == "compiled":
        kernels.make_ready().join()
        assert kernels.compiled() is not None
    return request.param


def sent(box, n, line, at=None):
    return Sent(account_id=box.hall.delegates[n].person.account_id, line=line, at=at or after(100))


def received(box, numbers, lines, at=None):
    """Cast together, and return the receipts: everybody must have one."""
    receipts = cast_together(box.vote_id, [sent(box, n, lines[n], at) for n in numbers])
    assert None not in receipts
    return [one for one in receipts if one is not None]


def keys_on_board(box):
    lines = BoardLine.objects.filter(box=box.box).order_by("index").values_list("line", flat=True)
    return [one["key"] for one in map(json.loads, lines) if one["kind"] == "ballot"]


def test_hall_when_it_casts_at_once_then_each_is_received_once_and_the_count_is_right(kernel):
    box = play.with_key(delegates=16).open()
    lines = [box.line(n, choice_of(n)) for n in range(16)]
    receipts = received(box, range(16), lines)
    assert {one.again for one in receipts} == {False}
    again = received(box, range(16), lines, after(101))
    assert [one.tracker for one in again] == [one.tracker for one in receipts]
    assert {one.again for one in again} == {True}
    box.stop().count()
    assert box.box.totals == [[choice_of(n) for n in range(16)].count(one) for one in ("FOR", "AGAINST", "ABSTAIN")]
    assert ledger.verify(f"congress/{box.hall.meeting.id}") is None


@pytest.mark.parametrize("spoil", ["proofs", "ciphertexts", "signature", "key", "json", "surrogate"])
def test_hall_when_one_ballot_is_bad_then_it_alone_is_not_taken(kernel, spoil):
    box = play.with_key(delegates=16).open()
    lines = [box.line(n, "FOR") for n in range(8)]
    parts = json.loads(lines[5])
    other = json.loads(box.line(6, "FOR"))
    bad = {
        "json": lines[5][:-1], "surrogate": '{"kind":"ballot"}\ud800',
    }.get(spoil) or lines[5].replace(parts[spoil] if spoil != "json" else "", other.get(spoil, ""))  # fmt: skip
    receipts = cast_together(box.vote_id, [sent(box, n, bad if n == 5 else lines[n]) for n in range(8)])
    assert [n for n, one in enumerate(receipts) if one is None] == [5]
    assert Seat.objects.exclude(tracker="").count() == 7


def test_proofs_when_several_of_many_are_bad_then_the_same_are_found_as_one_by_one(kernel):
    box = play.with_key(delegates=12).open()
    lines = [box.line(n, "FOR") for n in range(12)]
    for n in (0, 4, 5, 11):
        lines[n] = lines[n].replace(json.loads(lines[n])["proofs"], json.loads(box.line(n, "FOR"))["proofs"])
    proofs = casting.prove_all(box.box.id, box.box.election, lines)
    assert [n for n, one in enumerate(proofs) if one is None] == [0, 4, 5, 11]
    alone = casting.prove(box.box.id, box.box.election, lines[1])
    assert proofs[1] == alone


def test_hall_when_the_round_closes_then_who_came_before_is_taken_and_who_came_after_is_not():
    box = play.with_key(delegates=12).prepare()
    for who in box.scrutineers[:2]:
        box.sign(who)
    voting.open_vote(box.chair, vote_id=box.vote_id, seconds=60, now=after(90))
    lines = [box.line(n, "FOR") for n in range(2)]
    closes = box.vote.closes_at
    assert closes is not None
    receipts = cast_together(
        box.vote_id, [sent(box, 0, lines[0], closes - timedelta(seconds=1)), sent(box, 1, lines[1], closes)]
    )
    assert [one is not None for one in receipts] == [True, False]


def alike_after_one_another():
    """Return a round of ninety, their choices, and an order of coming: one after the other who chose alike."""
    box = play.with_key(delegates=HALL).open()
    choices = {n: choice_of(n) for n in range(HALL)}
    return box, choices, sorted(choices, key=lambda n: choices[n])


def found_of(box, choices):
    return {leak.table for leak in leaks(dump(), {box.hall.delegates[n].id: choice for n, choice in choices.items()})}


@pytest.mark.slow
def test_board_when_people_who_vote_alike_come_one_after_the_other_then_it_does_not_tell():
    box, choices, coming = alike_after_one_another()
    assert None not in cast_together(box.vote_id, [sent(box, n, box.line(n, choices[n])) for n in coming])
    box.stop().count()
    assert found_of(box, choices) == set()


@pytest.mark.slow
def test_board_when_it_keeps_the_order_of_coming_then_the_attacker_finds_it():
    box, choices, coming = alike_after_one_another()
    seats = dict(Seat.objects.values_list("delegate_id", "id"))
    proved = [casting.prove(box.box.id, box.box.election, box.line(n, choices[n])) for n in coming]
    waiting = [
        Waiting(seat_id=seats[box.hall.delegates[n].id], proved=one, at=after(100))
        for n, one in zip(coming, proved, strict=True)
    ]
    sealed_casting.take_ballots(sealed_casting.INTAKE, vote_id=box.vote_id, ballots=waiting, now=after(100))
    assert "congress.BoardLine" in found_of(box, choices)


def test_board_when_ballots_came_together_then_their_order_is_drawn_by_lot():
    box = play.with_key(delegates=TOGETHER).open()
    lines = [box.line(n, "FOR") for n in range(TOGETHER)]
    cast_together(box.vote_id, [sent(box, n, lines[n]) for n in range(TOGETHER)])
    came = [json.loads(line)["key"] for line in lines]
    assert sorted(keys_on_board(box)) == sorted(came)
    assert keys_on_board(box) != came  # by chance once in 30! times
