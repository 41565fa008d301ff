"""The database dies, the web process dies, the line is cut, stalls or breaks: ballots and screens come through it."""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from devtools import debian, postgres
from tests.journeys import storming
from tests.journeys.proxy import BrokenLine, Way
from tests.journeys.storming import PATIENCE, PHONES, Hall, Phone, together

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.alone]
RECOVERS_WITHIN = 5_000 * max(1, os.getloadavg()[0] / (os.cpu_count() or 1))
"""Five seconds, in ms; as many times more as there are others who want this machine's processors."""
FIRST = 30
"""How many phones vote while something is broken; the others vote afterwards."""


class Screens:
    """The wall, the chair's desk and a phone, in real browsers, each with a session of the hall."""

    def __init__(self, browser: Browser, hall: Hall, url: str) -> None:
        self._browser, self._hall, self._url = browser, hall, url
        self._contexts: list[BrowserContext] = []
        self.wall = self.open(f"/wall/{hall.told['wall']}/")
        self.chair = self.open(f"{hall.meeting}/chair/", hall.told["chair"])
        self.phone = self.open(f"{hall.meeting}/", hall.phones[-1]["session"])
        expect(self.phone.get_by_text("去表决")).to_be_visible()

    def open(self, path: str, session: str = "") -> Page:
        """Open a page in a browser of its own."""
        context = self._browser.new_context(locale="zh-CN")
        context.set_default_timeout(30_000)
        self._contexts.append(context)
        if session:
            context.add_cookies([{"name": self._hall.told["cookie"], "value": session, "url": self._url}])
        page = context.new_page()
        page.goto(self._url + path)
        return page

    def show(self, received: int, *, within: float = RECOVERS_WITHIN) -> None:
        """Expect that wall and chair show how many ballots have come."""
        expect(self.wall.get_by_text(f"{received} / {PHONES}").first).to_be_visible(timeout=within)
        expect(self.chair.locator(".count .big").first).to_have_text(f"{received} / {PHONES}", timeout=within)

    def show_the_end(self) -> None:
        """Expect that all three have heard that the vote was stopped."""
        expect(self.wall.get_by_text("正在表决")).to_have_count(0, timeout=RECOVERS_WITHIN)
        expect(self.phone.get_by_text("去表决")).to_have_count(0, timeout=RECOVERS_WITHIN)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    if debian.postgres_folder() is None:
        pytest.skip("there is no PostgreSQL on this machine")
    with postgres.running(durable=True) as running:
        yield running


@pytest.fixture(scope="module")
def template(server: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("on-postgresql")
    (folder / "database-url").write_text(server.url, encoding="utf-8")
    return storming.made(folder)


@pytest.fixture
def on_postgresql(
    server: postgres.Server, template: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Hall]:
    name = f"hall_{abs(hash(request.node.name)):x}"
    with psycopg.connect(server.url, dbname="postgres", autocommit=True, connect_timeout=10) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {postgres.USER}")
    hall = Hall.copy(template, tmp_path, database=server.url.replace(f"/{postgres.USER}?", f"/{name}?"))
    yield hall
    hall.site.stop()


@pytest.fixture
def hall(sealed_hall: Path, tmp_path: Path) -> Iterator[Hall]:
    made = Hall.copy(sealed_hall, tmp_path)
    yield made
    made.site.stop()


@pytest.fixture
def line(hall: Hall) -> Iterator[BrokenLine]:
    made = BrokenLine(hall.site.port)
    yield made
    made.end()


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Screens]]:
    opened: list[Screens] = []

    def at(hall: Hall, url: str = "") -> Screens:
        opened.append(Screens(browser, hall, url or hall.site.url))
        return opened[-1]

    yield at
    for screens in opened:
        screens.close()


def test_database_when_killed_while_sealed_ballots_come_then_all_recovers_and_each_acknowledged_is_stored_once(
    server: postgres.Server, on_postgresql: Hall, look: Callable[..., Screens]
) -> None:
    hall = on_postgresql
    screens = look(hall)
    with ThreadPoolExecutor(12) as pool:
        casting = [pool.submit(hall.cast_until_answered, phone) for phone in hall.phones[:FIRST]]
        time.sleep(0.3)
        server.kill()
        assert hall.cast(hall.phones[-2])[0] == 503  # told to try again, and nothing acknowledged
        opened = screens.open(f"{hall.meeting}/papers/", hall.phones[0]["session"])
        expect(opened.get_by_text("系统正在恢复")).to_be_visible()
        expect(screens.wall.get_by_text("正在表决").first).to_be_visible()
        server.start()
        up = time.monotonic()
        acknowledged = [one.result(PATIENCE) for one in casting]
        assert time.monotonic() - up < RECOVERS_WITHIN / 1000
    screens.show(FIRST)
    expect(opened.get_by_role("heading", name="会议材料")).to_be_visible(timeout=RECOVERS_WITHIN)
    assert time.monotonic() - up < 2 * RECOVERS_WITHIN / 1000
    assert sorted(acknowledged) == sorted(hall.trackers())
    together(hall.cast_until_answered, hall.phones)
    screens.show(PHONES)
    hall.result_is_whole()
    screens.show_the_end()


def test_web_process_when_killed_on_postgresql_then_each_acknowledged_ballot_counts_once(
    on_postgresql: Hall, look: Callable[..., Screens]
) -> None:
    hall = on_postgresql
    screens = look(hall)
    with ThreadPoolExecutor(12) as pool:
        casting = [pool.submit(hall.cast_until_answered, phone) for phone in hall.phones[:FIRST]]
        for _time in range(2):
            time.sleep(0.3)
            hall.site.kill()
            hall.site.start()
        acknowledged = [one.result(PATIENCE) for one in casting]
    screens.show(FIRST)
    assert sorted(acknowledged) == sorted(hall.trackers())
    together(hall.cast_until_answered, hall.phones[FIRST:])
    screens.show(PHONES)
    hall.result_is_whole()
    screens.show_the_end()


def test_line_when_it_breaks_every_second_for_a_third_of_the_phones_then_nothing_is_lost_or_doubled(
    hall: Hall, line: BrokenLine, look: Callable[..., Screens]
) -> None:
    screens = look(hall, line.url)
    line.break_every(1.0)

    def cast(phone: Phone) -> str:
        behind = hall.phones.index(phone) % 3 == 0
        return hall.cast_until_answered(phone, port=line.port if behind else 0)

    acknowledged = together(cast, hall.phones[:FIRST])
    assert sorted(acknowledged) == sorted(hall.trackers())
    screens.show(FIRST, within=2 * RECOVERS_WITHIN)  # the line is still broken every second
    together(cast, hall.phones[FIRST:])
    screens.show(PHONES, within=2 * RECOVERS_WITHIN)
    hall.result_is_whole()
    screens.show_the_end()


@pytest.mark.parametrize("way", [Way.CUT, Way.STALLED, Way.DEAF])
def test_line_when_away_for_seconds_then_what_was_sent_meanwhile_counts_once_and_screens_catch_up(
    hall: Hall, line: BrokenLine, look: Callable[..., Screens], way: Way
) -> None:
    screens = look(hall, line.url)
    behind, others = hall.phones[:6], hall.phones[6:FIRST]
    line.become(way)
    with ThreadPoolExecutor(6) as pool:
        casting = [pool.submit(hall.cast_until_answered, phone, port=line.port) for phone in behind]
        together(hall.cast_until_answered, others)
        time.sleep(2.5)
        stored = len(hall.trackers())
        assert stored == (FIRST if way is Way.DEAF else FIRST - 6)
        assert not any(one.done() for one in casting)  # nobody behind the line has been answered
        line.become(Way.WHOLE)
        mended = time.monotonic()
        acknowledged = [one.result(PATIENCE) for one in casting]
        assert time.monotonic() - mended < RECOVERS_WITHIN / 1000
    screens.show(FIRST)
    assert set(acknowledged) < set(hall.trackers())
    together(hall.cast_until_answered, hall.phones)
    screens.show(PHONES)
    hall.result_is_whole()
    screens.show_the_end()
