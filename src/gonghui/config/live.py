"""The live stream: server-sent events that say which parts of a topic changed.

One listener per process follows the database (LISTEN on PostgreSQL; on SQLite a sign within the process, and a cheap
look every 250 ms for other processes) and hands changes to the pages connected here. A page that comes back after a
break is told the newest number and asks again for everything if it missed one. Where the listener itself may have
missed one, its pages are sent away to come back.
"""

import asyncio
import contextlib
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import parse_qs

from django.db import connection
from django.http.cookie import parse_cookie

from gonghui.config.asking import Together, ask
from gonghui.config.live_access import Knock, Opened, opened
from gonghui.config.live_gather import Gathered
from gonghui.kernel import clock, live, tenants
from gonghui.kernel.live import Change
from gonghui.kernel.tenants import Tenant

logger = logging.getLogger(__name__)

Heard = bytes | None
"""An event as it goes out, or None where a page must come back: it may have missed one, or is gone."""
Wanted = frozenset[str] | None
"""The parts that a page shows, None for all of them."""

PREFIX: Final = "/live/"
LOOK_EVERY: Final = 0.25
BEAT_EVERY: Final = 15.0
KNOCKING: Final = 200
"""Pages whose right to follow is asked for at once: after a restart a whole hall comes back within a second."""
FOLLOW_AGAIN: Final = 1.0
"""Shorter than the two seconds after which a page comes back, so that the listener is there before it."""

_HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Stream:
    """An ASGI application for `/live/<topic>`."""

    def __init__(self) -> None:
        self._listeners: dict[str, dict[asyncio.Queue[Heard], Wanted]] = defaultdict(dict)
        self._gathered = Gathered(self._tell)
        self._knocking: Together[Knock, Opened | None] = Together(opened, most=KNOCKING, name="knocking")
        self._newest: dict[str, int] = {}
        self._follow: asyncio.Task[None] | None = None

    async def lifespan(self, receive: Any, send: Any) -> None:
        """Start and stop with the server."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._follow = asyncio.create_task(self._follow_forever())
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._follow:
                    self._follow.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await self._follow  # so that its connection is closed in order
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one page until it goes away."""
        address = scope["path"].removeprefix(PREFIX).strip("/")
        found = await self._knocking.put(Knock(_host(scope), address, _cookies(scope)))
        if found is None:
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b""})
            return
        tenant, topic, seq = found.tenant, found.topic, found.seq
        queue: asyncio.Queue[Heard] = asyncio.Queue(maxsize=100)
        self._listeners[topic][queue] = _wanted(scope)
        gone = None
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            gone = asyncio.create_task(_until_gone(receive, queue))
            if self._newest.get(topic, 0) > seq:  # told before this page was among those who hear
                seq = await ask(_latest, tenant, topic)
            async for chunk in _chunks(seq, queue):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            if gone is not None:
                gone.cancel()
            self._listeners[topic].pop(queue, None)
            if not self._listeners[topic]:
                del self._listeners[topic]

    async def _follow_forever(self) -> None:
        while True:
            try:
                follow = _listen() if connection.vendor == "postgresql" else _look()
                async for change in follow:
                    self._newest[change.topic] = change.seq
                    if change.topic in self._listeners:
                        self._gathered.add(change)
            except asyncio.CancelledError:
                raise
            except Exception:
                logger.exception("the changes cannot be followed; the pages are told to come back")
            # What was announced until the database is followed again, nobody here has heard.
            for queue in [queue for queues in self._listeners.values() for queue in queues]:
                _hand(queue, None)
            await asyncio.sleep(FOLLOW_AGAIN)

    def _tell(self, topic: str, seq: int, parts: frozenset[str]) -> None:
        """Hand one event, made once, to every page that shows one of its parts."""
        event = _event("changed", seq, {"seq": seq, "parts": sorted(parts), "now": clock.now().isoformat()})
        for queue, wanted in self._listeners.get(topic, {}).items():
            if wanted is None or not wanted.isdisjoint(parts):
                _hand(queue, event)


def _hand(queue: "asyncio.Queue[Heard]", heard: Heard) -> None:
    if queue.full():  # a page that does not read: what it missed, it asks for when it comes back
        while not queue.empty():
            queue.get_nowait()
        heard = None
    queue.put_nowait(heard)


async def _chunks(seq: int, queue: "asyncio.Queue[Heard]") -> AsyncIterator[bytes]:
    yield b"retry: 2000\n\n" + _event("hello", seq, {"now": clock.now().isoformat(), "seq": seq})
    while True:
        try:
            async with asyncio.timeout(BEAT_EVERY):
                heard = await queue.get()
        except TimeoutError:
            yield _event("beat", None, {"now": clock.now().isoformat()})
            continue
        if heard is None:
            return
        yield heard


def _event(name: str, seq: int | None, data: dict[str, object]) -> bytes:
    ident = f"id: {seq}\n" if seq is not None else ""
    return f"{ident}event: {name}\ndata: {json.dumps(data)}\n\n".encode()


async def _look() -> AsyncIterator[Change]:
    """Give what this process changes at once, and what others do when it is looked for."""
    loop = asyncio.get_running_loop()
    own: asyncio.Queue[Change] = asyncio.Queue()
    given: set[int] = set()
    seen = await ask(live.last)

    def tell(change: Change) -> None:
        loop.call_soon_threadsafe(own.put_nowait, change)

    with live.told(tell):
        look_at = loop.time() + LOOK_EVERY
        while True:
            try:
                async with asyncio.timeout_at(look_at):
                    change = await own.get()
                if change.seq > seen:  # else it has been looked for and found already
                    given.add(change.seq)
                    yield change
            except TimeoutError:
                for change in await ask(live.since, seen):
                    seen = change.seq
                    if seen not in given:
                        yield change
                given = {seq for seq in given if seq > seen}
                look_at = loop.time() + LOOK_EVERY


async def _listen() -> AsyncIterator[Change]:
    import psycopg  # only where PostgreSQL is used

    async with await psycopg.AsyncConnection.connect(**listening_params(), autocommit=True) as listening:
        await listening.execute(f"LISTEN {live.CHANNEL}")
        async for note in listening.notifies():
            yield live.parse(note.payload)


def listening_params() -> dict[str, Any]:
    """Return how the listener reaches the database: it only waits, so a line that died in silence must be noticed."""
    params = {key: value for key, value in connection.get_connection_params().items() if key in _LISTEN_KEYS}
    return params | {"keepalives": 1, "keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 3}


_LISTEN_KEYS: Final = frozenset({"dbname", "user", "password", "host", "port"})


def _latest(tenant: Tenant, topic: str) -> int:
    with tenants.using(tenant):
        return live.latest(topic)


async def _until_gone(receive: Any, queue: "asyncio.Queue[Heard]") -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    _hand(queue, None)


def _wanted(scope: Any) -> Wanted:
    """Return the parts that a page asked for: what it does not show need not wake it."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True).get("parts")
    return None if asked is None else frozenset(part for part in asked[0].split(",") if part)


def _host(scope: Any) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")


def _cookies(scope: Any) -> dict[str, str]:
    """Return the cookies as Django reads them: one that another application has set badly hides no other."""
    sent = (value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie("; ".join(sent))
