"""Every page of the catalogue renders on the server, without inline script or style."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client

from gonghui.ui.catalogue.contents import FRAMES, PARTS

INLINE = re.compile(r"<script(?![^>]*(?:\ssrc=|\stype=\"application/json\"))|\sstyle=|\son[a-z]+=|hx-on|javascript:")


@pytest.fixture(autouse=True)
def _mounted(settings: LazySettings) -> None:
    settings.ROOT_URLCONF = "gonghui.ui.tests.catalogue_urls"


@pytest.mark.django_db
@pytest.mark.parametrize("page", PARTS, ids=lambda page: page.name)
def test_part_when_opened_then_strict_about_inline_code(client: Client, page) -> None:
    answer = client.get(f"/ui/{page.name}/")
    assert answer.status_code == 200
    assert page.title in answer.content.decode()
    assert INLINE.findall(answer.content.decode()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("page", FRAMES, ids=lambda page: page.name)
def test_frame_when_opened_then_strict_about_inline_code(client: Client, page) -> None:
    answer = client.get(f"/ui/frames/{page.name}/")
    assert answer.status_code == 200
    assert INLINE.findall(answer.content.decode()) == []


@pytest.mark.django_db
def test_unknown_part_when_opened_then_page_not_found_in_words(client: Client) -> None:
    answer = client.get("/ui/nothing/")
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


@pytest.mark.django_db
def test_refusal_when_asked_by_htmx_then_fragment_with_way_out(client: Client) -> None:
    answer = client.post("/ui/refusal/", headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "data-refused" in html
    assert "休会后由资格审查委员会办理" in html
    assert "<html" not in html
