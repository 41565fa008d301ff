"""A line is dragged by its grip to another place; the page then asks the server for just that."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from devtools import debian

pytestmark = pytest.mark.journey

STATIC = Path(__file__).resolve().parents[1] / "static" / "ui"
LINES = "".join(
    f'<li id="line-{n}" style="height:60px"><b>line {n}</b>'
    f'<form class="sort-grip" method="post" action="/items/{n}/move/0/" style="display:block;width:20px">≡</form></li>'
    for n in (1, 2, 3)
)
PAGE = f"""<!doctype html><meta charset="utf-8"><script src="/gonghui.js" defer></script><ol data-sort>{LINES}</ol>"""


@contextmanager
def opened() -> Iterator[Page]:
    """Open a list of three lines in a browser; where a line is put, the page says so."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=debian.chromium(),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page()
        script = (STATIC / "gonghui.js").read_text(encoding="utf-8")
        page.route("**/gonghui.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
        page.route(re.compile(r"/list/$"), lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        page.route(re.compile(r"/move/"), lambda route: route.fulfill(body="moved", content_type="text/html"))
        page.goto("http://gonghui.test/list/")
        yield page
        browser.close()


@pytest.mark.parametrize(("dragged", "onto", "asked"), [(1, 3, "/items/1/move/3/"), (3, 1, "/items/3/move/1/")])
def test_line_when_dragged_by_its_grip_then_its_new_place_is_asked_for(dragged: int, onto: int, asked: str) -> None:
    with opened() as page:
        grip, target = page.locator(f"#line-{dragged} .sort-grip"), page.locator(f"#line-{onto}")
        with page.expect_request(re.compile(r"/move/")) as sent:
            grip.drag_to(target, target_position={"x": 30, "y": 50 if onto > dragged else 5})
        assert (sent.value.method, sent.value.url) == ("POST", f"http://gonghui.test{asked}")
        expect(page.locator("body")).to_have_text("moved")


def test_line_when_let_go_outside_the_list_then_it_stands_where_it_stood_and_nothing_is_asked() -> None:
    with opened() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.locator("#line-1 .sort-grip").hover()
        page.mouse.down()
        page.locator("#line-3").hover()
        page.locator("#line-3").hover(position={"x": 30, "y": 50})
        assert page.locator("li b").all_inner_texts() == ["line 2", "line 3", "line 1"]
        page.mouse.move(700, 560)
        page.mouse.up()
        expect(page.locator("li b")).to_have_text(["line 1", "line 2", "line 3"])
        assert asked == []
