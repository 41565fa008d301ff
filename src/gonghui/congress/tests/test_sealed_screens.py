"""The pages of a sealed round, as each face shows it, and what the demo's crowd does at one."""

import json

import pytest
from django.test import Client

from ballot import sealed
from ballot.canonical import write
from gonghui.accounts.tests.make import log_in
from gonghui.congress.actions import ceremony, sealed_casting, voting
from gonghui.congress.ballotbox import boards, played
from gonghui.congress.models import BoardLine
from gonghui.congress.tests import box as play
from gonghui.congress.tests.make import after

pytestmark = pytest.mark.django_db


def browser(actor) -> Client:
    client = Client()
    log_in(client, actor.account_id, hat=actor.hat.key)
    return client


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_phone_when_a_sealed_vote_is_planned_then_it_is_asked_for_its_key_and_told_once():
    box = play.in_session()
    client, path = browser(box.hall.delegate(5)), f"/m/{box.hall.meeting.id}/"
    page = text(client, path)
    key = played.key(play.SECRET, box.hall.meeting.id, box.hall.delegates[5].id)
    assert f'data-known="{key}"' in page
    assert "congress/sealed.js" in page
    other = played.pair("other", box.hall.meeting.id, box.hall.delegates[5].id).public.hex()
    answer = client.post(f"{path}voter-key/", {"key": other}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (200, {})
    assert f'data-known="{other}"' in text(client, path)
    refused = client.post(f"{path}voter-key/", {"key": "x"}, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["title"]) == (422, "手机送来的密钥不完整。")


def test_ballot_when_open_received_and_over_then_the_page_says_so_without_a_choice():
    box = play.with_key().open()
    client, path = browser(box.hall.delegate(0)), f"/vote/{box.vote_id}/"
    page = text(client, path)
    assert f'data-election="{box.box.election}"' in page
    assert "任何人都打不开单张票" in page
    answer = client.post(f"{path}cast/", {"line": box.line(0, "FOR")}, headers={"Accept": "application/json"})
    receipt = answer.json()
    assert (answer.status_code, json.loads(receipt["head"])["index"]) == (200, 4)
    page = text(client, path)
    assert receipt["short"] in page
    assert "不显示您的选择" in page
    assert receipt["short"] in text(client, f"{path}check/?code={receipt['short'].lower().replace('-', ' ')}")
    assert "公告板第4条就是这张票" in text(client, f"{path}check/?code={receipt['short']}")
    assert "公告板上没有这个凭证" in text(client, f"{path}check/?code=0000-0000-0000-0000")
    again = client.post(f"{path}cast/", {"line": box.line(0, "AGAINST")}, headers={"Accept": "application/json"})
    assert (again.status_code, again.json()["title"]) == (409, "本轮已经收到您的票，以第一张为准。")


def test_opened_ballot_when_published_then_anybody_can_check_it_and_it_is_not_counted():
    box = play.with_key().open()
    manifest = boards.manifest_of(box.box)
    phone = played.pair(play.SECRET, box.hall.meeting.id, box.hall.delegates[0].id)
    prepared = sealed.prepare(manifest, manifest.by_id["vote"], phone.public, (0, 1, 0))
    line = write(sealed.audit(prepared, phone).to_json()).decode()
    code = sealed_casting.open_ballot(box.hall.delegate(0), vote_id=box.vote_id, line=line, now=after(100))
    page = text(browser(box.hall.delegate(1)), f"/vote/{box.vote_id}/check/")
    assert code in page
    assert "&quot;choices&quot;:&quot;010&quot;" in page
    box.vote_by(0, "FOR")
    kinds = [json.loads(one)["kind"] for one in BoardLine.objects.order_by("index").values_list("line", flat=True)]
    assert kinds == ["roll_seal", "rehearsal", "open", "audit", "ballot"]


def test_scrutineers_page_when_the_round_goes_on_then_one_thing_is_to_be_done_at_a_time():
    box = play.in_session()
    one = browser(box.hall.posts["scrutineer"])
    path = f"/m/{box.hall.meeting.id}/count/"
    assert "开始生成" in text(one, path)
    begun = ceremony.begin_ceremony(box.chair, meeting_id=box.hall.meeting.id, now=after(70))
    assert f'data-ceremony="{begun}"' in text(one, path)
    state = one.get(f"{path}key/").json()
    assert (state["step"], state["sent"], state["index"], state["threshold"]) == ("REGISTER", False, 1, 2)
    box.scrutineers = play.hold_ceremony(box.hall)
    assert "2人一起才能开票" in text(one, path)
    box.prepare()
    assert "人数无误，签名" in text(one, path)
    box.sign(box.scrutineers[0])
    assert "您已签名，等待另一位监票人" in text(one, path)
    box.sign(box.scrutineers[1])
    voting.open_vote(box.chair, vote_id=box.vote_id, seconds=None, now=after(90))
    for n in range(11):
        box.vote_by(n, "FOR")
    box.stop()
    assert "核验选票并开票" in text(one, path)
    standing = one.get(f"/vote/{box.vote_id}/box/").json()
    assert standing == {"step": "TALLIED", "gave": ["REHEARSAL", "ROLL"], "signed": 0, "mine": False, "threshold": 2}
    assert "核对无误，签署" not in text(one, path)
    box.count()
    assert "核对无误，签署" in text(one, path)


def test_chair_when_there_is_no_key_then_the_desk_says_what_is_missing_and_offers_the_server():
    box = play.in_session()
    box.vote_id = voting.prepare_vote(box.chair, item_id=box.hall.items[0].id, now=after(80))
    chair, path = browser(box.chair), f"/m/{box.hall.meeting.id}/chair/"
    page = text(chair, path)
    assert "监票人还没有生成开票密钥" in page
    assert "监票人不能生成密钥？" in page
    assert chair.post(f"{path}host-key/").status_code == 302
    page = text(chair, path)
    assert "服务器代管" in page
    assert "固定名册" in page
    assert chair.post(f"{path}step/", {"step": "freeze-roll", "target": str(box.vote_id)}).status_code == 302
    assert "开始表决" in text(chair, path)


@pytest.mark.parametrize("name", ["manifest.json", "dkg.json", "roll.txt", "board.jsonl", "heads.jsonl"])
def test_box_file_when_asked_for_then_it_is_what_the_archive_holds(name):
    box = play.with_key().open()
    answer = browser(box.hall.delegate(0)).get(f"/vote/{box.vote_id}/box/{name}")
    assert answer.content == boards.file_of(box.box, name)
    assert browser(box.hall.delegate(0)).get(f"/vote/{box.vote_id}/box/secrets.txt").status_code == 404
    head = browser(box.hall.delegate(0)).get(f"/vote/{box.vote_id}/head/").json()["head"]
    assert json.loads(head)["head"] == box.box.head
