"""Photographs of sheets: a scrutineer's own, kept with the round, found again in the archive, closed to others."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse

from gonghui.congress.actions import photos, presence, running, voting
from gonghui.congress.documents import volume
from gonghui.congress.models import Enclosure, SheetPhoto
from gonghui.congress.queries.photos import find_photo, of_vote
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, PICTURE, after
from gonghui.congress.tests.test_screens import browser
from gonghui.congress.uploads import Upload, UploadRefused
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def voted(*, stopped=True):
    """Vote with one delegate on paper; stop it."""
    hall = make.hall(delegates=7, without_phone=1)
    chair = hall.posts["presiding"]
    presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=MORNING)
    for one in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number=one.number, now=MORNING)
    running.open_meeting(chair, meeting_id=hall.meeting.id, now=after(60))
    running.start_item(chair, item_id=hall.items[0].id, now=after(70))
    vote_id = voting.prepare_vote(chair, item_id=hall.items[0].id, now=after(80))
    voting.open_vote(chair, vote_id=vote_id, seconds=None, now=after(90))
    if stopped:
        voting.stop_vote(chair, vote_id=vote_id, now=after(150))
    return hall, hall.items[0].votes.get()


def attach(hall, vote, *, post="scrutineer", channel=Channel.PAPER, data=PICTURE):
    upload = Upload(name="计票单.png", chunks=[data])
    return photos.attach_photo(hall.posts[post], vote_id=vote.id, channel=channel, upload=upload, now=after(160))


def test_photo_when_taken_then_kept_with_the_round_and_in_the_archive():
    hall, vote = voted()
    first, second = attach(hall, vote), attach(hall, vote, post="scrutineer2")
    assert [one.id for one in of_vote(vote)["PAPER"]] == [first, second]
    leaves = [leaf for leaf in volume.leaves(hall.meeting, page="") if leaf.title.endswith("计票单照片")]
    assert len(leaves) == 2
    assert leaves[0].serves == "tally_sheet"
    assert leaves[0].title == "第1项第1轮纸质表决票计票单照片"
    with pytest.raises(DatabaseError):
        SheetPhoto.objects.filter(id=first).update(channel="HANDS")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"GIF89a" + bytes(40), b"plain words"])
def test_photo_when_it_is_none_then_refused_and_nothing_is_kept(data):
    hall, vote = voted()
    with pytest.raises((RuleBroken, UploadRefused)):
        attach(hall, vote, data=data)
    assert Enclosure.objects.count() == 0
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_photo_when_the_vote_still_runs_or_there_is_no_such_sheet_then_refused():
    hall, vote = voted(stopped=False)
    with pytest.raises(Conflict):
        attach(hall, vote)
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(155))
    for channel in (Channel.HANDS, Channel.ONLINE):
        with pytest.raises(RuleBroken):
            attach(hall, vote, channel=channel)


@pytest.mark.parametrize("post", ["presiding", "operator", "desk"])
def test_photo_when_somebody_else_sends_or_asks_for_it_then_not_theirs(post):
    hall, vote = voted()
    with pytest.raises((NotAllowed, NotFound)):
        attach(hall, vote, post=post)
    photo = attach(hall, vote)
    with pytest.raises(NotFound):
        find_photo(hall.posts[post], photo)
    assert find_photo(hall.posts["secretary"], photo).id == photo


def test_page_when_a_photo_was_sent_then_it_is_listed_and_shown():
    hall, vote = voted()
    page = browser(hall.posts["scrutineer"])
    photo = attach(hall, vote)
    where = reverse("congress:sheet-photo", args=[hall.meeting.id, photo])
    assert where in page.get(reverse("congress:count", args=[hall.meeting.id])).content.decode()
    answer = page.get(where)
    assert (answer.headers["Content-Type"], b"".join(answer)) == ("image/png", PICTURE)
    send = reverse("congress:attach-photo", args=[hall.meeting.id, vote.id])
    answer = page.post(send, {"channel": "PAPER"}, follow=True)
    assert "请先拍照或选一张照片" in answer.content.decode()
