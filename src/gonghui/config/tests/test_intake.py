"""The intake of sealed ballots: those that come together are stored together; what it cannot take, the page answers."""

import asyncio
import json
from urllib.parse import urlencode

import pytest
from asgiref.testing import ApplicationCommunicator
from django.db import connections
from django.test import Client

from gonghui.accounts.models import OpenSession
from gonghui.accounts.tests.make import log_in
from gonghui.config.intake import LONGEST, Intake
from gonghui.congress.actions import presence
from gonghui.congress.models import BoardLine, Seat
from gonghui.congress.tests import box as play
from gonghui.congress.tests import make
from gonghui.kernel import clock
from gonghui.kernel.testing import OTHER_UNION

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "t" * 32
PAGE = b"the page answers"


@pytest.fixture
def box():
    return play.with_key().open()


class Phones:
    """Browsers of delegates, and the requests that they send."""

    def __init__(self, box):
        self.box, self.jars, self.handed_on = box, {}, []

    def jar(self, n):
        if n not in self.jars:
            client = Client()
            log_in(client, self.box.hall.delegates[n].person.account_id, hat=f"delegate:{self.box.hall.meeting.id}")
            self.jars[n] = client.cookies["sessionid"].value
        return self.jars[n]

    def scope(self, n, body, **changed):
        cookie = f"sessionid={self.jar(n)}; csrftoken={TOKEN}" if n is not None else f"csrftoken={TOKEN}"
        headers = {
            "host": "testserver", "cookie": cookie, "x-csrftoken": TOKEN, "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded", "content-length": str(len(body)),
        } | {name: value for name, value in changed.items() if name not in ("path", "method")}  # fmt: skip
        return {
            "type": "http", "method": changed.get("method", "POST"), "query_string": b"", "scheme": "http",
            "path": changed.get("path", f"/vote/{self.box.vote_id}/cast/"), "root_path": "",
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }  # fmt: skip

    def send(self, *asked):
        """Send requests at once: pairs of scope and body. Returns status, headers and body of each."""

        async def page(scope, receive, send):
            message = await receive()
            self.handed_on.append((scope["path"], message["body"]))
            await send({"type": "http.response.start", "status": 299, "headers": []})
            await send({"type": "http.response.body", "body": PAGE})

        async def one(intake, scope, body):
            sent = ApplicationCommunicator(intake, scope)
            await sent.send_input({"type": "http.request", "body": body, "more_body": False})
            start = await sent.receive_output(20)
            answer = start["status"], dict(start["headers"]), (await sent.receive_output(20))["body"]
            await sent.wait(5)
            return answer

        async def everybody():
            intake = Intake(page)
            return await asyncio.gather(*(one(intake, scope, body) for scope, body in asked))

        try:
            return asyncio.run(everybody())
        finally:
            connections.close_all()

    def ballot(self, n, choice="FOR", *, by=None, **changed):
        self.box.cast.setdefault(n, self.box.line(n, choice))
        body = urlencode({"line": self.box.cast[n]}).encode()
        return self.scope(n if by is None else by, body, **changed), body


def stored():
    return set(Seat.objects.exclude(tracker="").values_list("tracker", flat=True))


def test_intake_when_a_hall_casts_at_once_then_all_are_stored_and_each_phone_has_its_receipt(box):
    phones = Phones(box)
    answers = phones.send(*(phones.ballot(n, ("FOR", "AGAINST")[n % 2]) for n in range(12)))
    assert [status for status, _headers, _body in answers] == [200] * 12
    receipts = [json.loads(body) for _status, _headers, body in answers]
    seats = [Seat.objects.get(delegate=box.hall.delegates[n]).tracker for n in range(12)]
    assert [one["tracker"] for one in receipts] == seats
    assert all(json.loads(one["head"])["index"] <= box.box.entries for one in receipts)
    assert phones.handed_on == []
    box.stop().count()
    assert box.box.totals == [6, 6, 0]


def test_intake_when_it_answers_then_as_the_page_would_have(box):
    phones = Phones(box)
    ((status, headers, body),) = phones.send(phones.ballot(0))
    client = Client()
    client.cookies["sessionid"] = phones.jar(0)
    page = client.post(f"/vote/{box.vote_id}/cast/", {"line": box.cast[0]}, headers={"Accept": "application/json"})
    assert (status, json.loads(body).keys()) == (page.status_code, page.json().keys())
    assert {name.decode(): value.decode() for name, value in headers.items()} == {
        name.lower(): value for name, value in page.headers.items()
    }


def test_intake_when_a_ballot_is_sent_twice_at_once_and_again_later_then_one_is_stored_and_all_are_received(box):
    phones = Phones(box)
    answers = phones.send(phones.ballot(0), phones.ballot(0)) + phones.send(phones.ballot(0), phones.ballot(1))
    trackers = [json.loads(body)["tracker"] for _status, _headers, body in answers]
    assert len(set(trackers[:3])) == 1
    assert stored() == set(trackers)
    assert BoardLine.objects.filter(line__contains='"kind":"ballot"').count() == 2


def left(box, _phones):
    mandate = box.hall.delegates[0]
    presence.leave(
        box.hall.posts["desk"], meeting_id=box.hall.meeting.id, delegate_id=mandate.id, reason="有事", now=clock.now()
    )


def stopped(box, phones):
    phones.send(*(phones.ballot(n) for n in range(1, 12)))
    box.stop()


def logged_out(_box, phones):
    phones.jar(0)
    OpenSession.objects.all().delete()


CASES = {
    "another's ballot": (lambda p: p.ballot(0, by=1), None),
    "nobody logged in": (lambda p: (p.scope(None, p.ballot(0)[1]), p.ballot(0)[1]), None),
    "logged out": (lambda p: p.ballot(0), logged_out),
    "a forged form": (lambda p: p.ballot(0, x_csrftoken="f" * 32), None),
    "a form of elsewhere": (lambda p: p.ballot(0, origin="https://elsewhere.example"), None),
    "another host": (lambda p: p.ballot(0, host="elsewhere.example"), None),
    "no ballot": (lambda p: (p.scope(0, b"line=no+ballot"), b"line=no+ballot"), None),
    "no form": (lambda p: (p.scope(0, b"\xff\x00"), b"\xff\x00"), None),
    "left": (lambda p: p.ballot(0), left),
    "stopped": (lambda p: p.ballot(0), stopped),
}


@pytest.mark.parametrize("case", CASES)
def test_intake_when_all_is_not_well_then_nothing_is_stored_and_the_page_is_asked_unchanged(box, case):
    phones = Phones(box)
    making, before = CASES[case]
    if before is not None:
        before(box, phones)
    were = stored()
    scope, body = making(phones)
    ((status, _headers, answer),) = phones.send((scope, body))
    assert (status, answer, phones.handed_on) == (299, PAGE, [(scope["path"], body)])
    assert stored() == were


def test_intake_when_one_of_many_is_bad_then_the_others_are_stored(box):
    phones = Phones(box)
    spoilt = phones.ballot(3)[1].replace(b"proofs%22%3A%22", b"proofs%22%3A%22AAAA", 1)
    answers = phones.send(
        *(phones.ballot(n) for n in range(3)), (phones.scope(3, spoilt), spoilt), phones.ballot(4, by=5)
    )
    assert [status for status, _headers, _body in answers] == [200, 200, 200, 299, 299]
    assert len(stored()) == 3


@pytest.mark.parametrize(
    "changed", [{"method": "GET"}, {"path": "/vote/none/cast/"}, {"content_length": str(LONGEST + 1)}]
)
def test_intake_when_it_is_another_request_then_the_page_is_asked(box, changed):
    phones = Phones(box)
    ((status, _headers, _body),) = phones.send(phones.ballot(0, **changed))
    assert (status, stored()) == (299, set())


def test_intake_when_a_delegate_of_another_union_sends_then_nothing_is_stored(box):
    elsewhere = Phones(play.with_key(of=make.union(OTHER_UNION, name="远山铸造厂工会")).open())
    phones = Phones(box)
    _scope, body = phones.ballot(0)
    stranger = elsewhere.scope(0, body, path=f"/vote/{box.vote_id}/cast/")
    ((status, _headers, _body),) = phones.send((stranger, body))
    assert (status, stored()) == (299, set())
