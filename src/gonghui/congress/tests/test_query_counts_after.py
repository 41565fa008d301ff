"""The pages after a sitting ask the database as often for ten votes and eighty delegates as for one vote and six."""

import pytest
from django.test import Client

from gonghui.congress.actions import minutes, publishing
from gonghui.congress.models import Resolution
from gonghui.congress.tests.asking import asked
from gonghui.congress.tests.held import CLOSED, held, posted
from gonghui.congress.tests.make import Hall
from gonghui.congress.tests.test_outcome_views import browser
from gonghui.congress.tests.test_prepare_screens import url

pytestmark = pytest.mark.django_db

PAGES = {
    "resolutions": 64, "minutes": 59, "posting": 76, "filing": 61, "resolution": 42, "minutes-edit": 42, "archive": 88,
    "public": 22,
}  # fmt: skip


def _address(hall: Hall, name: str) -> str:
    if name in ("resolutions", "minutes", "posting", "filing"):
        return url("after-step", hall.meeting.id, name)
    if name == "resolution":
        return url(name, hall.meeting.id, Resolution.objects.order_by("id").values_list("id")[0][0])
    return url("posting", hall.meeting.publication.slug) if name == "public" else url(name, hall.meeting.id)


@pytest.mark.parametrize("size", [(1, 6), (10, 80)], ids=["small", "large"])
@pytest.mark.parametrize("name", PAGES)
def test_page_after_a_sitting_when_there_was_much_of_everything_then_it_asks_as_often(
    name: str, size: tuple[int, int], tmp_path, settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    votes, delegates = size
    hall = held(choices=(("FOR",) * 4,) * votes, without_vote=votes, delegates=delegates)
    minutes.draft_minutes(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    slug = posted(hall).slug
    for n in range(votes):
        publishing.object_to(hall.delegate(n % 6), slug=slug, text=f"第{n}条异议", now=CLOSED)
    assert Resolution.objects.count() == votes
    client = Client() if name == "public" else browser(hall)
    assert asked(client, _address(hall, name)) == PAGES[name]
