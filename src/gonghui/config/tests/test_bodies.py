"""Bodies of requests: received whole before a thread works on them, and refused when too large or too slow."""

import asyncio

import pytest
from asgiref.testing import ApplicationCommunicator

from gonghui.config.bodies import Received


def scope(*headers):
    return {"type": "http", "method": "POST", "path": "/login/", "headers": list(headers)}


async def echo(_scope, receive, send):
    """Answer with the body, as an application that reads it to its end."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message["body"], message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


async def ask(application, *parts, headers=(), ends=True):
    page = ApplicationCommunicator(application, scope(*headers))
    for number, part in enumerate(parts, 1):
        await page.send_input({"type": "http.request", "body": part, "more_body": not ends or number < len(parts)})
    start = await page.receive_output(5)
    return start["status"], (await page.receive_output(5))["body"]


@pytest.mark.parametrize("parts", [(b"",), (b"a=1",), (b"a" * 90_000, b"b" * 90_000, b"c")])
def test_body_when_within_the_limit_then_it_arrives_as_it_was_sent(parts):
    application = Received(echo, most=200_000, patience=5)
    assert asyncio.run(ask(application, *parts)) == (200, b"".join(parts))


def test_body_when_its_length_is_announced_as_too_large_then_refused_unread():
    application = Received(echo, most=1024 * 1024, patience=5)
    status, words = asyncio.run(ask(application, headers=[(b"content-length", b"1048577")]))
    assert (status, words.decode()) == (413, "文件超过了 1 MB。")


def test_body_when_it_grows_too_large_without_an_announcement_then_refused():
    application = Received(echo, most=1024, patience=5)
    assert asyncio.run(ask(application, b"a" * 1000, b"a" * 1000, ends=False))[0] == 413


def test_body_when_it_does_not_come_then_refused_and_no_thread_has_waited():
    asked = []

    async def note(*_args):
        asked.append(1)

    application = Received(note, most=1024, patience=0.05)
    assert asyncio.run(ask(application, b"a", ends=False))[0] == 408
    assert asked == []


def test_body_when_the_browser_goes_away_then_nothing_is_asked_of_the_application():
    asked = []

    async def note(*_args):
        asked.append(1)

    async def leave():
        page = ApplicationCommunicator(Received(note, most=1024, patience=5), scope())
        await page.send_input({"type": "http.request", "body": b"a=1", "more_body": True})
        await page.send_input({"type": "http.disconnect"})
        await page.wait(5)

    asyncio.run(leave())
    assert asked == []
