"""The language of the screens: Chinese until one chooses, kept in a cookie, dates included."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.template import engines
from django.urls import reverse
from django.utils import translation

pytestmark = pytest.mark.django_db

LOGIN = "/login/"


def test_page_when_nothing_was_chosen_then_is_chinese_whatever_the_browser_prefers(client):
    answer = client.get(LOGIN, headers={"accept-language": "en"})
    assert (answer.headers["Content-Language"], answer.wsgi_request.LANGUAGE_CODE) == ("zh-hans", "zh-hans")
    assert '<html lang="zh-CN"' in answer.content.decode()


def test_language_when_chosen_then_is_kept_in_a_cookie_and_spoken(client):
    answer = client.post(reverse("set_language"), {"language": "en"}, headers={"referer": f"http://testserver{LOGIN}"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"http://testserver{LOGIN}")
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["max-age"], cookie["httponly"]) == ("en", 365 * 24 * 3600, True)
    page = client.get(LOGIN)
    assert '<html lang="en"' in page.content.decode()
    assert "Cookie" in page.headers["Vary"]


def test_language_when_taken_back_then_is_chinese_again(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.post(reverse("set_language"), {"language": "zh-hans"})
    assert client.get(LOGIN).headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("named", ["xx", "", "en\r\nX: 1", "zh"])
def test_language_when_the_cookie_names_none_of_ours_then_is_chinese(client, named):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = named
    assert client.get(LOGIN).headers["Content-Language"] == "zh-hans"


def test_choice_when_it_names_another_site_then_leads_home(client):
    answer = client.post(reverse("set_language"), {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


def test_request_when_answered_then_leaves_no_language_behind(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    before = translation.get_language()
    client.get(LOGIN)
    assert translation.get_language() == before


def test_switch_when_drawn_then_names_each_language_in_itself_and_marks_the_one_spoken(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(LOGIN).content.decode()
    assert 'value="en" lang="en" aria-pressed="true">English</button>' in page
    assert 'value="zh-hans" lang="zh-hans" aria-pressed="false">简体中文</button>' in page


@pytest.mark.parametrize(
    ("pattern", "written"),
    [("Y年n月j日", "2026年11月3日"), ("n月j日", "11月3日"), ("Y-m-d", "2026-11-03")],
)
def test_date_when_written_in_chinese_then_is_as_the_pattern_says(pattern, written):
    template = engines["django"].from_string(f'{{{{ day|date:"{pattern}" }}}}')
    with translation.override("zh-hans"):
        assert template.render({"day": date(2026, 11, 3)}) == written


def test_date_when_it_is_a_moment_then_is_local_time():
    template = engines["django"].from_string('{{ at|date:"n月j日 H:i" }}')
    at = datetime(2026, 11, 3, 1, 30, tzinfo=ZoneInfo("UTC"))
    with translation.override("zh-hans"):
        assert template.render({"at": at}) == "11月3日 09:30"
