"""Gathering changes: the first is told at once, what follows together, a count alone once in a second."""

import asyncio

from gonghui.config.live_gather import COUNT_EVERY, GATHER_FOR, Gathered
from gonghui.kernel.live import Change


def told_of(*changes):
    """Return what is told of changes given as (seconds after the first, parts): (seconds, number, parts) of each."""
    told = []

    async def play():
        loop = asyncio.get_running_loop()
        began = loop.time()
        gathered = Gathered(lambda _topic, seq, parts: told.append((loop.time() - began, seq, sorted(parts))))
        for number, (at, parts) in enumerate(changes, 1):
            await asyncio.sleep(max(0.0, began + at - loop.time()))
            gathered.add(Change(seq=number, topic="meeting/one", parts=tuple(parts)))
        await asyncio.sleep(COUNT_EVERY + 0.2)

    asyncio.run(play())
    return told


def test_changes_when_it_was_quiet_then_the_first_is_told_before_anything_else_happens():
    told = []

    async def play():
        Gathered(lambda _topic, seq, parts: told.append((seq, parts))).add(
            Change(seq=7, topic="meeting/one", parts=("wall",))
        )
        assert told == [(7, frozenset({"wall"}))]

    asyncio.run(play())


def test_changes_when_many_follow_then_they_are_told_together_after_a_while():
    first, second = told_of((0, ["now"]), (0.01, ["vote"]), (0.02, ["presence", "vote"]))
    assert first[1:] == (1, ["now"])
    assert second[1:] == (3, ["presence", "vote"])
    assert second[0] >= GATHER_FOR


def test_count_when_it_changes_with_every_ballot_then_it_is_told_once_in_a_second():
    first, second = told_of(*((n / 50, ["count"]) for n in range(30)))
    assert first[1:] == (1, ["count"])
    assert second[1:] == (30, ["count"])
    assert second[0] >= COUNT_EVERY


def test_count_when_something_else_changes_then_it_goes_with_that_at_once():
    _first, second, third = told_of((0, ["count"]), (0.01, ["count"]), (0.02, ["vote"]), (0.03, ["wall"]))
    assert second[1:] == (3, ["count", "vote"])
    assert second[0] < GATHER_FOR
    assert third[1:] == (4, ["wall"])
    assert GATHER_FOR <= third[0] < COUNT_EVERY


def test_count_when_something_else_was_told_just_before_then_it_still_waits_its_second():
    first, second = told_of((0, ["vote"]), (0.05, ["count"]), (0.4, ["count"]))
    assert first[1:] == (1, ["vote"])
    assert second[1:] == (3, ["count"])
    assert second[0] >= COUNT_EVERY
