"""Pages and live stream in one process: Django in threads, server-sent events on the loop."""

from a2wsgi import WSGIMiddleware
from a2wsgi.asgi_typing import Receive, Scope, Send

from gonghui.config.bodies import Received
from gonghui.config.wsgi import application as pages

from gonghui.config import intake, live  # isort: skip - need Django set up, which wsgi does
from gonghui.congress import public as congress  # isort: skip

_threads = WSGIMiddleware(pages, workers=8)  # type: ignore[arg-type]  # Django types its handler more loosely
_pages = Received(intake.Intake(_threads))
_stream = live.Stream()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Send `/live/…` to the stream and everything else to Django."""
    if scope["type"] == "lifespan":
        congress.make_ready()
        await _stream.lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith(live.PREFIX):
        await _stream(scope, receive, send)
    else:
        await _pages(scope, receive, send)
