"""Login slips of a meeting: all by the secretary, one at the desk with a line in the log."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.congress.actions import slips
from gonghui.congress.models import Incident
from gonghui.congress.tests import make
from gonghui.congress.tests.test_screens import browser
from gonghui.kernel import clock
from gonghui.kernel.errors import NotAllowed, NotFound, RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def slips_are_on(settings):
    settings.GONGHUI_LOGIN_SLIPS = True


def made(hall, post, delegate=None):
    return slips.make_login_slips(hall.posts[post], meeting_id=hall.meeting.id, delegate_id=delegate, now=clock.now())


def test_slips_when_the_secretary_prints_all_then_each_with_a_phone_gets_one_that_works():
    hall = make.hall(delegates=7, without_phone=2)
    printed = made(hall, "secretary")
    assert [one.number for one in printed] == ["001", "002", "003", "004", "005"]
    page = Client()
    assert page.post(reverse("accounts:slip"), {"code": printed[2].code}).status_code == 302
    assert hall.delegates[2].name in page.get(reverse("accounts:account")).content.decode()
    assert Incident.objects.count() == 0


def test_slip_when_made_at_the_desk_then_the_log_of_the_hall_tells_for_whom():
    hall = make.hall()
    assert len(made(hall, "desk", hall.delegates[5].id)) == 1
    assert "006号" in Incident.objects.get().text


@pytest.mark.parametrize("post", ["desk", "operator", "presiding", "scrutineer"])
def test_slips_when_somebody_else_asks_for_all_then_none_are_made(post):
    hall = make.hall()
    with pytest.raises((NotAllowed, NotFound)):
        made(hall, post)


def test_slip_when_there_is_no_account_or_no_such_delegate_then_refused():
    hall = make.hall(delegates=7, without_phone=1)
    with pytest.raises(RuleBroken) as refused:
        made(hall, "desk", hall.delegates[6].id)
    assert refused.value.code == "no-account"
    with pytest.raises(NotFound):
        made(hall, "desk", hall.meeting.id)


def test_slips_when_the_site_has_none_then_refused(settings):
    settings.GONGHUI_LOGIN_SLIPS = False
    with pytest.raises(RuleBroken) as refused:
        made(make.hall(), "secretary")
    assert refused.value.code == "no-login-slips"


def test_page_when_printed_then_it_holds_name_code_and_qr_and_is_kept_nowhere():
    hall = make.hall()
    whom = {"delegate": str(hall.delegates[5].id)}
    answer = browser(hall.posts["desk"]).post(reverse("congress:login-slips", args=[hall.meeting.id]), whom)
    text = answer.content.decode()
    assert len(re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", text)) == 1
    assert hall.delegates[5].name in text
    assert "<svg" in text
    assert "no-store" in answer.headers["Cache-Control"]
