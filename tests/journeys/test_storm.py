"""The hour of the vote with everything going wrong: real sealed ballots over HTTP against a server that is hurt."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.journeys.storming import PATIENCE, PHONES, Hall, together

pytestmark = [pytest.mark.journey, pytest.mark.slow]
FULL = 200_000
"""Bytes after which no file grows: the database's log of a few ballots."""


@pytest.fixture
def hall(sealed_hall: Path, tmp_path: Path) -> Iterator[Hall]:
    made = Hall.copy(sealed_hall, tmp_path)
    yield made
    made.site.stop()


def test_storm_when_the_server_is_killed_again_and_again_then_each_acknowledged_ballot_counts_once(hall: Hall) -> None:
    with ThreadPoolExecutor(12) as pool:
        casting = [pool.submit(hall.cast_until_answered, phone) for phone in hall.phones]
        for _time in range(3):
            time.sleep(0.4)
            hall.site.kill()
            hall.site.start()
        acknowledged = [one.result(PATIENCE) for one in casting]
    assert sorted(acknowledged) == sorted(hall.trackers())
    assert len(set(acknowledged)) == PHONES
    hall.result_is_whole()


def test_storm_when_everybody_presses_four_times_at_once_then_one_ballot_each_and_every_press_is_received(
    hall: Hall,
) -> None:
    answers = together(hall.cast, [phone for phone in hall.phones for _press in range(4)], at_once=24)
    assert {status for status, _answer in answers} == {200}
    assert len(set(hall.trackers())) == PHONES
    hall.result_is_whole()


def test_storm_when_the_disk_is_full_then_nothing_is_acknowledged_and_a_resend_is_taken_later(hall: Hall) -> None:
    phones = hall.phones
    assert {status for status, _answer in together(hall.cast, phones[:5])} == {200}
    hall.site.stop()
    hall.site.start(largest_file=FULL)
    answers = together(hall.cast, phones[5:])
    acknowledged = {json.loads(answer)["tracker"] for status, answer in answers if status == 200}
    stored = set(hall.trackers())
    assert acknowledged <= stored  # what a slow machine answered too late for its phone is stored as well
    assert len(stored) < PHONES
    hall.site.stop()
    hall.site.start()
    assert len({hall.cast_until_answered(phone) for phone in phones}) == PHONES
    hall.result_is_whole()


def test_storm_when_two_operators_stop_at_once_then_the_box_is_closed_and_opened_once(hall: Hall) -> None:
    together(hall.cast, hall.phones)
    answers = together(lambda _phone: hall.chair("stop-vote"), hall.phones[:6], at_once=6)
    assert set(answers) <= {200, 302, 409}
    assert [kind for kind in hall.kinds() if kind not in ("ballot", "rehearsal")] == [
        "open", "close", "tally", "share", "result", "seal",
    ]  # fmt: skip
    assert hall.cast(hall.phones[0])[0] == 200  # a resend is still answered as received


def test_storm_when_somebody_sends_anothers_ballot_then_refused_and_theirs_still_counts(hall: Hall) -> None:
    one, other = hall.phones[:2]
    status, answer = hall.cast({"session": one["session"], "line": other["line"]})
    assert (status, json.loads(answer)["type"]) == (422, "urn:gonghui:other-phone")
    together(hall.cast, hall.phones)
    hall.result_is_whole()
