"""A line between the phones and the server that can be hurt: cut, stalled, deaf, or broken every few seconds."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from enum import StrEnum
from typing import Any

WITHIN = 10


class Way(StrEnum):
    """What the line does."""

    WHOLE = "whole"
    CUT = "cut"
    """Every connection is reset, and none is taken."""
    STALLED = "stalled"
    """Connections stand and are taken, and nothing comes through in either direction."""
    DEAF = "deaf"
    """What phones send comes through, what the server answers does not: closed halfway."""


class BrokenLine:
    """Listens on `port` and hands everything on to the server, as well as the line allows."""

    def __init__(self, target: int) -> None:
        self.port = 0
        self._target, self._way = target, Way.WHOLE
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="broken line")
        self._thread.start()
        self._breaking: asyncio.Task[None] | None = None
        self._server: asyncio.Server = self._ask(asyncio.start_server(self._take, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]

    @property
    def url(self) -> str:
        """The address of the site through this line."""
        return f"http://127.0.0.1:{self.port}"

    def become(self, way: Way) -> None:
        """Change what the line does. Connections that were hurt die when it is whole again, as on a real one."""
        self._ask(self._become(way))

    def break_every(self, seconds: float) -> None:
        """Reset all connections every few seconds from now on, wherever they are."""
        self._ask(self._begin_to_break(seconds))

    def end(self) -> None:
        """Take the line away."""
        self._ask(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(WITHIN)
        self._loop.close()

    def _ask(self, what: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(WITHIN)

    async def _become(self, way: Way) -> None:
        if way is Way.CUT or self._way is not Way.WHOLE:
            self._reset()
        self._way = way

    async def _begin_to_break(self, seconds: float) -> None:
        async def break_again() -> None:
            while True:
                await asyncio.sleep(seconds)
                self._reset()

        self._breaking = asyncio.create_task(break_again())

    async def _end(self) -> None:
        if self._breaking is not None:
            self._breaking.cancel()
        self._server.close()
        self._reset()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.wait(others, timeout=WITHIN) if others else None

    def _reset(self) -> None:
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _take(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        if self._way is Way.CUT:
            to_phone.transport.abort()
            return
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            to_phone.transport.abort()
            return
        self._open |= {to_phone, to_server}
        try:
            await asyncio.gather(
                self._pump(phone, to_server, (Way.STALLED,)), self._pump(server, to_phone, (Way.STALLED, Way.DEAF))
            )
        finally:
            for writer in (to_phone, to_server):
                writer.transport.abort()
                self._open.discard(writer)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, swallows: tuple[Way, ...]) -> None:
        with suppress(OSError):
            while chunk := await source.read(16384):
                if self._way in swallows:
                    continue
                sink.write(chunk)
                await sink.drain()
            if self._way not in swallows:
                sink.write_eof()
