"""The catalogue in a real browser: photographed, checked by axe, tried by hand; see the pictures in `shots/`."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page, expect

from gonghui.ui.catalogue.contents import FRAMES, PARTS

pytestmark = [pytest.mark.journey, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = Path(__file__).parent / "shots" / "catalogue"
SIZES = {360: 780, 768: 1024, 1440: 900}
LOOKS = [
    ("light", "normal", 360),
    ("light", "normal", 768),
    ("light", "normal", 1440),
    ("dark", "normal", 360),
    ("dark", "normal", 768),
    ("dark", "normal", 1440),
    ("light", "large", 360),
    ("light", "larger", 360),
    ("dark", "larger", 1440),
]
WALLS = {page.name for page in FRAMES if page.name.startswith("wall")}


@pytest.fixture
def address(live_server: Any, settings: LazySettings) -> str:
    settings.ROOT_URLCONF = "gonghui.ui.tests.catalogue_urls"
    return f"{live_server.url}/ui/"


def _open(browser: Browser, width: int, theme: str = "light", size: str = "normal") -> Page:
    context = browser.new_context(viewport={"width": width, "height": SIZES[width]}, locale="zh-CN")
    context.add_init_script(
        f"localStorage.setItem('gonghui.theme', '{theme}'); localStorage.setItem('gonghui.type', '{size}')"
    )
    page = context.new_page()
    page.set_default_timeout(8000)
    return page


def _addresses() -> list[tuple[str, str]]:
    parts = [(page.name, f"{page.name}/") for page in PARTS]
    return [("contents", ""), *parts, *((f"frame-{page.name}", f"frames/{page.name}/") for page in FRAMES)]


def _faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{fault['id']} {node['target']}: {node['failureSummary']}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("theme", "size", "width"), LOOKS)
def test_catalogue_when_photographed_then_accessible_and_never_wider_than_the_screen(
    browser: Browser, address: str, theme: str, size: str, width: int
) -> None:
    page = _open(browser, width, theme, size)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    SHOTS.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    for name, path in _addresses():
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status in (200, 404)
        if name == "states":
            page.wait_for_timeout(350)  # the skeleton waits 300 ms before it shows
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults.append(f"{name}: {wide} px wide at {width}")
        faults += [f"{name}: {fault}" for fault in _faults(page)]
        page.screenshot(
            path=SHOTS / f"{name}-{width}-{theme}-{size}.png", full_page=name.removeprefix("frame-") not in WALLS
        )
    page.context.close()
    assert faults == []
    assert complaints == []


def test_theme_and_type_when_chosen_then_kept_on_the_next_page(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address + "tokens/")
    page.locator("main [data-set-theme=dark]").click()
    page.locator("main [data-set-type=large]").click()
    expect(page.locator("main [data-set-theme=dark]")).to_have_attribute("aria-pressed", "true")
    page.goto(address + "tables/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-type", "large")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    page.goto(address + "frames/wall/")
    expect(page.locator("html")).not_to_have_attribute("data-type", "large")
    context.close()


def test_charts_when_the_theme_changes_then_drawn_anew_in_its_colours(browser: Browser, address: str) -> None:
    page = _open(browser, 1440)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(address + "charts/")
    ring = page.locator("[data-chart=plot-1] path[fill='#2a6cb8']")
    expect(ring).to_have_count(1)
    expect(page.locator("[data-chart=plot-2] text", has_text="须107票")).to_have_count(1)
    page.evaluate("document.documentElement.setAttribute('data-theme', 'dark')")
    expect(page.locator("[data-chart=plot-1] path[fill='#6fb0f7']")).to_have_count(1)
    expect(ring).to_have_count(0)
    assert complaints == []
    page.context.close()


def test_refusal_when_the_sheet_is_sent_then_said_inside_the_sheet(browser: Browser, address: str) -> None:
    page = _open(browser, 360)
    page.goto(address + "buttons/")
    page.locator("[data-sheet=remove-sheet]").first.click()
    sheet = page.locator("#remove-sheet")
    expect(sheet).to_be_visible()
    page.screenshot(path=SHOTS / "sheet-360.png")
    sheet.get_by_role("button", name="移出名单").click()
    expect(sheet.locator("[data-refused]")).to_contain_text("这位代表已经签到")
    expect(sheet.locator("[data-refused]")).to_be_focused()
    page.screenshot(path=SHOTS / "sheet-refused-360.png")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.context.close()


def test_hold_button_when_released_early_then_nothing_is_sent(browser: Browser, address: str) -> None:
    page = _open(browser, 1440)
    page.goto(address + "buttons/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.route("**/sent-by-hold/", lambda route: route.fulfill(status=200, body="ok"))
    page.evaluate("document.querySelector('button[data-hold-for]').form.action = '/sent-by-hold/'")
    button = page.get_by_role("button", name="按住停止表决").first
    button.hover()
    page.mouse.down()
    page.wait_for_timeout(300)
    page.mouse.up()
    page.wait_for_timeout(200)
    assert sent == []
    page.mouse.down()
    page.wait_for_url("**/sent-by-hold/")
    page.mouse.up()
    assert len(sent) == 1
    page.context.close()


def test_hold_button_when_pressed_by_an_assistive_tool_then_second_press_confirms(
    browser: Browser, address: str
) -> None:
    page = _open(browser, 1440)
    page.goto(address + "buttons/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.route("**/sent-by-hold/", lambda route: route.fulfill(status=200, body="ok"))
    page.evaluate("document.querySelector('button[data-hold-for]').form.action = '/sent-by-hold/'")
    page.evaluate("document.querySelector('button[data-hold-for]').click()")
    expect(page.locator("#ui-voice")).to_have_text("再按一次确认")
    assert sent == []
    page.evaluate("document.querySelector('button[data-hold-for]').click()")
    page.wait_for_url("**/sent-by-hold/")
    assert len(sent) == 1
    page.context.close()


def test_ballot_when_a_choice_is_made_then_named_and_alone(browser: Browser, address: str) -> None:
    page = _open(browser, 360)
    page.goto(address + "votes/")
    first = page.get_by_role("radiogroup").first
    boxes = [first.locator(".opt").nth(place).bounding_box() for place in range(3)]
    assert len({(box["width"], box["height"]) for box in boxes if box}) == 1
    assert first.locator("input:checked").count() == 0
    first.get_by_role("radio", name="弃权").check(force=True)
    expect(first.locator(".opt:has(input:checked) .said")).to_be_visible()
    assert first.locator(".said:visible").count() == 1
    page.context.close()


def test_chart_when_its_table_is_asked_for_then_shown_instead(browser: Browser, address: str) -> None:
    page = _open(browser, 768)
    page.goto(address + "charts/")
    page.get_by_role("tab", name="表").first.click()
    expect(page.locator("#turnout-p2")).to_be_visible()
    expect(page.locator("#turnout-p1")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#turnout-p1")).to_be_visible()
    page.context.close()


def test_file_when_of_the_wrong_kind_then_refused_before_it_is_sent(browser: Browser, address: str) -> None:
    page = _open(browser, 360)
    page.goto(address + "files/")
    page.locator("#id_file").set_input_files(
        {"name": "名册.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    )
    expect(page.locator("[data-drop-files] .why").first).to_have_text("这种文件不能上传，请换成要求的格式。")
    page.locator("#id_file").set_input_files({"name": "名册.csv", "mimeType": "text/csv", "buffer": b"a,b"})
    expect(page.locator("[data-drop-files] .name").first).to_have_text("名册.csv")
    assert page.locator("[data-drop-files] .why").count() == 0
    page.context.close()


LIVE = """<!doctype html><html lang="zh-CN"><head><link rel="stylesheet" href="/static/ui/gonghui.css">
<script src="/static/ui/gonghui.js" defer></script></head><body data-live="/live/meeting/1" data-live-seq="7">
<main><div id="vote" hx-get="/part/vote/" hx-trigger="live:vote from:body">before</div>
<form data-hold><div id="ballot" hx-get="/part/ballot/" hx-trigger="live:vote from:body">my ballot</div></form>
<div id="people" hx-get="/part/people/" hx-trigger="live:presence from:body">before</div></main>
<div class="conn" data-conn><span data-conn-text></span></div></body></html>"""


def test_live_page_when_a_part_changes_then_only_it_asks_again_and_a_held_ballot_stays(
    browser: Browser, live_server: Any
) -> None:
    page = _open(browser, 360)
    asked: list[str] = []

    def stream(route: Any) -> None:
        asked.append("live")
        event = 'event: changed\ndata: {"seq": 8, "parts": ["vote"]}\n\n' if len(asked) == 1 else ""
        hello = f'event: hello\ndata: {{"now": "2026-11-20T02:41:00+00:00", "seq": {7 if event else 9}}}\n\n'
        route.fulfill(status=200, headers={"content-type": "text/event-stream"}, body=f"retry: 300\n\n{hello}{event}")

    page.route("**/page/", lambda route: route.fulfill(status=200, content_type="text/html", body=LIVE))
    page.route("**/live/meeting/1?parts=*", stream)
    page.route("**/part/*/", lambda route: route.fulfill(status=200, body=f"new {route.request.url.split('/')[-2]}"))
    page.goto(f"{live_server.url}/page/")
    expect(page.locator("#vote")).to_have_text("new vote")
    # The line broke and came back with a newer number: now every part has asked again, but the held ballot never.
    expect(page.locator("#people")).to_have_text("new people")
    expect(page.locator("#ballot")).to_have_text("my ballot")
    assert len(asked) >= 2
    page.context.close()


def test_live_page_when_the_server_goes_away_then_the_frame_stays_and_the_line_returns(
    browser: Browser, live_server: Any
) -> None:
    page = _open(browser, 1440)
    up = {"yes": True}

    def stream(route: Any) -> None:
        if not up["yes"]:
            route.fulfill(status=502, body="")
            return
        body = 'retry: 200\n\nevent: hello\ndata: {"now": "2026-11-20T02:41:00+00:00", "seq": 7}\n\n'
        route.fulfill(status=200, headers={"content-type": "text/event-stream"}, body=body)

    page.route("**/page/", lambda route: route.fulfill(status=200, content_type="text/html", body=LIVE))
    page.route("**/live/meeting/1?parts=*", stream)
    page.goto(f"{live_server.url}/page/")
    up["yes"] = False
    expect(page.locator("[data-conn]")).to_have_text("正在重连…", timeout=12_000)
    expect(page.locator("#vote")).to_have_text("before")
    up["yes"] = True
    expect(page.locator("[data-conn]")).to_have_text("已恢复", timeout=20_000)
    page.context.close()
