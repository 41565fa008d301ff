"""Others than the candidates on the faces: the secretary's switch, the phone, the scrutineers' page, the papers."""

from uuid import uuid4

import pytest

from gonghui.congress.actions import voting
from gonghui.congress.documents import rows as papers
from gonghui.congress.documents import votes as sheets
from gonghui.congress.models import AgendaItem, NamedBallot, NameReading, Vote
from gonghui.congress.papers import content
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.kinds import Channel, VoteForm
from gonghui.congress.tests import make, rows
from gonghui.congress.tests.make import after
from gonghui.congress.tests.test_rows_screens import browser, text

pytestmark = pytest.mark.django_db
SHEET = {
    "issued": "1", "returned": "1", "valid": "1", "blank": "0", "spoiled": "0", "r0-0": "1", "r0-1": "0", "r0-2": "0",
    "r1-0": "0", "r1-1": "1", "r1-2": "0",
}  # fmt: skip
PHONES = {"issued": "5", "returned": "3", "valid": "3", "r0-0": "3", "r1-1": "3"}


def test_secretary_when_the_item_is_sealed_then_told_that_nobody_else_can_be_written():
    hall = make.hall(forms=(VoteForm.SECRET_BALLOT,), sealed=True)
    AgendaItem.objects.update(power="ELECT")
    secretary, path = (
        browser(hall.posts["secretary"]),
        f"/m/{hall.meeting.id}/prepare/agenda/{hall.items[0].id}/ballot/",
    )
    assert secretary.post(path, {"kind": "ELECTION", "seats": "1", "write_ins": "on"}).status_code == 302
    assert AgendaItem.objects.get(id=hall.items[0].id).write_ins is True
    assert "本项用密封票，只能在正式候选人中选" in text(secretary, path)
    assert secretary.post(path, {"kind": "ELECTION", "seats": "1"}).status_code == 302
    assert AgendaItem.objects.get(id=hall.items[0].id).write_ins is False
    assert "本项用密封票，只能在正式候选人中选" not in text(secretary, path)


def test_names_when_written_on_phones_and_paper_then_read_on_a_page_of_their_own_and_printed():
    hall = rows.in_session(PaperKind.ELECTION, names=("贺明川", "沈知遥"), without_phone=1)
    vote = rows.opened(hall)
    for n, name in enumerate(("张三", "张叁", "")):
        client, path = browser(hall.delegate(n)), f"/vote/{vote.id}/"
        page = text(client, path)
        assert page.count("data-written") == 2
        assert client.post(path, {"key": str(uuid4()), "r0": "0", "r1": "1", "w0": name, "w1": ""}).status_code == 302
    assert "张三" in text(browser(hall.delegate(0)), f"/vote/{vote.id}/")
    assert NamedBallot.objects.filter(written__isnull=True).count() == 1
    named = {row.name: row.choice for row in sheets.named_votes(_confirmed(hall, vote)).rows}
    assert named["代表0"] == "赞成1：贺明川；反对1：沈知遥；另选1：张三"
    vote = Vote.objects.get(id=vote.id)
    told = papers.result(vote)
    assert [(row.name, row.counts[0], row.written) for row in told.rows] == [
        ("贺明川", 4, False), ("沈知遥", 0, False), ("张三", 3, True),
    ]  # fmt: skip
    assert papers.ballot_sample(vote).blanks == 2
    first = papers.tally_sheet(vote, Channel.PAPER).first
    assert isinstance(first, content.RowsCount)
    assert first.written == (("张 三", 1),)


def _confirmed(hall, vote):
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    names = f"/m/{hall.meeting.id}/count/{vote.id}/names/"
    for post in ("scrutineer", "scrutineer2"):
        client = browser(hall.posts[post])
        assert "没有需要辨认的姓名" in text(client, names)
        assert 'name="wn3"' in text(client, f"/m/{hall.meeting.id}/count/")
        sign = f"/m/{hall.meeting.id}/count/{vote.id}/sign/"
        paper = SHEET | {"channel": "PAPER", "wn0": " 张  三 ", "wv0": "1"}
        phones = SHEET | PHONES | {"channel": "ONLINE", "wn0": "张三", "wv0": "1", "wn1": "张叁", "wv1": "1"}
        assert client.post(sign, paper | {"wv0": ""}).status_code == 422
        for data in (paper, phones):
            assert client.post(sign, data).status_code == 302
    first, second = browser(hall.posts["scrutineer"]), browser(hall.posts["scrutineer2"])
    assert "待辨认" in text(first, f"/m/{hall.meeting.id}/count/")
    page = text(first, names)
    for words in ("张叁", "张 三", "纸质票上有", "签署辨认结果"):
        assert words in page
    read = {"n0": "张 三", "p0": "张三", "n1": "张三", "p1": "张三", "n2": "张叁", "p2": "张三"}
    missing = first.post(names, read | {"p2": ""})
    assert (missing.status_code, "“张叁”还没有辨认" in missing.content.decode()) == (422, True)
    assert first.post(names, read).status_code == 302
    assert second.post(names, read | {"p2": "", "u2": "1"}).status_code == 302
    page = text(second, names)
    assert "一位辨认为“无法辨认”，一位辨认为“张三”" in page
    assert "重新签署" in page
    assert second.post(names, read).status_code == 302
    assert NameReading.objects.count() == 3
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(400))
    return Vote.objects.get(id=vote.id)
