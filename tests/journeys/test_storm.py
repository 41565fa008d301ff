"""The hour of the vote with everything going wrong: real sealed ballots over HTTP against a server that is hurt."""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

import pytest

from tests.journeys.server import Site, run

pytestmark = [pytest.mark.journey, pytest.mark.slow]
PHONES = 40
TOKEN = "c" * 32
PATIENCE = 60
FULL = 200_000
"""Bytes after which no file grows: the database's log of a few ballots."""
T = TypeVar("T")


class Hall:
    """A sealed round that is open, forty phones with their ballots made, and the server they send them to."""

    def __init__(self, folder: Path) -> None:
        run(folder, "django", "migrate", "--verbosity=0")
        run(folder, "bench._hall_setup", str(PHONES), str(folder / "told.json"))
        self.told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
        self.site = Site(folder)
        self.site.start()

    def post(self, path: str, session: str, **fields: str) -> tuple[int, bytes]:
        """Send a form as one session; 0 when nobody answered."""
        headers = {
            "Cookie": f"{self.told['cookie']}={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN,
            "Accept": "application/json",
        }  # fmt: skip
        asked = urllib.request.Request(self.site.url + path, urlencode(fields).encode(), headers)
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except (OSError, ValueError, http.client.HTTPException):
            return 0, b""

    def cast(self, phone: dict[str, str]) -> tuple[int, bytes]:
        return self.post(f"/vote/{self.told['vote']}/cast/", phone["session"], line=phone["line"])

    def cast_until_answered(self, phone: dict[str, str]) -> str:
        """Do what the page does: send the same ballot until the server has answered; returns its tracker."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            status, answer = self.cast(phone)
            if status == 200:
                return str(json.loads(answer)["tracker"])
            assert status == 0 or status >= 500, (status, answer)
            time.sleep(0.2)
        raise AssertionError("never answered")

    def chair(self, step: str) -> int:
        fields = {"step": step, "target": self.told["vote"]}
        return self.post(f"/m/{self.told['meeting']}/chair/step/", self.told["chair"], **fields)[0]

    def trackers(self) -> list[str]:
        return [row[0] for row in self.site.rows("select tracker from congress_seat where tracker <> ''")]

    def kinds(self) -> list[str]:
        lines = self.site.rows('select line from congress_boardline order by "index"')
        return [json.loads(line)["kind"] for (line,) in lines]

    def result_is_whole(self) -> None:
        """Stop the vote: the server opens the sum, and it is that of every ballot, once."""
        assert self.chair("stop-vote") in (200, 302)
        totals = json.loads(self.site.one("select totals from congress_sealedbox"))
        assert totals == [14, 13, 13]
        assert self.kinds().count("ballot") == PHONES


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.site.stop()


def together(act: Callable[[dict[str, str]], T], phones: list[dict[str, str]], at_once: int = 12) -> list[T]:
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(act, phones))


def test_storm_when_the_server_is_killed_again_and_again_then_each_acknowledged_ballot_counts_once(hall: Hall) -> None:
    with ThreadPoolExecutor(12) as pool:
        casting = [pool.submit(hall.cast_until_answered, phone) for phone in hall.told["phones"]]
        for _time in range(3):
            time.sleep(0.4)
            hall.site.kill()
            hall.site.start()
        acknowledged = [one.result() for one in casting]
    assert sorted(acknowledged) == sorted(hall.trackers())
    assert len(set(acknowledged)) == PHONES
    hall.result_is_whole()


def test_storm_when_everybody_presses_four_times_at_once_then_one_ballot_each_and_every_press_is_received(
    hall: Hall,
) -> None:
    answers = together(hall.cast, [phone for phone in hall.told["phones"] for _press in range(4)], at_once=24)
    assert {status for status, _answer in answers} == {200}
    assert len(set(hall.trackers())) == PHONES
    hall.result_is_whole()


def test_storm_when_the_disk_is_full_then_nothing_is_acknowledged_and_a_resend_is_taken_later(hall: Hall) -> None:
    phones = hall.told["phones"]
    assert {status for status, _answer in together(hall.cast, phones[:5])} == {200}
    hall.site.stop()
    hall.site.start(largest_file=FULL)
    answers = together(hall.cast, phones[5:])
    acknowledged = [answer for status, answer in answers if status == 200]
    stored = hall.trackers()
    assert len(stored) == 5 + len(acknowledged) < PHONES
    hall.site.stop()
    hall.site.start()
    assert len({hall.cast_until_answered(phone) for phone in phones}) == PHONES
    hall.result_is_whole()


def test_storm_when_two_operators_stop_at_once_then_the_box_is_closed_and_opened_once(hall: Hall) -> None:
    together(hall.cast, hall.told["phones"])
    answers = together(lambda _phone: hall.chair("stop-vote"), hall.told["phones"][:6], at_once=6)
    assert set(answers) <= {200, 302, 409}
    assert [kind for kind in hall.kinds() if kind not in ("ballot", "rehearsal")] == [
        "open", "close", "tally", "share", "result", "seal",
    ]  # fmt: skip
    assert hall.cast(hall.told["phones"][0])[0] == 200  # a resend is still answered as received


def test_storm_when_somebody_sends_anothers_ballot_then_refused_and_theirs_still_counts(hall: Hall) -> None:
    one, other = hall.told["phones"][:2]
    status, answer = hall.cast({"session": one["session"], "line": other["line"]})
    assert (status, json.loads(answer)["type"]) == (422, "urn:gonghui:other-phone")
    together(hall.cast, hall.told["phones"])
    hall.result_is_whole()
