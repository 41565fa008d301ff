"""A round of several rows on every face: the secretary's ballot, the phone, the scrutineers, the desk, the wall."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gonghui.accounts.tests.make import log_in
from gonghui.congress.actions import devices, voting
from gonghui.congress.documents import votes
from gonghui.congress.documents.catalogue import PREPARERS, documents
from gonghui.congress.models import AgendaItem, BallotRow, NamedBallot, Vote
from gonghui.congress.papers import content
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.screens import wall
from gonghui.congress.tests import make, rows
from gonghui.congress.tests.make import MORNING, after
from gonghui.congress.tests.rows import A, F, Q
from gonghui.kernel import clock
from gonghui.registry.models import Office

pytestmark = pytest.mark.django_db
TIE = [[F, F, A, Q], [F, F, A, Q], [F, F, A, Q], [F, F, Q, Q], [F, A, Q, Q], [F, A, Q, Q]]


def browser(actor) -> Client:
    client = Client()
    if actor.hat.role == "secretary":
        values = {"person_id": actor.person_id, "union_id": actor.hat.within, "role": "secretary"}
        Office.objects.get_or_create(**values, defaults={"since": clock.local_date(MORNING)})
    log_in(client, actor.account_id, hat=actor.hat.key)
    return client


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_secretary_when_she_fills_a_ballot_then_every_step_is_on_one_page():
    hall = make.hall(forms=(VoteForm.OPEN_BALLOT,))
    AgendaItem.objects.update(power="ELECT", title="选举职工董事", question="是否同意选举职工董事？")
    secretary, item = browser(hall.posts["secretary"]), hall.items[0]
    path = f"/m/{hall.meeting.id}/prepare/agenda/{item.id}/ballot/"
    assert f'href="{path}"' in text(secretary, f"/m/{hall.meeting.id}/prepare/agenda/{item.id}/")
    assert "选举，逐名表决候选人" in text(secretary, path)
    assert secretary.post(path, {"kind": "ELECTION"}).status_code == 422
    assert secretary.post(path, {"kind": "ELECTION", "seats": "1"}).status_code == 302
    assert "还没有列出候选人" in text(secretary, path)
    refused = secretary.post(f"{path}add/", {"names": ""})
    assert (refused.status_code, "请填写这一项" in refused.content.decode()) == (422, True)
    names = {"names": "贺明川，总装车间 工段长\n欧阳·阿依古丽\n", "proposed_by": "主席团"}
    assert secretary.post(f"{path}add/", names).status_code == 302
    found = text(secretary, f"{path}?q=代表3")
    assert hall.delegates[3].number in found
    added = {"names": "代表3,一车间", "delegate_id": str(hall.delegates[3].id)}
    assert secretary.post(f"{path}add/", added).status_code == 302
    page = text(secretary, path)
    for words in ("总装车间 工段长", "主席团提名", "已酝酿讨论", "差额选举：候选人 3 名，应选 1 名"):
        assert words in page
    row = BallotRow.objects.get(name="代表3")
    assert row.delegate == hall.delegates[3]
    assert secretary.post(f"/m/{hall.meeting.id}/prepare/ballot/{row.id}/up/").status_code == 302
    assert secretary.post(f"/m/{hall.meeting.id}/prepare/ballot/{row.id}/withdrawn/").status_code == 302
    assert secretary.post(f"{path}standing/", {"standing": "OFFICIAL"}).status_code == 302
    assert secretary.post(f"{path}standing/", {}).status_code == 404
    page = text(secretary, path)
    assert "重新提名" in page
    assert page.count("正式候选人</span>") == 2
    assert list(item.rows.order_by("position").values_list("name", flat=True)) == ["贺明川", "代表3", "欧阳·阿依古丽"]
    assert secretary.post(f"/m/{hall.meeting.id}/prepare/ballot/{uuid4()}/up/").status_code == 404
    assert "逐名选举" in text(secretary, f"/m/{hall.meeting.id}/prepare/agenda/")


def test_phone_when_it_marks_an_election_then_nothing_is_chosen_before_and_the_receipt_repeats_it():
    hall = rows.in_session(PaperKind.ELECTION)
    vote = rows.opened(hall)
    client, path = browser(hall.delegate(0)), f"/vote/{vote.id}/"
    page = text(client, path)
    assert page.count('type="radio"') == 12
    assert " checked" not in page
    for words in (
        "欧阳·阿依古丽",
        "已选赞成",
        "赞成最多 2 名",
        "没有选的",
        "末位票数相同的，对相同者另行投票",
        "差额选举",
    ):
        assert words in page
    key = str(uuid4())
    refused = client.post(path, {"key": key, "r0": "0", "r1": "0", "r2": "0"})
    assert (refused.status_code, "您赞成了 3 名" in refused.content.decode()) == (422, True)
    assert NamedBallot.objects.count() == 0
    assert client.post(path, {"key": key, "r0": "0", "r1": "1", "r3": "x"}).status_code == 302
    assert NamedBallot.objects.get().choices == [F, A, Q, Q]
    page = text(client, path)
    assert "沈知遥、袁海" in page
    assert "已收到" in page


def test_scrutineers_when_they_count_paper_then_the_sheet_has_a_line_for_each_candidate():
    hall = rows.in_session(PaperKind.ELECTION, without_phone=1, forms=(VoteForm.OPEN_BALLOT,))
    vote = rows.opened(hall)
    rows.cast(hall, vote, TIE[:5])
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    online = {"channel": "ONLINE", "issued": 5, "returned": 5, "valid": 5, "blank": 0, "spoiled": 0}
    counted = ((5, 0, 0), (4, 1, 0), (0, 3, 2), (0, 0, 5))
    online |= {f"r{n}-{o}": count for n, counts in enumerate(counted) for o, count in enumerate(counts)}
    paper = {"channel": "PAPER", "issued": 1, "returned": 1, "valid": 0, "blank": 1, "spoiled": 0}
    paper |= {f"r{n}-{o}": 0 for n in range(4) for o in range(3)}
    path = f"/m/{hall.meeting.id}/count/"
    for post in ("scrutineer", "scrutineer2"):
        client = browser(hall.posts[post])
        page = text(client, path)
        assert 'name="r3-2" type="number"' in page
        assert 'type="hidden" name="r1-1" value="1"' in page
        gap = client.post(f"{path}{vote.id}/sign/", paper | {"r2-1": ""})
        assert (gap.status_code, "没有填全" in gap.content.decode()) == (422, True)
        assert client.post(f"{path}{vote.id}/sign/", paper | {"channel": "POST"}).status_code == 422
        for sheet in (online, paper):
            assert client.post(f"{path}{vote.id}/sign/", sheet).status_code == 302
    vote.refresh_from_db()
    assert vote.state == "CONFIRMED"
    page = text(browser(hall.posts["scrutineer"]), path)
    assert "当选：贺明川、欧阳·阿依古丽" in page


def test_desk_and_wall_when_announced_then_the_elected_come_first_and_the_run_off_is_one_tap():
    hall = rows.in_session(PaperKind.ELECTION)
    vote = rows.opened(hall)
    rows.cast(hall, vote, [*TIE[:2], [F, A, F, Q], [F, A, F, Q], [F, Q, Q, Q], [F, Q, Q, Q]])
    vote = rows.confirmed(hall, vote)
    chair, path = browser(hall.posts["presiding"]), f"/m/{hall.meeting.id}/chair/"
    page = text(chair, path)
    assert "当选 1 名，应选 2 名" in page
    assert "起草另行投票" not in page
    assert "当选 1 名" not in text(browser(hall.delegate(0)), f"/m/{hall.meeting.id}/")
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(300))
    page = text(chair, path)
    assert "可以对欧阳·阿依古丽、沈知遥另行投票" in page
    assert chair.post(f"{path}vote/{vote.id}/runoff/").status_code == 302
    page = text(chair, path)
    assert "已列为下一项" in page
    assert "第1项议题（第二轮）" in page
    assert "当选 1 名，应选 2 名" in text(browser(hall.delegate(0)), f"/m/{hall.meeting.id}/")
    token = devices.make_wall(hall.posts["presiding"], meeting_id=hall.meeting.id, now=after(310))
    frame = text(Client(), f"/wall/{token}/frame/")
    assert "当选 1 名，应选 2 名" in frame or "wall-rows" in frame


def test_wall_when_thirty_one_stood_then_pages_turn_from_the_elected_through_the_whole_table():
    names = [f"候选人{n:02d}号" for n in range(31)]
    hall = rows.in_session(PaperKind.ELECTION, names=names, seats=9)
    vote = rows.opened(hall)
    assert "共 31 个，名单见表决票" in str(wall.page(hall.meeting, after(95), origin="")["names"])
    rows.cast(hall, vote, [[F] * 9 + [A] * 22] * 6)
    vote = rows.announced(hall, vote)
    since = vote.announced_at or after(0)
    seen: list[str] = []
    for turn in range(9):
        shown: Any = wall.page(hall.meeting, since + timedelta(seconds=10 * turn + 1), origin="")["page"]
        assert (shown["number"], shown["of"], shown["kind"]) == (
            turn % 8 + 1,
            8,
            "elected" if turn % 8 < 2 else "table",
        )
        assert len(shown["lines"]) <= 6
        seen += [line.name for line in shown["lines"]] if 2 <= turn < 8 else []
    assert seen == names


def test_wall_when_items_have_long_names_then_fewer_stand_on_a_page():
    hall = rows.in_session(PaperKind.ITEMS, names=[f"{n}" + "高温津贴标准调整为每人每月三百元" * 3 for n in range(4)])
    vote = rows.opened(hall)
    rows.cast(hall, vote, [[F] * 4] * 4)
    vote = rows.announced(hall, vote)
    pages = []
    for turn in range(4):
        at = (vote.announced_at or after(0)) + timedelta(seconds=10 * turn + 1)
        shown: Any = wall.page(hall.meeting, at, origin="")["page"]
        pages.append(len(shown["lines"]))
    assert pages == [1, 1, 1, 1]


@pytest.mark.parametrize("is_open", [False, True])
def test_appraisal_when_announced_then_only_desk_and_scrutineers_see_it_unless_it_was_chosen(is_open):
    more = {"result_is_open": is_open}
    hall = rows.in_session(PaperKind.APPRAISAL, names=("沈岳", "何岚"), more=more)
    vote = rows.opened(hall)
    phone = browser(hall.delegate(0))
    page = text(phone, f"/vote/{vote.id}/")
    assert "基本称职" in page
    assert "过半数" not in page
    rows.cast(hall, vote, [[0, 1]] * 4 + [[3, 2]] * 2)
    vote = rows.announced(hall, vote)
    desk = text(browser(hall.posts["presiding"]), f"/m/{hall.meeting.id}/chair/")
    assert "66.7%" in desk
    now = text(phone, f"/m/{hall.meeting.id}/")
    picture = wall.page(hall.meeting, vote.announced_at or after(0), origin="")
    assert ("66.7%" in now, picture["page"] is not None) == (is_open, is_open)
    assert ("结果按规定报有关组织" in now) != is_open
    assert "民主测评 2 名，发出 6 票" in now


def test_ballot_and_desk_when_rows_grow_from_four_to_twelve_then_they_ask_no_more_often():
    asked = []
    for count in (4, 12):
        hall = rows.in_session(
            PaperKind.ELECTION, names=[f"甲{n}" for n in range(count)],
            of=make.union(uuid4(), name=f"第{count}工会"),
        )  # fmt: skip
        vote = rows.opened(hall)
        rows.cast(hall, vote, [[F] * 2 + [A] * (count - 2)] * 5)
        pages = [(browser(hall.delegate(5)), f"/vote/{vote.id}/"), (browser(hall.posts["secretary"]), (
            f"/m/{hall.meeting.id}/prepare/agenda/{hall.items[0].id}/ballot/"
        ))]  # fmt: skip
        rows.announced(hall, Vote.objects.get(id=vote.id))
        pages.append((browser(hall.posts["presiding"]), f"/m/{hall.meeting.id}/chair/"))
        numbers = []
        for client, path in pages:
            text(client, path)
            with CaptureQueriesContext(connection) as caught:
                text(client, path)
            numbers.append(len(caught))
        asked.append(numbers)
    assert asked[0] == asked[1]


def test_code_of_a_rating_when_it_is_not_for_everybody_then_it_does_not_depend_on_how_people_were_rated():
    hall = rows.in_session(PaperKind.APPRAISAL, names=("沈岳", "何岚"))
    vote = rows.opened(hall)
    rows.cast(hall, vote, [[0, 0]] * 6)
    vote = rows.announced(hall, vote)
    told, public = votes.result(vote), votes.results(hall.meeting)[0]
    assert isinstance(told, content.RowsResult)
    assert isinstance(public, content.RowsResult)
    assert (len(told.rows), public.rows) == (2, ())
    assert {one.key: one.readers for one in documents(hall.meeting)}[f"result-{vote.id}"] == PREPARERS
    code = votes.check_code(votes.for_everybody(vote))
    vote.result.rows = [row | {"counts": [0, 0, 0, 6]} for row in vote.result.rows or ()]
    assert votes.check_code(votes.for_everybody(vote)) == code
    vote.item.result_is_open = True
    assert votes.check_code(votes.for_everybody(vote)) != code
