"""Who may knock."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from gonghui.kernel.access import DEVICE, PUBLIC, SIGNED_IN, access, actor_of, hats
from gonghui.kernel.actor import Actor, Hat
from gonghui.kernel.errors import NotFound
from gonghui.kernel.testing import OUR_UNION, cast_of

CAST = cast_of(OUR_UNION)


def request_by(actor, method="get"):
    request = getattr(RequestFactory(), method)("/somewhere/?a=1")
    if actor is not None:
        request.actor = actor
    return request


def view_behind(door, **rest):
    @access(door, **rest)
    def view(request):
        return HttpResponse("in")

    return view


@pytest.mark.parametrize("door", [PUBLIC, DEVICE])
def test_access_when_open_then_a_stranger_comes_in(door):
    assert view_behind(door)(request_by(None)).content == b"in"


def test_access_when_signed_in_only_then_a_stranger_is_led_to_the_login_page():
    answer = view_behind(SIGNED_IN)(request_by(Actor.stranger()))
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/somewhere/%3Fa%3D1")


def test_access_when_signed_in_then_anybody_comes_in():
    assert view_behind(SIGNED_IN)(request_by(CAST["worker"])).status_code == 200


def test_access_when_a_hat_is_asked_for_then_others_find_nothing():
    view = view_behind(hats("secretary", "chair"))
    assert view(request_by(CAST["chair"])).status_code == 200
    with pytest.raises(NotFound):
        view(request_by(CAST["worker"]))
    with pytest.raises(NotFound):
        view(request_by(Actor(account_id=OUR_UNION)))


def test_access_when_the_hat_is_held_but_not_worn_then_asked_to_change_it():
    secretary, chair = Hat(role="secretary", within=OUR_UNION), Hat(role="chair", within=OUR_UNION)
    actor = Actor(account_id=OUR_UNION, hat=secretary, hats=(secretary, chair))
    answer = view_behind(hats("chair"))(request_by(actor))
    assert (answer.status_code, answer["Location"]) == (302, "/hat/?next=%2Fsomewhere%2F%3Fa%3D1")


def test_access_when_the_method_is_not_offered_then_405():
    assert view_behind(PUBLIC)(request_by(None, "post")).status_code == 405
    assert view_behind(PUBLIC, methods=("POST",))(request_by(None, "post")).status_code == 200


def test_access_when_declared_then_the_view_carries_it():
    assert view_behind(SIGNED_IN).door is SIGNED_IN


def test_actor_of_when_nothing_was_set_then_a_stranger():
    assert actor_of(request_by(None)).is_stranger
