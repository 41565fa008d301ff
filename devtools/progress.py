"""Show what is going on: numbered steps, elapsed time, and on a terminal the last line of the running command."""

import os
import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unicodedata import east_asian_width

HEARTBEAT = 30.0
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_turn = threading.Lock()


class Refusal(Exception):
    """A sentence for the person at the keyboard: what is missing and what to do next; no traceback."""


def is_live() -> bool:
    """Tell whether lines may be redrawn: a terminal, and no CI."""
    return sys.stdout.isatty() and not os.environ.get("CI") and os.environ.get("TERM", "dumb") != "dumb"


def say(text: str = "") -> None:
    """Print one line, over a live line if there is one."""
    with _turn:
        sys.stdout.write(("\r\x1b[K" if is_live() else "") + text + "\n")
        sys.stdout.flush()


def live(text: str) -> None:
    """Redraw the one live line; nothing at all where lines cannot be redrawn."""
    if not is_live():
        return
    with _turn:
        sys.stdout.write("\r\x1b[K" + clipped(plain(text), shutil.get_terminal_size().columns - 1))
        sys.stdout.flush()


def plain(text: str) -> str:
    """Take colour codes and carriage returns out of a line."""
    return _ESCAPES.sub("", text).replace("\r", " ").replace("\t", " ").strip()


def width(text: str) -> int:
    """Count terminal columns; a Han character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def clipped(text: str, columns: int) -> str:
    """Cut a line to the columns there are."""
    while width(text) > columns:
        text = text[:-1]
    return text


def padded(text: str, columns: int) -> str:
    """Fill a cell with spaces up to the columns given."""
    return text + " " * max(0, columns - width(text))


def spent(seconds: float) -> str:
    """Write a duration: `0.4 s`, `41 s`, `3 min 05 s`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


class Step:
    """One numbered step while it runs."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.started = time.monotonic()
        self._beat = self.started
        self.note = ""

    @property
    def seconds(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.started

    def tail(self, line: str) -> None:
        """Show the newest line of the running command: at once when live, else twice a minute."""
        if is_live():
            live(f"{self.title}  {spent(self.seconds)}  {line}")
        elif time.monotonic() - self._beat >= HEARTBEAT:
            self._beat = time.monotonic()
            say(f"      … {spent(self.seconds)}  {clipped(plain(line), 90)}")


class Steps:
    """A run of numbered steps: `[2/5] 安装依赖 · Packages`."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0

    @contextmanager
    def step(self, chinese: str, english: str) -> Iterator[Step]:
        """Announce a step, time it, and close it with a tick, or a cross when an exception passes."""
        self.done += 1
        step = Step(f"[{self.done}/{max(self.total, self.done)}] {chinese} · {english}")
        if is_live():
            live(step.title)
        else:
            say(step.title)
        try:
            yield step
        except BaseException:
            say(f"✗ {step.title}  {spent(step.seconds)}")
            raise
        note = f"  {step.note}" if step.note else ""
        say(f"✓ {step.title}  {spent(step.seconds)}{note}" if is_live() else f"      ✓ {spent(step.seconds)}{note}")
