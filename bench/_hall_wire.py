"""HTTP by hand: a client library would need more of the machine than the server it measures."""

import asyncio
from dataclasses import dataclass

HOST = "127.0.0.1"
TOKEN = "b" * 32


@dataclass(frozen=True, slots=True)
class Wire:
    """The server's port, and the cookie that it reads."""

    port: int
    cookie_name: str

    def head(self, method: str, path: str, session: str, *more: str) -> bytes:
        """Write the lines before a body."""
        cookie = f"{self.cookie_name}={session}; csrftoken={TOKEN}" if session else f"csrftoken={TOKEN}"
        lines = (f"{method} {path} HTTP/1.1", f"Host: {HOST}:{self.port}", f"Cookie: {cookie}", *more, "", "")
        return "\r\n".join(lines).encode()

    def form(self, path: str, session: str, body: str) -> bytes:
        """Write a form as our own page sends it."""
        return self.head(
            "POST", path, session, f"X-CSRFToken: {TOKEN}", "Accept: application/json", "Connection: close",
            "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}",
        ) + body.encode()  # fmt: skip

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request on a connection of its own; return status and body."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        try:
            writer.write(request)
            status = int((await reader.readline()).split()[1])
            await reader.readuntil(b"\r\n\r\n")
            return status, await reader.read()
        finally:
            writer.close()

    async def get(self, path: str, session: str = "") -> bytes:
        """Fetch a page."""
        return (await self.ask(self.head("GET", path, session, "Connection: close")))[1]

    async def listen(self, path: str, session: str = "") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a live stream, and return it when it has said hello."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        writer.write(self.head("GET", path, session))
        status = await reader.readline()
        assert b" 200 " in status, status
        await reader.readuntil(b"event: hello")
        return reader, writer
