"""Receives the body of a request whole, within bounds, before one of the few threads begins to work on it."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import IO, Any, Final

from django.utils.translation import gettext as _

MOST_BYTES: Final = 64 * 1024 * 1024
"""More than any single file that is taken; each kind of upload has its own, lower bound."""
PATIENCE: Final = 30.0
"""Seconds without a further piece after which a body is given up."""
_IN_MEMORY: Final = 256 * 1024
_PIECE: Final = 64 * 1024
_MEGABYTE: Final = 1024 * 1024

Receive = Callable[[], Awaitable[Any]]
Application = Callable[[Any, Any, Any], Awaitable[None]]


class _Gone(Exception):
    """The browser went away before it had sent everything."""


class _TooLarge(Exception):
    """The body is larger than is taken."""


class Received:
    """An ASGI application that hands requests on with their bodies already here.

    Pages are made by a handful of threads; a body that trickles in, or has no end, must not hold one of them.
    """

    def __init__(self, application: Application, *, most: int = MOST_BYTES, patience: float = PATIENCE) -> None:
        self._application, self._most, self._patience = application, most, patience

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        small = 0 < announced(scope) <= _IN_MEMORY  # a server lets no body be longer than it said
        with BytesIO() if small else tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
            try:
                await self._take(scope, receive, body)
            except _Gone:
                return
            except _TooLarge:
                sentence = _("文件超过了 %(limit)s MB。") % {"limit": self._most // _MEGABYTE}
                await _refuse(send, 413, sentence)
                return
            except TimeoutError:
                await _refuse(send, 408, "")
                return
            body.seek(0)
            await self._application(scope, _from(body, receive), send)

    async def _take(self, scope: Any, receive: Receive, body: IO[bytes]) -> None:
        if announced(scope) > self._most:
            raise _TooLarge
        size, more = 0, True
        while more:
            message = await asyncio.wait_for(receive(), self._patience)
            if message["type"] == "http.disconnect":
                raise _Gone
            piece, more = message.get("body", b""), message.get("more_body", False)
            size += len(piece)
            if size > self._most:
                raise _TooLarge
            body.write(piece)


def announced(scope: Any) -> int:
    """Return how long a body says it is, 0 where it does not."""
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(length) if length.isdigit() else 0


def _from(body: IO[bytes], receive: Receive) -> Receive:
    """Return what gives the body piece by piece, and after it whatever the server has to say."""
    ended = False

    async def give() -> Any:
        nonlocal ended
        if ended:
            return await receive()
        piece = body.read(_PIECE)
        ended = len(piece) < _PIECE
        return {"type": "http.request", "body": piece, "more_body": not ended}

    return give


async def _refuse(send: Any, status: int, sentence: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})
