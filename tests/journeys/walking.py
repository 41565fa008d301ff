"""People at their browsers: each with a context of their own, every page they look at photographed and checked."""

import json
import re
import time
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from tests.journeys.server import ROOT, Site

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PHONE, SMALL, DESK, WALL = (390, 844), (360, 780), (1440, 900), (1920, 1080)
PATIENCE = 30_000
"""How long to wait for what must come, in ms: a busy machine is not a broken page."""
GRAVE = ("serious", "critical")
NOISE = re.compile(r"Failed to load resource: (the server responded with a status of (403|404|409|422)|net::ERR)|htmx:")
"""What Chromium and htmx write about an answer that is no success; the journey asserts what it should have been."""

SETTLED = """() => Promise.race([new Promise((done) => setTimeout(done, 4000)), Promise.allSettled(
  document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 3000).map((one) => one.finished))])
  .then(() => null)"""
"""Wait until nothing moves any more: a colour on its way is neither the one nor the other to axe. Not for ever: a page
that the browser does not draw never finishes what it animates."""

CHECKED = """() => Promise.race([axe.run(document, {resultTypes: ['violations']}),
  new Promise((_done, fail) => setTimeout(() => fail(new Error('axe has not answered')), 60000))])"""
"""Let axe look at the page. The browser sets no limit to what it is asked to evaluate."""

TOO_WIDE = """() => {
  const html = document.documentElement, chosen = html.getAttribute('data-type');
  const over = () => html.scrollWidth - html.clientWidth;
  const found = {'as it is': over()};
  if (!html.hasAttribute('data-type-fixed')) {
    html.setAttribute('data-type', 'larger');
    found['in the largest letters'] = over();
    if (chosen === null) html.removeAttribute('data-type'); else html.setAttribute('data-type', chosen);
  }
  return found;
}"""
"""By how many pixels a page is wider than the screen, as it is and in the largest letters that a person may choose."""


class Person:
    """Somebody at a browser. `complaints` gathers what the console said and what axe found."""

    def __init__(self, walk: "Walk", name: str, size: tuple[int, int]) -> None:
        self.walk, self.name, self.size = walk, name, size
        width, height = size
        self.context: BrowserContext = walk.browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        self.context.set_default_timeout(2 * PATIENCE)
        self.page: Page = self.new_page()

    def new_page(self) -> Page:
        """Open another tab."""
        page = self.context.new_page()
        page.on("console", lambda said: self._hear(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self._hear(str(error)))
        return page

    def log_in(self, hat: str = "") -> "Person":
        """Log in as one of the demo's people, wearing the hat whose label holds `hat`."""
        self.go("/login/")
        self.page.get_by_role("button", name=re.compile(self.name)).first.click()
        self.page.wait_for_url(lambda address: "/login" not in address)
        return self.wear(hat)

    def log_in_by_code(self, phone: str, hat: str = "", *, wrong_first: bool = False) -> "Person":
        """Log in with a phone number and the code that was sent to it."""
        self.go("/login/")
        self.page.get_by_label("手机号").fill(phone)
        self.press("获取验证码")
        code = self.walk.code_for(phone)
        if wrong_first:
            self.page.get_by_label("验证码").fill(f"{(int(code) + 1) % 1_000_000:06d}")
            self.page.get_by_role("button", name="登录", exact=True).click()
            self.expect("验证码不对，还可以再试4次").see("00-wrong-code", also=(360,))
        self.page.get_by_label("验证码").fill(code)
        self.page.get_by_role("button", name="登录", exact=True).click()
        self.page.wait_for_url(lambda address: "/login" not in address)
        return self.wear(hat)

    def wear(self, hat: str) -> "Person":
        """Choose a hat where the platform asks which."""
        if "/hat/" in self.page.url:
            self.page.get_by_role("button", name=re.compile(hat)).first.click()
            self.page.wait_for_url(lambda address: "/hat/" not in address)
        return self

    def go(self, path: str) -> "Person":
        """Open an address of the site; once more where the page itself was just on its way to somewhere."""
        address = path if path.startswith("http") else self.walk.site.url + path
        try:
            self.page.goto(address)
        except Error as error:
            if "ERR_ABORTED" not in error.message:
                raise
            self.page.goto(address)
        return self

    def see(self, shot: str, *, full: bool = False, also: tuple[int, ...] = ()) -> "Person":
        """Photograph the page and check it: accessible, and no wider than the screen in letters of any size.

        `also` names further widths.
        """
        self._check(shot)
        self._shoot(f"{shot}-{self.size[0]}", full=full)
        for width in also:
            self.page.set_viewport_size({"width": width, "height": self.size[1]})
            self._check(f"{shot} at {width}", axe=False)
            self._shoot(f"{shot}-{width}", full=full)
            self.page.set_viewport_size({"width": self.size[0], "height": self.size[1]})
        return self

    def large_type(self) -> "Person":
        """Ask for the largest letters on every page from now on."""
        self.page.evaluate("localStorage.setItem('gonghui.type', 'larger')")
        return self

    def usual_type(self) -> "Person":
        """Go back to letters of the usual size."""
        self.page.evaluate("localStorage.removeItem('gonghui.type')")
        return self

    def press(self, name: str) -> None:
        """Press a button or follow a link by its words, and wait for what comes."""
        self.page.get_by_role("button", name=re.compile(name)).or_(
            self.page.get_by_role("link", name=re.compile(name))
        ).first.click()
        self.page.wait_for_load_state()

    def expect(self, text: str, *, within: int = PATIENCE) -> "Person":
        """Wait until a text is to be read on the page."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible(timeout=within)
        return self

    def post(self, path: str, **fields: str) -> int:
        """Send a form of the page's session without leaving the page; returns the status, 0 for a redirect."""
        return self.answer(path, **fields)[0]

    def answer(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form of the page's session without leaving the page; returns the status and what was answered."""
        status, text = self.page.evaluate(
            """async ([path, fields]) => {
              const token = document.querySelector('input[name=csrfmiddlewaretoken]').value;
              const body = new URLSearchParams({csrfmiddlewaretoken: token, ...fields});
              const signal = AbortSignal.timeout(60000);
              const answer = await fetch(path, {method: 'POST', body, redirect: 'manual', signal});
              return [answer.status, await answer.text()];
            }""",
            [path, fields],
        )
        return int(status), str(text)

    def post_each(self, path: str, field: str, values: list[str]) -> set[int]:
        """Send a form once for each value, as many at a time as the browser allows; returns the statuses met."""
        statuses = self.page.evaluate(
            """async ([path, field, values]) => {
              const token = document.querySelector('input[name=csrfmiddlewaretoken]').value;
              return Promise.all(values.map(async (value) => {
                const body = new URLSearchParams({csrfmiddlewaretoken: token, [field]: value});
                const signal = AbortSignal.timeout(60000);
                return (await fetch(path, {method: 'POST', body, redirect: 'manual', signal})).status;
              }));
            }""",
            [path, field, values],
        )
        return {int(status) for status in statuses}

    def answer_of(self, path: str, method: str = "GET") -> tuple[int, str]:
        """Return what an address answers this person, and where it leads, empty when it answers itself."""
        token = next((one["value"] for one in self.context.cookies() if one.get("name") == "csrftoken"), "")
        address = self.walk.site.url + path
        answer = self.context.request.fetch(address, method=method, max_redirects=0, headers={"X-CSRFToken": token})
        return answer.status, answer.headers.get("location", "")

    def _check(self, what: str, *, axe: bool = True) -> None:
        self.page.evaluate(SETTLED)
        wide = self.page.evaluate(TOO_WIDE)
        self.walk.faults += [f"{what}: {pixels} px too wide {how}" for how, pixels in wide.items() if pixels > 0]
        if not axe:
            return
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(CHECKED)["violations"]
        self.walk.faults += [
            f"{what}: {fault['id']} {node['target']}: {node['failureSummary']}"
            for fault in found
            if fault["impact"] in GRAVE
            for node in fault["nodes"]
        ]

    def _shoot(self, name: str, *, full: bool) -> None:
        # Hiding the caret would leave style attributes behind, which our CSP refuses when htmx copies them.
        self.page.screenshot(path=self.walk.shots / f"{name}.png", full_page=full, caret="initial")

    def _hear(self, text: str) -> None:
        if not NOISE.match(text):
            self.walk.faults.append(f"{self.name}: {text}")


class Walk:
    """One journey: a site, the people on it, and everything that was wrong on the way."""

    def __init__(self, browser: Browser, site: Site, shots: Path) -> None:
        self.browser, self.site, self.shots = browser, site, shots
        self.faults: list[str] = []
        self._people: list[Person] = []
        shots.mkdir(parents=True, exist_ok=True)
        for old in shots.glob("*.png"):
            old.unlink()

    def person(self, name: str, hat: str = "", *, size: tuple[int, int] = PHONE) -> Person:
        """Give one of the demo's people a browser, and log in."""
        return self.stranger(name, size=size).log_in(hat)

    def stranger(self, name: str, *, size: tuple[int, int] = PHONE) -> Person:
        """Give somebody a browser that nobody is logged in at."""
        made = Person(self, name, size)
        self._people.append(made)
        return made

    def end(self) -> None:
        """Close every browser; whatever was wrong on the way fails the journey."""
        for one in self._people:
            one.context.close()
        faults = [*self.faults, *([self.site.log()] if "Traceback" in self.site.log() else [])]
        if faults:
            pytest.fail("\n".join(faults), pytrace=False)

    @property
    def meeting(self) -> str:
        """The address of the plant's meeting."""
        found = self.site.one("select m.id from congress_meeting m where m.ready_at is not null")
        return f"/m/{UUID(found)}"

    def code_for(self, phone: str) -> str:
        """Return the newest one-time code that was sent to a phone."""
        path, deadline = self.site.folder / "codes.jsonl", time.monotonic() + 10
        while time.monotonic() < deadline:
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            sent = [line["code"] for line in map(json.loads, lines) if line["phone"].endswith(phone)]
            if sent:
                return str(sent[-1])
            time.sleep(0.1)
        raise AssertionError(f"no code was sent to {phone}")

    def delegate(self, name: str) -> str:
        """Return the number of a delegate of the plant."""
        return str(self.site.one("select number from congress_delegate where name = ? order by id limit 1", name))


def hold(person: Person, button: Locator) -> None:
    """Hold a button until it has understood."""
    button.hover()
    person.page.mouse.down()
    person.page.wait_for_timeout(1500)
    person.page.mouse.up()
    person.page.wait_for_load_state()


def next_step(chair: Person) -> Locator:
    """Return the chair's one big button."""
    return chair.page.locator("#next-step")


def step(chair: Person, label: str) -> None:
    """Take the chair's next step, which must be called `label`; held where it must be held."""
    button = next_step(chair)
    expect(button).to_contain_text(label)
    if button.get_attribute("data-hold-for"):
        hold(chair, button)
    else:
        button.click()
    expect(button.filter(has_text=label)).to_have_count(0)
    chair.page.wait_for_load_state()


def choose(phone: Person, word: str) -> None:
    """Choose on the open ballot and go to the sheet that asks once more."""
    phone.page.locator(".opt", has_text=word).first.click()
    phone.page.locator("[data-ballot-go]").click()
    expect(phone.page.locator("#vote-sheet [data-ballot-word]")).to_have_text(word)


def mark(phone: Person, row: str, word: str) -> None:
    """Mark a row of an open ballot."""
    phone.page.locator("[data-row]", has_text=row).locator(".opt", has_text=word).first.click()


def send(phone: Person) -> None:
    """Send the ballot from the sheet."""
    phone.page.locator("#vote-sheet .btn-main").click()


def vote(phone: Person, word: str) -> None:
    """Vote, and read that the ballot has been received."""
    choose(phone, word)
    send(phone)
    phone.expect("已收到")
