"""The delegate's own pages ask the database as often in a large hall with many papers as in a small one."""

import pytest

from gonghui.congress.actions import notices, opinions, presence, running
from gonghui.congress.models import AgendaItem, Paper
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.tests import make
from gonghui.congress.tests.asking import asked
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.congress.tests.test_prepare_screens import url
from gonghui.congress.tests.test_screens import browser
from gonghui.kernel.ids import uuid7

pytestmark = pytest.mark.django_db

PAGES = {"sign-in": 19, "own-code": 10, "papers": 17, "paper": 23, "opinions": 19, "mine": 20, "notice": 23}


def _hall(delegates: int, things: int) -> Hall:
    """Open a meeting in which the sixth delegate is present, and of papers, opinions and items there are `things`."""
    hall = make.hall(delegates=delegates, forms=(VoteForm.NONE,) * things)
    meeting, one = hall.meeting, hall.delegate(5)
    notice = notices.draft_notice(
        hall.posts["secretary"], meeting_id=meeting.id, text="定于今日召开。", kind="CHANGE", now=MORNING
    )
    notices.send_notice(hall.posts["secretary"], notice_id=notice, now=MORNING)
    presence.open_sign_in(hall.posts["presiding"], meeting_id=meeting.id, now=MORNING)
    for delegate in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting.id, number=delegate.number, now=after(10))
    running.open_meeting(hall.posts["presiding"], meeting_id=meeting.id, now=after(60))
    for n, item in enumerate(hall.items):
        Paper.objects.create(meeting=meeting, item=item, title=f"材料{n}", text="正文。", served_at=MORNING)
        opinions.give_opinion(one, meeting_id=meeting.id, item_id=item.id, text=f"意见{n}", key=uuid7(), now=after(70))
    return hall


def _address(hall: Hall, name: str) -> str:
    if name == "paper":
        return url(name, Paper.objects.order_by("id").values_list("id")[0][0])
    return url(name, hall.meeting.id)


@pytest.mark.parametrize("size", [(12, 1), (60, 8)], ids=["small", "large"])
@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_delegate_when_the_hall_is_full_then_it_asks_as_often_as_in_a_small_one(
    name: str, size: tuple[int, int]
) -> None:
    hall = _hall(*size)
    assert AgendaItem.objects.count() == size[1]
    assert asked(browser(hall.delegate(5)), _address(hall, name)) == PAGES[name]
