"""The live stream: server-sent events that say which parts of a topic changed.

One listener per process follows the database (LISTEN on PostgreSQL, a cheap look every 250 ms on SQLite) and hands
changes to the pages connected here. A page that comes back after a break is told the newest number and asks again for
everything if it missed one. Where the listener itself may have missed one, its pages are sent away to come back.
"""

import asyncio
import contextlib
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.db import connection, connections
from django.http.cookie import parse_cookie

from gonghui.config.live_access import topic_for
from gonghui.kernel import clock, live, tenants
from gonghui.kernel.live import Change
from gonghui.kernel.tenants import Tenant

logger = logging.getLogger(__name__)

Heard = Change | None
"""A change, or None where some may have been missed."""
Wanted = frozenset[str] | None
"""The parts that a page shows, None for all of them."""

PREFIX: Final = "/live/"
LOOK_EVERY: Final = 0.25
BEAT_EVERY: Final = 15.0
GATHER_FOR: Final = 0.3
"""Changes of one topic within this many seconds travel as one event."""
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
        tenant = await _ask(tenants.MAIN, tenants.by_host, _host(scope))
        address = scope["path"].removeprefix(PREFIX).strip("/")
        topic = await _ask(tenant, topic_for, address, _cookies(scope)) if tenant else None
        if topic is None:
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b""})
            return
        queue: asyncio.Queue[Heard] = asyncio.Queue(maxsize=100)
        wanted = _wanted(scope)
        self._listeners[topic][queue] = wanted
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            gone = asyncio.create_task(_until_gone(receive))
            seq = await _ask(tenant, live.latest, topic)
            async for chunk in _chunks(seq, queue, gone):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            gone.cancel()
            await send({"type": "http.response.body", "body": b""})
        finally:
            self._listeners[topic].pop(queue, None)
            if not self._listeners[topic]:
                del self._listeners[topic]

    async def _follow_forever(self) -> None:
        while True:
            try:
                follow = _listen() if connection.vendor == "postgresql" else _look()
                async for change in follow:
                    for queue, wanted in self._listeners.get(change.topic, {}).items():
                        if wanted is None or not wanted.isdisjoint(change.parts):
                            _hand(queue, change)
            except asyncio.CancelledError:
                raise
            except Exception:
                logger.exception("the changes cannot be followed; the pages are told to come back")
            # What was announced until the database is followed again, nobody here has heard.
            for queue in [queue for queues in self._listeners.values() for queue in queues]:
                _hand(queue, None)
            await asyncio.sleep(FOLLOW_AGAIN)


def _hand(queue: "asyncio.Queue[Heard]", heard: Heard) -> None:
    if queue.full():  # a page that does not read: what it missed, it asks for when it comes back
        while not queue.empty():
            queue.get_nowait()
        heard = None
    queue.put_nowait(heard)


async def _chunks(seq: int, queue: "asyncio.Queue[Heard]", gone: "asyncio.Task[None]") -> AsyncIterator[bytes]:
    yield b"retry: 2000\n\n" + _event("hello", seq, {"now": clock.now().isoformat(), "seq": seq})
    while not gone.done():
        nxt = asyncio.create_task(queue.get())
        done, _ = await asyncio.wait({nxt, gone}, timeout=BEAT_EVERY, return_when=asyncio.FIRST_COMPLETED)
        if nxt not in done:
            nxt.cancel()
            if not gone.done():
                yield _event("beat", None, {"now": clock.now().isoformat()})
            continue
        await asyncio.sleep(GATHER_FOR)
        heard = [nxt.result()]
        while not queue.empty():
            heard.append(queue.get_nowait())
        changes = [change for change in heard if change is not None]
        if len(changes) < len(heard):
            return
        parts = sorted({part for change in changes for part in change.parts})
        seq = max(change.seq for change in changes)
        yield _event("changed", seq, {"seq": seq, "parts": parts, "now": clock.now().isoformat()})


def _event(name: str, seq: int | None, data: dict[str, object]) -> bytes:
    ident = f"id: {seq}\n" if seq is not None else ""
    return f"{ident}event: {name}\ndata: {json.dumps(data)}\n\n".encode()


async def _look() -> AsyncIterator[Change]:
    seen = await _ask(tenants.MAIN, live.last)
    while True:
        await asyncio.sleep(LOOK_EVERY)
        for change in await _ask(tenants.MAIN, live.since, seen):
            seen = change.seq
            yield change


async def _listen() -> AsyncIterator[Change]:
    import psycopg  # only where PostgreSQL is used

    params = {key: value for key, value in connection.get_connection_params().items() if key in _LISTEN_KEYS}
    async with await psycopg.AsyncConnection.connect(**params, autocommit=True) as listening:
        await listening.execute(f"LISTEN {live.CHANNEL}")
        async for note in listening.notifies():
            yield live.parse(note.payload)


_LISTEN_KEYS: Final = frozenset({"dbname", "user", "password", "host", "port"})


async def _ask(tenant: Tenant | None, function: Any, *args: Any) -> Any:
    def asked() -> Any:
        try:
            with tenants.using(tenant or tenants.MAIN):
                return function(*args)
        finally:
            connections.close_all()  # a thread that waits for the next question holds no connection meanwhile

    return await sync_to_async(asked, thread_sensitive=False)()


async def _until_gone(receive: Any) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        while (await receive())["type"] != "http.disconnect":
            pass


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
