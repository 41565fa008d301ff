"""Refusals become a page, a fragment or JSON."""

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from gonghui.kernel.access import actor_of
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, Refused, RuleBroken
from gonghui.kernel.refusals import RefusalMiddleware, answer, problem

BROKEN = RuleBroken(
    "到会人数不足。", code="quorum", remedy="请清点人数。", law="条例第二十八条", fields={"need": "142"}
)


def request_with(**headers):
    request = RequestFactory().get("/", headers=headers)
    request.__dict__["actor"] = Actor.stranger()
    assert actor_of(request).is_stranger
    return request


def test_problem_when_a_rule_is_broken_then_all_that_is_known_is_told():
    assert problem(BROKEN) == {
        "type": "urn:gonghui:quorum", "title": "到会人数不足。", "status": 422, "detail": "请清点人数。",
        "law": "条例第二十八条", "need": "142",
    }  # fmt: skip


def test_problem_when_only_a_sentence_is_known_then_only_it_is_told():
    assert problem(Conflict("已经有人先办了。")) == {
        "type": "urn:gonghui:conflict", "title": "已经有人先办了。", "status": 409,
    }  # fmt: skip


def test_answer_when_json_is_wanted_then_problem_details():
    told = answer(request_with(accept="application/json"), BROKEN)
    assert (told.status_code, told["Content-Type"]) == (422, "application/problem+json")
    assert json.loads(told.content)["title"] == "到会人数不足。"


@pytest.mark.parametrize(
    ("refused", "status"),
    [(BROKEN, 422), (NotAllowed(), 403), (NotFound(), 404), (Conflict("x"), 409), (Refused("x"), 422)],
)
def test_answer_when_a_page_is_wanted_then_it_has_the_status_and_the_sentence(refused, status):
    told = answer(request_with(), refused)
    assert told.status_code == status
    # The page for what is not there says the same to everybody, whatever stands behind it.
    assert ("没有找到这个页面" if status == 404 else str(refused)) in told.content.decode()


@pytest.mark.parametrize(("refused", "status"), [(BROKEN, 422), (NotAllowed(), 422), (NotFound(), 404)])
def test_answer_when_htmx_asks_then_a_fragment_without_the_frame(refused, status):
    told = answer(request_with(hx_request="true"), refused)
    assert told.status_code == status
    assert str(refused) in told.content.decode()
    assert b"<html" not in told.content


def test_middleware_when_something_else_is_raised_then_it_stays_a_bug():
    middleware = RefusalMiddleware(lambda _request: HttpResponse("as it was"))
    assert middleware(request_with()).status_code == 200
    assert middleware.process_exception(request_with(), ValueError()) is None
    told = middleware.process_exception(request_with(), NotFound())
    assert told is not None
    assert told.status_code == 404
