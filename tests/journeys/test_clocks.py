"""Phones whose clocks are hours wrong: what counts and what they show comes from the server's clock.

On whichever page a phone is, a bar leads to the open vote and says how long it is still open.
"""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, SMALL, Person, Walk, step, vote

pytestmark = pytest.mark.journey
WRONG = {"沈知遥": timedelta(hours=7), "欧阳穗宁": timedelta(hours=-31), "梁守拙": timedelta(0)}
LIMIT = 180


def test_phones_when_their_clocks_are_hours_wrong_then_bar_countdown_and_ballot_keep_to_the_servers(
    begin: Begin, in_session: Path
) -> None:
    walk = begin("clocks", in_session)
    chair = walk.person("贺明川", "主持人", size=DESK).go(f"{walk.meeting}/chair/")
    phones = {name: _phone(walk, name, wrong) for name, wrong in WRONG.items()}
    step(chair, "进入下一项")
    step(chair, "进入表决")
    expect(chair.page.get_by_label("限时")).to_have_value(str(LIMIT))
    step(chair, "开始表决")
    opened = time.monotonic()
    for name, phone in phones.items():
        bar = phone.page.locator(".vote-bar")
        expect(bar).to_contain_text("正在表决：第1项")
        _shows_what_is_left(phone, opened)
        phone.see(f"01-bar-{list(WRONG).index(name)}", also=(390,))
    # A clock that is put right, or wrong, while the page is open: the next word of the server settles it.
    first = phones["沈知遥"]
    first.page.clock.set_system_time(datetime.now(UTC) - timedelta(days=2))
    first.go(f"{walk.meeting}/opinions/").large_type().go(first.page.url)
    _shows_what_is_left(first, opened)
    first.see("02-bar-large")
    first.usual_type().go(first.page.url)
    for phone in phones.values():
        phone.page.locator(".vote-bar").click()
        vote(phone, "赞成")
        phone.go(f"{walk.meeting}/papers/")
        expect(phone.page.locator(".vote-bar")).to_have_count(0)
    at = walk.site.rows("select at from congress_namedballot order by at")
    now = datetime.now(UTC).replace(tzinfo=None)
    assert all(now - timedelta(minutes=10) < datetime.fromisoformat(moment) <= now for (moment,) in at)
    assert len(at) == len(WRONG)
    step(chair, "停止表决")


def _phone(walk: Walk, name: str, wrong: timedelta) -> Person:
    phone = walk.stranger(name, size=SMALL)
    phone.page.clock.set_system_time(datetime.now(UTC) + wrong)
    phone.log_in("职工代表").go(f"{walk.meeting}/papers/")
    assert abs(phone.page.evaluate("Date.now()") / 1000 - (time.time() + wrong.total_seconds())) < 120
    return phone


def _shows_what_is_left(phone: Person, opened: float) -> None:
    shown = phone.page.locator(".vote-bar time")
    expect(shown).not_to_be_empty()
    minutes, seconds = map(int, shown.inner_text().split(":"))
    left = LIMIT - (time.monotonic() - opened)
    assert abs(60 * minutes + seconds - left) < 10, (shown.inner_text(), left)
