"""Screens that do what the pages of wall and chair do: listen for the parts they show, and fetch those that changed."""

import asyncio
import json
import re
from html import unescape

from bench._hall_wire import Wire

_ELEMENT = re.compile(r"<[^>]*hx-get=\"([^\"]+)\"[^>]*>")
_PART = re.compile(r"live:([\w-]+)")


class Screen:
    """A page that is open: its parts with their addresses, as they stand in it."""

    def __init__(self, wire: Wire, live: str, page: str, session: str = "") -> None:
        self.wire, self.live, self.page, self.session = wire, live, page, session
        self.parts: dict[str, set[str]] = {}
        self.fetched = 0
        self.seen = asyncio.Condition()
        self.shown = ""

    async def follow(self) -> None:
        """Open the page, and keep its parts fresh until cancelled."""
        markup = (await self.wire.get(self.page, self.session)).decode()
        for found in _ELEMENT.finditer(markup):
            parts = set(_PART.findall(found[0]))
            if parts:
                self.parts[unescape(found[1])] = parts
        wanted = ",".join(sorted({part for parts in self.parts.values() for part in parts}))
        reader, writer = await self.wire.listen(f"{self.live}?parts={wanted}", self.session)
        try:
            while True:
                await reader.readuntil(b"event: changed\ndata: ")
                await self._fetch(set(json.loads(await reader.readline())["parts"]))
        finally:
            writer.close()

    async def _fetch(self, changed: set[str]) -> None:
        for address, parts in self.parts.items():
            if parts & changed:
                picture = (await self.wire.get(address, self.session)).decode()
                self.fetched += 1
                async with self.seen:
                    self.shown = picture
                    self.seen.notify_all()

    async def shows(self, words: str, *, there: bool) -> None:
        """Wait for a picture that has these words, or one that has them no more."""
        async with self.seen:
            await asyncio.wait_for(self.seen.wait_for(lambda: bool(self.shown) and (words in self.shown) == there), 60)
