"""A line is dragged by its grip to another place; the page then asks the server for just that."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

pytestmark = pytest.mark.journey

STATIC = Path(__file__).resolve().parents[1] / "static" / "ui"
LINES = "".join(
    f'<li id="line-{n}" style="height:60px"><b>line {n}</b>'
    f'<form class="sort-grip" method="post" action="/items/{n}/move/0/" style="display:block;width:20px">≡</form></li>'
    for n in (1, 2, 3)
)
PAGE = f"""<!doctype html><meta charset="utf-8"><script src="/gonghui.js" defer></script><ol data-sort>{LINES}</ol>"""


@pytest.mark.parametrize(("dragged", "onto", "asked"), [(1, 3, "/items/1/move/3/"), (3, 1, "/items/3/move/1/")])
def test_line_when_dragged_by_its_grip_then_its_new_place_is_asked_for(dragged: int, onto: int, asked: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("GONGHUI_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page()
        script = (STATIC / "gonghui.js").read_text(encoding="utf-8")
        page.route("**/gonghui.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
        page.route(re.compile(r"/list/$"), lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        page.route(re.compile(r"/move/"), lambda route: route.fulfill(body="moved", content_type="text/html"))
        page.goto("http://gonghui.test/list/")
        grip, target = page.locator(f"#line-{dragged} .sort-grip"), page.locator(f"#line-{onto}")
        with page.expect_request(re.compile(r"/move/")) as sent:
            grip.drag_to(target, target_position={"x": 30, "y": 50 if onto > dragged else 5})
        assert (sent.value.method, sent.value.url) == ("POST", f"http://gonghui.test{asked}")
        expect(page.locator("body")).to_have_text("moved")
        browser.close()
