"""The live stream: who may follow, what a page hears at once, what it hears of a change."""

import asyncio
import contextlib
import json
from contextlib import asynccontextmanager

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.db import connection, connections, transaction
from django.test import Client

from gonghui.accounts.tests.make import log_in
from gonghui.config import live as stream
from gonghui.config.live_access import Knock, opened, topic_for
from gonghui.congress.actions import devices
from gonghui.congress.tests import make
from gonghui.kernel import clock, live
from gonghui.kernel.testing import OTHER_UNION

pytestmark = pytest.mark.django_db(transaction=True)


def cookies_of(client):
    return {name: morsel.value for name, morsel in client.cookies.items()}


def scope_for(address, client=None):
    jar = "; ".join(f"{name}={value}" for name, value in cookies_of(client).items()) if client else ""
    return {"type": "http", "path": f"/live/{address}", "headers": [(b"cookie", jar.encode())]}


@asynccontextmanager
async def serving(application):
    """Start the application as a server would, and stop it."""
    life = ApplicationCommunicator(_as_asgi(application), {"type": "lifespan"})
    await life.send_input({"type": "lifespan.startup"})
    await life.receive_output(5)
    try:
        yield
    finally:
        await life.send_input({"type": "lifespan.shutdown"})
        await life.receive_output(5)


def _as_asgi(application):
    async def run(scope, receive, send):
        if scope["type"] == "lifespan":
            await application.lifespan(receive, send)
        else:
            await application(scope, receive, send)

    return run


async def event_of(page):
    """Return the next event that is not a sign of life: its name and its data."""
    text = (await page.receive_output(5))["body"].decode()
    lines = dict(line.split(": ", 1) for line in text.splitlines() if line and not line.startswith("retry"))
    return lines["event"], json.loads(lines["data"])


@sync_to_async
def announce(topic, *parts):
    """Announce as another thread of the server would, and leave no connection behind."""
    live.announce(topic, parts, at=clock.now())
    connections.close_all()


def delegate_of(hall, n=0):
    client = Client()
    log_in(client, hall.delegates[n].person.account_id, hat=f"delegate:{hall.meeting.id}")
    return client


def test_stream_when_a_page_names_its_parts_then_it_hears_of_those_alone():
    hall = make.hall()
    client = delegate_of(hall)
    topic = f"meeting/{hall.meeting.id}"

    async def follow():
        application = stream.Stream()
        async with serving(application):
            scope = scope_for(topic, client) | {"query_string": b"parts=now,vote"}
            page = ApplicationCommunicator(_as_asgi(application), scope)
            await page.send_input({"type": "http.request"})
            await page.receive_output(5)
            await event_of(page)
            await asyncio.sleep(0.6)
            await announce(topic, "count")
            assert await page.receive_nothing(1.0)
            await announce(topic, "count", "vote")
            changed = await event_of(page)
            await page.send_input({"type": "http.disconnect"})
            await page.wait(5)
            return changed

    name, data = asyncio.run(follow())
    assert (name, data["parts"], data["seq"]) == ("changed", ["count", "vote"], live.latest(topic))


def test_stream_when_a_delegate_follows_then_hears_the_newest_number_and_every_change():
    hall = make.hall()
    client = delegate_of(hall)
    topic = f"meeting/{hall.meeting.id}"
    live.announce(topic, ["now"], at=clock.now())
    before = live.latest(topic)

    async def follow():
        application = stream.Stream()
        async with serving(application):
            page = ApplicationCommunicator(_as_asgi(application), scope_for(topic, client))
            await page.send_input({"type": "http.request"})
            start = await page.receive_output(5)
            hello = await event_of(page)
            await asyncio.sleep(0.6)  # the listener must have begun to look
            await announce(topic, "vote", "count")
            await announce("meeting/another", "vote")
            await announce(topic, "presence")
            changed = [await event_of(page)]
            if set(changed[0][1]["parts"]) != {"count", "presence", "vote"}:
                changed.append(await event_of(page))
            await page.send_input({"type": "http.disconnect"})
            await page.wait(5)
            return start, hello, changed

    start, hello, changed = asyncio.run(follow())
    assert start["status"] == 200
    assert dict(start["headers"])[b"content-type"].startswith(b"text/event-stream")
    assert (hello[0], hello[1]["seq"]) == ("hello", before)
    assert {name for name, _data in changed} == {"changed"}
    assert {part for _name, data in changed for part in data["parts"]} == {"count", "presence", "vote"}
    assert changed[-1][1]["seq"] == live.latest(topic)


@sync_to_async
def announce_at_once(topic, times):
    """Announce so many changes in one transaction, and return the number of the last."""
    with transaction.atomic():
        for n in range(times):
            live.announce(topic, [f"part{n}"], at=clock.now())
    newest = live.latest(topic)
    connections.close_all()
    return newest


def test_stream_when_more_comes_than_a_page_can_take_then_it_ends_and_the_page_comes_back_to_the_newest():
    hall = make.hall()
    client = delegate_of(hall)
    topic = f"meeting/{hall.meeting.id}"

    async def connected(application):
        page = ApplicationCommunicator(_as_asgi(application), scope_for(topic, client))
        await page.send_input({"type": "http.request"})
        await page.receive_output(5)
        return page, (await event_of(page))[1]["seq"]

    async def follow():
        application = stream.Stream()
        async with serving(application):
            page, seq = await connected(application)
            await asyncio.sleep(0.6)  # the listener must have begun to look
            newest, ended = await announce_at_once(topic, 250), False
            while seq != newest and not ended:
                output = await page.receive_output(5)
                ended = not output.get("more_body", False)
                seq = seq if ended else json.loads(output["body"].decode().split("data: ")[1])["seq"]
            again, told = await connected(application)
            for one in (page, again):
                await one.send_input({"type": "http.disconnect"})
                await one.wait(5)
            return newest, told

    newest, told = asyncio.run(follow())
    assert (newest, told) == (live.latest(topic), live.latest(topic))


@pytest.mark.parametrize("address", ["meeting/{meeting}", "meeting/not-an-id", "wall/unknown", "elsewhere/{meeting}"])
def test_stream_when_nobody_is_logged_in_then_there_is_nothing(address):
    hall = make.hall()

    async def knock():
        page = ApplicationCommunicator(_as_asgi(stream.Stream()), scope_for(address.format(meeting=hall.meeting.id)))
        start = await page.receive_output(5)
        await page.receive_output(5)
        await page.wait(5)
        return start

    assert asyncio.run(knock())["status"] == 404


def test_topic_when_a_person_of_another_union_asks_then_there_is_none():
    hall = make.hall()
    other = make.hall(of=make.union(OTHER_UNION, name="远山铸造厂工会"))
    stranger = cookies_of(delegate_of(other))
    assert topic_for(f"meeting/{hall.meeting.id}", stranger) is None
    assert topic_for(f"meeting/{other.meeting.id}", stranger) == f"meeting/{other.meeting.id}"


def test_topic_when_a_screen_asks_with_its_token_then_its_meeting_until_the_token_is_taken_away():
    hall = make.hall()
    token = devices.make_wall(hall.posts["operator"], meeting_id=hall.meeting.id, now=make.MORNING)
    assert topic_for(f"wall/{token}", {}) == f"meeting/{hall.meeting.id}"
    devices.revoke_walls(hall.posts["secretary"], meeting_id=hall.meeting.id, now=make.after(1))
    assert topic_for(f"wall/{token}", {}) is None


@pytest.mark.parametrize("foreign", ['theme={"dark": 1}', "a(b=1", "=x;;"])
def test_stream_when_another_application_set_a_strange_cookie_then_ours_is_still_read(foreign):
    hall = make.hall()
    ours = "; ".join(f"{name}={value}" for name, value in cookies_of(delegate_of(hall)).items())
    scope = scope_for(f"meeting/{hall.meeting.id}") | {"headers": [(b"cookie", f"{foreign}; {ours}".encode())]}

    async def knock():
        page = ApplicationCommunicator(_as_asgi(stream.Stream()), scope)
        start = await page.receive_output(5)
        await page.receive_output(5)
        await page.send_input({"type": "http.disconnect"})
        await page.wait(5)
        return start

    assert asyncio.run(knock())["status"] == 200


def test_pages_when_a_hall_comes_back_at_once_then_each_is_asked_about_as_by_itself():
    hall = make.hall(delegates=6)
    other = make.hall(of=make.union(OTHER_UNION, name="远山铸造厂工会"))
    scrutineer = Client()
    log_in(scrutineer, hall.posts["scrutineer"].account_id)
    people = [cookies_of(delegate_of(hall, n)) for n in range(5)] + [
        cookies_of(scrutineer),
        cookies_of(delegate_of(other)),
        {},
    ]
    addresses = [f"meeting/{hall.meeting.id}", f"meeting/{other.meeting.id}", "meeting/not-an-id", "wall/unknown"]
    knocks = [Knock("testserver", address, jar) for address in addresses for jar in people]
    live.announce(f"meeting/{hall.meeting.id}", ["now"], at=clock.now())
    newest = live.latest(f"meeting/{hall.meeting.id}")
    found = [one and (one.topic, one.seq) for one in opened(knocks)]
    assert found == [one and (one.topic, one.seq) for knock in knocks for one in opened([knock])]
    assert found[:8] == [(f"meeting/{hall.meeting.id}", newest)] * 6 + [None] * 2
    assert found[8:16] == [None] * 6 + [(f"meeting/{other.meeting.id}", 0), None]
    assert found[16:] == [None] * 16


@pytest.mark.skipif(connection.vendor == "postgresql", reason="the database itself tells of changes")
def test_change_when_this_process_brings_it_about_then_it_is_told_at_commit_and_never_of_what_was_undone():
    heard: list[live.Change] = []
    with live.told(heard.append):
        with transaction.atomic():
            live.announce("meeting/one", ["vote", "count"], at=clock.now())
            assert heard == []
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            live.announce("meeting/two", ["vote"], at=clock.now())
            raise ZeroDivisionError
    live.announce("meeting/three", ["vote"], at=clock.now())
    assert [(one.topic, one.parts) for one in heard] == [("meeting/one", ("count", "vote"))]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no line to its database")
def test_listener_when_it_only_waits_then_a_line_that_died_in_silence_is_noticed_within_a_minute():
    import psycopg

    with psycopg.connect(**stream.listening_params()) as listening:
        asked = listening.info.get_parameters()
    assert asked["keepalives"] == "1"
    idle, between, tries = (int(asked[f"keepalives_{word}"]) for word in ("idle", "interval", "count"))
    assert idle + between * tries < 60
