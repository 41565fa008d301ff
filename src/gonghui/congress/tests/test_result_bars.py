"""The result as a picture on the phone and on the public page: bars with their figures in words beside them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.congress.actions import voting
from gonghui.congress.models import Publication, Vote
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.tests import rows
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.congress.tests.test_rows_screens import TIE, browser, text
from gonghui.congress.tests.test_tie_told import tied
from gonghui.congress.tests.test_voting import in_session, opened

pytestmark = pytest.mark.django_db


def pages(hall: Hall) -> dict[str, str]:
    """Return what a delegate's phone and the public page show."""
    Publication.objects.create(
        meeting=hall.meeting, slug="posted", starts_at=MORNING, ends_at=MORNING + timedelta(days=7),
        due_at=MORNING + timedelta(days=7),
    )  # fmt: skip
    phone = text(browser(hall.delegate(0)), reverse("congress:now-part", args=[hall.meeting.id]))
    public = Client().get(reverse("congress:posting", args=["posted"]))
    assert public.status_code == 200
    return {"phone": phone, "public": public.content.decode()}


def announced(hall: Hall, vote: Vote) -> None:
    rows.confirmed(hall, vote)
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(260))


def test_decision_when_told_then_phone_and_public_page_draw_it_and_say_the_same_in_words() -> None:
    hall = in_session()
    tied(hall, opened(hall))
    for page in pages(hall).values():
        assert page.count('<svg class="result-bar" role="img"') == 1
        assert 'aria-label="赞成2，反对2，弃权0，无效和未表决2，须4票"' in page
        assert "赞成与反对票数相同" in page


@pytest.mark.parametrize(("kind", "lines"), [(PaperKind.ITEMS, 4), (PaperKind.ELECTION, 4)])
def test_rows_when_told_then_every_row_has_its_bar_and_its_figures(kind: PaperKind, lines: int) -> None:
    hall = rows.in_session(kind)
    vote = rows.opened(hall)
    rows.cast(hall, vote, TIE)
    announced(hall, vote)
    for page in pages(hall).values():
        assert page.count('class="result-bar row-bar" aria-hidden="true"') == lines
        assert page.count('<dl class="cells">') == lines


def test_appraisal_when_restricted_then_neither_phone_nor_public_page_draw_or_tell_a_grade() -> None:
    hall = rows.in_session(PaperKind.APPRAISAL, names=("沈岳", "何岚"))
    vote = rows.opened(hall)
    rows.cast(hall, vote, [[0, 1]] * 6)
    announced(hall, vote)
    for page in pages(hall).values():
        for told in ("result-bar", "优秀", "沈岳"):
            assert told not in page
