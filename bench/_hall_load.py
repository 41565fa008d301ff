"""The storm itself: phones on the live stream, ballots in ten seconds, a chair who changes the wall meanwhile.

Plain sockets and asyncio: a client library would need more of the machine than the server it measures.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

HOST = "127.0.0.1"
PARTS = "agenda,floor,me,now,vote"
"""What a phone's first page shows."""
TOKEN = "b" * 32
Told = dict[str, Any]
"""What the setup wrote: meeting, vote, phones with session and line, the chair's session, the wall's token."""
CONNECTING = 60
"""How many connections are opened at a time."""


@dataclass
class Measured:
    """What came of it; times in seconds."""

    listeners: int = 0
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    swaps: list[float] = field(default_factory=list)
    took: float = 0.0
    heard: int = 0


class Load:
    """One run against a server at a port."""

    def __init__(self, port: int, told: Told) -> None:
        self.port, self.told, self.found = port, told, Measured()
        self._streams: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._tasks: list[asyncio.Task[None]] = []

    def cookie(self, session: str) -> str:
        return f"{self.told['cookie']}={session}; csrftoken={TOKEN}"

    async def connect(self) -> None:
        """Open every phone's live stream, and the wall's."""
        gate = asyncio.Semaphore(CONNECTING)

        async def one(phone: dict[str, str]) -> None:
            async with gate:
                await self._listen(f"/live/meeting/{self.told['meeting']}?parts={PARTS}", self.cookie(phone["session"]))

        await asyncio.gather(*(one(phone) for phone in self.told["phones"]))
        self.found.listeners = len(self._streams)
        for reader, _writer in list(self._streams):
            self._tasks.append(asyncio.create_task(self._drain(reader)))

    async def _listen(self, path: str, cookie: str) -> asyncio.StreamReader:
        reader, writer = await asyncio.open_connection(HOST, self.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nCookie: {cookie}\r\n\r\n".encode())
        status = await reader.readline()
        assert b" 200 " in status, status
        await reader.readuntil(b"event: hello")
        self._streams.append((reader, writer))
        return reader

    async def _drain(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while chunk := await reader.read(65536):
                self.found.heard += chunk.count(b"event: changed")

    async def storm(self, seconds: float) -> None:
        """Cast every ballot, spread over the seconds; measured from when the phone would have sent it."""
        phones, started = self.told["phones"], time.monotonic()
        at_once = [self._cast(phone, started + n * seconds / len(phones)) for n, phone in enumerate(phones)]
        await asyncio.gather(*at_once)
        self.found.took = time.monotonic() - started

    async def _cast(self, phone: dict[str, str], due: float) -> None:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        body = f"line={quote_plus(phone['line'])}"
        status, answer = await self._post(f"/vote/{self.told['vote']}/cast/", phone["session"], body)
        self.found.waits.append(time.monotonic() - due)
        if status == 200:
            self.found.acknowledged.append(json.loads(answer)["tracker"])
        else:
            self.found.refused.append(f"{status} {answer[:120]!r}")

    async def _post(self, path: str, session: str, body: str) -> tuple[int, bytes]:
        reader, writer = await asyncio.open_connection(HOST, self.port)
        try:
            writer.write(
                f"POST {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nCookie: {self.cookie(session)}\r\n"
                f"X-CSRFToken: {TOKEN}\r\nAccept: application/json\r\nConnection: close\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
            )
            status = int((await reader.readline()).split()[1])
            await reader.readuntil(b"\r\n\r\n")
            return status, await reader.read()
        finally:
            writer.close()

    async def swap_walls(self, times: int) -> None:
        """Let the chair change the wall again and again; measured from the press until the wall has its new picture."""
        reader = await self._listen(f"/live/wall/{self.told['wall']}", "")
        for n in range(times):
            what, words = ("AGENDA", "") if n % 2 else ("PAUSE", f"休息{n}")
            pressed = time.monotonic()
            body = f"what={what}&text={quote_plus(words)}"
            press = asyncio.create_task(self._post(f"/m/{self.told['meeting']}/chair/wall/", self.told["chair"], body))
            while True:
                await asyncio.wait_for(reader.readuntil(b"event: changed"), 30)
                line = await reader.readline() + await reader.readline()
                if b'"wall"' in line:
                    break
            await self._get(f"/wall/{self.told['wall']}/frame/")
            self.found.swaps.append(time.monotonic() - pressed)
            await press
            await asyncio.sleep(0.4)

    async def _get(self, path: str) -> bytes:
        reader, writer = await asyncio.open_connection(HOST, self.port)
        try:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nConnection: close\r\n\r\n".encode())
            return await reader.read()
        finally:
            writer.close()

    async def end(self) -> None:
        """Hang up."""
        for task in self._tasks:
            task.cancel()
        for _reader, writer in self._streams:
            writer.close()


async def run(port: int, told: Told, seconds: float, swaps: int, ready: Callable[[], None]) -> Measured:
    """Connect, call `ready` when everybody listens, storm, and hang up."""
    load = Load(port, told)
    await load.connect()
    ready()
    await asyncio.gather(load.storm(seconds), load.swap_walls(swaps))
    await load.end()
    return load.found
