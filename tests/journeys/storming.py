"""A hall whose sealed round is open: phones with their ballots made beforehand, and the server they send them to."""

import http.client
import json
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

from tests.journeys.server import Site, copied, run

PHONES = 40
TOKEN = "c" * 32
PATIENCE = 60
T = TypeVar("T")
Phone = dict[str, str]


def made(folder: Path) -> Path:
    """Build the hall in the database of `folder`."""
    run(folder, "django", "migrate", "--verbosity=0")
    run(folder, "bench._hall_setup", str(PHONES), str(folder / "told.json"))
    return folder


class Hall:
    """A sealed round that is open, forty phones with their ballots made, and the server they send them to."""

    def __init__(self, folder: Path) -> None:
        self.told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
        self.site = Site(folder)
        self.site.start()

    @classmethod
    def copy(cls, template: Path, folder: Path, *, database: str = "") -> "Hall":
        """Begin with a copy of a hall; `database` names a PostgreSQL that holds such a copy already."""
        folder.mkdir(parents=True, exist_ok=True)
        if database:
            shutil.copy(template / "told.json", folder)
            (folder / "database-url").write_text(database, encoding="utf-8")
        return cls(folder if database else copied(template, folder))

    @property
    def meeting(self) -> str:
        """The address of the meeting."""
        return f"/m/{self.told['meeting']}"

    @property
    def phones(self) -> list[Phone]:
        """Each phone: its session, and the line that is its ballot."""
        return list(self.told["phones"])

    def post(self, path: str, session: str, *, port: int = 0, **fields: str) -> tuple[int, bytes]:
        """Send a form as one session, through another `port` if given; 0 when nobody answered."""
        headers = {
            "Cookie": f"{self.told['cookie']}={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN,
            "Accept": "application/json",
        }  # fmt: skip
        where = f"http://127.0.0.1:{port}" if port else self.site.url
        asked = urllib.request.Request(where + path, urlencode(fields).encode(), headers)
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except (OSError, ValueError, http.client.HTTPException):
            return 0, b""

    def cast(self, phone: Phone, *, port: int = 0) -> tuple[int, bytes]:
        """Send a phone's ballot once."""
        return self.post(f"/vote/{self.told['vote']}/cast/", phone["session"], port=port, line=phone["line"])

    def cast_until_answered(self, phone: Phone, *, port: int = 0) -> str:
        """Do what the page does: send the same ballot until the server has answered; returns its tracker."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            status, answer = self.cast(phone, port=port)
            if status == 200:
                return str(json.loads(answer)["tracker"])
            assert status == 0 or status >= 500, (status, answer)
            time.sleep(0.2)
        raise AssertionError("never answered")

    def chair(self, step: str) -> int:
        """Take a step of the chair's; returns the status."""
        fields = {"step": step, "target": self.told["vote"]}
        return self.post(f"{self.meeting}/chair/step/", self.told["chair"], **fields)[0]

    def trackers(self) -> list[str]:
        """Return the trackers that are stored."""
        return [row[0] for row in self.site.rows("select tracker from congress_seat where tracker <> ''")]

    def kinds(self) -> list[str]:
        """Return what stands on the board, line by line."""
        lines = self.site.rows('select line from congress_boardline order by "index"')
        return [json.loads(line)["kind"] for (line,) in lines]

    def result_is_whole(self) -> None:
        """Stop the vote: the server opens the sum, and it is that of every ballot, once."""
        assert self.chair("stop-vote") in (200, 302)
        totals = json.loads(self.site.one("select totals from congress_sealedbox"))
        assert totals == [14, 13, 13]
        assert self.kinds().count("ballot") == PHONES


def together(act: Callable[[Phone], T], phones: Iterable[Phone], at_once: int = 12) -> list[T]:
    """Do something for many phones at once, in their order; what takes too long is not waited for."""
    pool = ThreadPoolExecutor(at_once)
    try:
        doing = [pool.submit(act, phone) for phone in phones]
        assert not wait_for(doing, 2 * PATIENCE).not_done, "some phones wait for ever"
        return [one.result() for one in doing]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
