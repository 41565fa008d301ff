"""A wall meets a server that goes away and comes back: the last frame stays, the next one comes by itself."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from devtools import debian

pytestmark = [pytest.mark.journey, pytest.mark.slow]

STATIC = Path(__file__).resolve().parents[1] / "static" / "ui"
PAGE = """<!doctype html><html lang="zh-CN" data-theme="dark" data-theme-fixed><head><meta charset="utf-8">
<link rel="stylesheet" href="/static/gonghui.css"><script src="/static/gonghui.js" defer></script></head>
<body class="wall-page" data-live="/live/x" data-live-seq="7"><main class="wall" data-steady>
<div id="frame" hx-get="/part" hx-trigger="live:vote from:body"><p class="ln">frame 7</p></div>
<i class="net" data-conn></i></main></body></html>"""
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
SLOW_PICTURE = 0.6


class Hall:
    """A tiny server on one port that can be stopped and started again; `seq` is the number of its newest frame."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.seq = 7
        self.open = False
        self.refusals = 0
        self._server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        self.open = True
        answer = type("Answer", (_Answer,), {"hall": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), answer)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        self.open = False
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class _Answer(BaseHTTPRequestHandler):
    hall: ClassVar[Hall]

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        if self.path == "/live/x?parts=vote":
            self._stream()
        elif self.path.startswith("/static/"):
            kind = "text/css" if self.path.endswith("css") else "text/javascript"
            self._send(kind, (STATIC / self.path.rsplit("/", 1)[1]).read_bytes())
        elif self.path == "/picture":
            time.sleep(SLOW_PICTURE)
            self._send("image/svg+xml", PICTURE)
        elif self.path == "/part" and self.hall.refusals:
            self.hall.refusals -= 1
            self.send_error(503)
        elif self.path == "/part":
            self._send("text/html", f'<p class="ln">frame {self.hall.seq}</p><img src="/picture" alt="">'.encode())
        else:
            self._send("text/html", PAGE.encode())

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        seen = self.hall.seq
        self._event("hello", f'{{"seq": {seen}, "now": "2026-11-20T02:41:00+00:00"}}')
        while self.hall.open:
            time.sleep(0.05)
            if self.hall.seq != seen:
                seen = self.hall.seq
                self._event("changed", f'{{"seq": {seen}, "parts": ["vote"]}}')

    def _event(self, name: str, data: str) -> None:
        self.wfile.write(f"event: {name}\ndata: {data}\n\n".encode())
        self.wfile.flush()


@pytest.fixture
def hall() -> Iterator[Hall]:
    hall = Hall()
    hall.start()
    yield hall
    hall.stop()


@pytest.fixture
def page(hall: Hall) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=debian.chromium(), args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(f"http://127.0.0.1:{hall.port}/")
        expect(page.locator("#frame")).to_have_text("frame 7")
        page.wait_for_timeout(300)
        yield page
        browser.close()
        assert broken == []


def test_wall_when_the_server_restarts_then_keeps_its_frame_and_catches_up(hall: Hall, page: Page) -> None:
    with page.expect_request("**/picture"):
        hall.seq = 8
    assert page.inner_text("#frame") == "frame 7"  # the next frame waits for its picture
    expect(page.locator("#frame")).to_contain_text("frame 8")

    hall.stop()
    hall.seq = 9
    expect(page.locator(".net.is-lost")).to_be_visible(timeout=12_000)
    expect(page.locator("#frame")).to_contain_text("frame 8")

    hall.start()
    expect(page.locator("#frame")).to_contain_text("frame 9", timeout=30_000)
    expect(page.locator(".net.is-lost")).to_have_count(0)


def test_wall_when_a_part_is_refused_then_asks_again_on_the_same_line(hall: Hall, page: Page) -> None:
    hall.refusals = 2
    hall.seq = 8
    expect(page.locator("#frame")).to_contain_text("frame 8", timeout=12_000)
    assert hall.refusals == 0


def test_wall_when_a_part_is_lost_as_the_server_stops_then_catches_up_though_no_number_is_missing(
    hall: Hall, page: Page
) -> None:
    hall.refusals = 1
    with page.expect_response("**/part"):
        hall.seq = 8
    hall.stop()
    expect(page.locator("#frame")).to_contain_text("frame 7")
    hall.start()
    expect(page.locator("#frame")).to_contain_text("frame 8", timeout=30_000)
