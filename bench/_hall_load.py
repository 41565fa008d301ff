"""The storm itself: phones on the live stream, ballots in ten seconds, a chair who changes the wall meanwhile."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

from bench._hall_screens import Screen
from bench._hall_wire import Wire

PARTS = "agenda,floor,me,now,vote"
"""What a phone's first page shows."""
Told = dict[str, Any]
"""What the setup wrote: meeting, vote, phones with session and line, the chair's session, the wall's token."""
CONNECTING = 60
"""How many connections are opened at a time."""


@dataclass
class Measured:
    """What came of it; times in seconds."""

    listeners: int = 0
    connected: float = 0.0
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    presses: list[float] = field(default_factory=list)
    """From a press of the chair to its answer, which comes after the commit."""
    swaps: list[float] = field(default_factory=list)
    """From a press of the chair to the new picture on the wall: press, sign, and fetching the picture."""
    took: float = 0.0
    heard: int = 0
    fetched: int = 0
    """Pictures and parts that the screens of wall and chair fetched."""


class Load:
    """One run against a server at a port."""

    def __init__(self, port: int, told: Told) -> None:
        self.told, self.found = told, Measured()
        self.wire = Wire(port, told["cookie"])
        meeting, wall = told["meeting"], told["wall"]
        self.wall = Screen(self.wire, f"/live/wall/{wall}", f"/wall/{wall}/")
        self.desk = Screen(self.wire, f"/live/meeting/{meeting}", f"/m/{meeting}/chair/", told["chair"])
        self._streams: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def connect(self) -> None:
        """Open every phone's live stream, the wall and the chair's desk."""
        gate, began = asyncio.Semaphore(CONNECTING), time.monotonic()

        async def one(phone: dict[str, str]) -> None:
            async with gate:
                path = f"/live/meeting/{self.told['meeting']}?parts={PARTS}"
                self._streams.append(await self.wire.listen(path, phone["session"]))

        await asyncio.gather(*(one(phone) for phone in self.told["phones"]))
        self.found.listeners, self.found.connected = len(self._streams), time.monotonic() - began
        followers = (
            *(self._drain(reader) for reader, _writer in self._streams),
            self.wall.follow(),
            self.desk.follow(),
        )
        self._tasks += [asyncio.create_task(one) for one in followers]
        while not (self.wall.parts and self.desk.parts):
            await asyncio.sleep(0.1)

    async def _drain(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while chunk := await reader.read(65536):
                self.found.heard += chunk.count(b"event: changed")

    async def storm(self, seconds: float) -> None:
        """Cast every ballot, spread over the seconds; measured from when the phone would have sent it."""
        path, phones = f"/vote/{self.told['vote']}/cast/", self.told["phones"]
        requests = [self.wire.form(path, phone["session"], f"line={quote_plus(phone['line'])}") for phone in phones]
        began = time.monotonic()
        at_once = [self._cast(request, began + n * seconds / len(phones)) for n, request in enumerate(requests)]
        await asyncio.gather(*at_once)
        self.found.took = time.monotonic() - began

    async def _cast(self, request: bytes, due: float) -> None:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        status, answer = await self.wire.ask(request)
        self.found.waits.append(time.monotonic() - due)
        if status == 200:
            self.found.acknowledged.append(json.loads(answer)["tracker"])
        else:
            self.found.refused.append(f"{status} {answer[:120]!r}")

    async def swap_walls(self, times: int, seconds: float) -> None:
        """Let the chair change the wall while the votes come, again and again: words for a break, and back."""
        for n in range(times):
            words = f"休息{n // 2}分"
            what, text = ("FOLLOW", "") if n % 2 else ("PAUSE", words)
            began = time.monotonic()
            form = self.wire.form(
                f"/m/{self.told['meeting']}/chair/wall/", self.told["chair"], f"what={what}&text={quote_plus(text)}"
            )
            press = asyncio.create_task(self._press(form, began))
            await self.wall.shows(words, there=not n % 2)
            self.found.swaps.append(time.monotonic() - began)
            await press
            await asyncio.sleep(max(0.1, seconds / times - (time.monotonic() - began)))

    async def _press(self, form: bytes, began: float) -> None:
        await self.wire.ask(form)
        self.found.presses.append(time.monotonic() - began)

    async def end(self) -> None:
        """Hang up."""
        self.found.fetched = self.wall.fetched + self.desk.fetched
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for _reader, writer in self._streams:
            writer.close()


async def run(port: int, told: Told, seconds: float, swaps: int, ready: Callable[[], None]) -> Measured:
    """Connect, call `ready` when everybody listens, storm, and hang up."""
    load = Load(port, told)
    await load.connect()
    ready()
    await asyncio.gather(load.storm(seconds), load.swap_walls(swaps, seconds))
    await load.end()
    return load.found
