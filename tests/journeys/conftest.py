"""What every journey starts from: a browser, a demo to copy, a server of its own, people who walk."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Timer

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from devtools import debian
from tests.journeys import storming
from tests.journeys.server import Site, copied, run
from tests.journeys.walking import PATIENCE, Walk

CLOSES_WITHIN = 60
SHOTS = Path(__file__).parent / "shots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Playwright runs its own loop in this thread; Django's guard against queries in loops does not apply to the tests' own.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

expect.set_options(timeout=PATIENCE)

Begin = Callable[[str, Path], Walk]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest walk, whatever the order of the day: nobody waits for it alone at the end."""
    items.sort(key=lambda item: item.path.name != "test_congress.py")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the journeys of a file; every person has a context of their own in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=debian.chromium(), args=FLAGS, headless=not os.environ.get("GONGHUI_HEADED")
        )  # fmt: skip
        yield browser
        # A browser that does not close is ended with the program that drives it: nothing limits how long it may take.
        giving_up = Timer(CLOSES_WITHIN, _end_browsers)
        giving_up.start()
        try:
            browser.close()
        finally:
            giving_up.cancel()


def _end_browsers() -> None:
    """Kill this process' children that drive browsers, with all that they started."""
    started: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            name, _, rest = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")
            number, parent = int(stat.parent.name), int(rest.split()[1])
            started.setdefault(parent, []).append(number)
            names[number] = name.partition("(")[2]
    waiting = [one for one in started.get(os.getpid(), []) if "node" in names[one]]
    while waiting:
        one = waiting.pop()
        waiting += started.get(one, [])
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo loaded: a plant whose congress opens today, a group that prepares one."""
    folder = tmp_path_factory.mktemp("demo")
    run(folder, "tests.journeys.stage")
    return folder


@pytest.fixture(scope="session")
def in_session(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with 161 delegates signed in and the plant's congress opened."""
    folder = copied(demo, tmp_path_factory.mktemp("in-session"))
    run(folder, "tests.journeys.stage", "--in-session")
    return folder


@pytest.fixture(scope="session")
def sealed_hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty phones with their sealed ballots made, and a round that is open."""
    return storming.made(tmp_path_factory.mktemp("sealed-hall"))


@pytest.fixture
def begin(browser: Browser, tmp_path: Path) -> Iterator[Begin]:
    """Begin a journey on a copy of a data folder; at its end everything that was wrong on the way is told."""
    begun: list[Walk] = []

    def start(name: str, template: Path) -> Walk:
        site = Site(copied(template, tmp_path / name))
        site.start()
        begun.append(Walk(browser, site, SHOTS / name))
        return begun[-1]

    yield start
    with ExitStack() as stack:
        for walk in begun:
            stack.callback(walk.site.stop)
        for walk in begun:
            walk.end()
