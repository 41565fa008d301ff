"""A database that is away is another thing than a fault of ours, and both pages come without it."""

import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from gonghui.config.faults import TRY_AGAIN, server_error


def answer_to(raised: Exception, method: str = "GET") -> HttpResponse:
    try:
        raise raised
    except type(raised):
        return server_error(RequestFactory().generic(method, "/m/"))


def test_handler_when_something_breaks_then_it_is_ours() -> None:
    assert get_resolver().resolve_error_handler(500) is server_error


@pytest.mark.parametrize("raised", [OperationalError("connection refused"), InterfaceError("connection is closed")])
def test_page_when_the_database_is_away_then_503_and_it_asks_again_by_itself(raised: Exception) -> None:
    answer = answer_to(raised)
    assert (answer.status_code, answer["Retry-After"]) == (503, str(TRY_AGAIN))
    page = answer.content.decode()
    assert f'<meta http-equiv="refresh" content="{TRY_AGAIN}">' in page
    assert "系统正在恢复" in page
    assert str(raised) not in page


def test_form_when_the_database_is_away_then_told_to_send_it_once_more_and_nothing_is_sent_by_itself() -> None:
    page = answer_to(OperationalError(), "POST").content.decode()
    assert "请返回上一页再提交一次" in page
    assert "http-equiv" not in page


def test_page_when_something_else_breaks_then_500() -> None:
    answer = answer_to(DataError())
    assert answer.status_code == 500
    assert "系统出了故障" in answer.content.decode()
