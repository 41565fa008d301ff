"""The pages: who sees what, that a refusal loses nothing, that hidden people stay hidden, what pages cost."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from gonghui.accounts.tests.make import log_in
from gonghui.congress.models import Committee, CommitteeMember, Delegate, Meeting, Paper
from gonghui.kernel import clock
from gonghui.kernel.actor import Actor
from gonghui.proposals.actions import calls, praising, settling
from gonghui.proposals.models import Department, Proposal
from gonghui.proposals.rules.kinds import Grade, ReplyKind
from gonghui.proposals.tests import make
from gonghui.proposals.tests.make import Unit, state, unit
from gonghui.registry.models import Membership, Office, Person

pytestmark = pytest.mark.django_db


def browser(actor: Actor) -> Client:
    """Log somebody in with the hat they wear."""
    assert actor.hat is not None
    assert actor.person_id is not None
    person = Person.objects.get(id=actor.person_id)
    day = clock.local_date(clock.now())
    if actor.hat.role == "worker":
        Membership.objects.get_or_create(person=person, union_id=actor.hat.within, defaults={"since": day})
    else:
        Office.objects.get_or_create(
            person=person, union_id=actor.hat.within, role=actor.hat.role, defaults={"since": day}
        )
    client = Client()
    log_in(client, person.account_id, hat=actor.hat.key)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"proposals:{name}", args=args)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_author_when_writing_on_a_phone_then_saved_invited_submitted_followed_and_rated() -> None:
    made = unit()
    author = browser(made.delegate(0))
    page = author.get(url("new"))
    key = page.context["form"]["key"].value()
    given = {"key": str(key), "union": str(made.union), "call": "", "title": make.TITLE, "category": "SAFETY",
             "reason": make.REASON, "measures": make.MEASURES}  # fmt: skip
    assert author.post(url("new"), given).status_code == 302
    proposal = Proposal.objects.get().id
    assert "还差2位代表附议" in text(author, url("one", proposal))
    assert "代表1" in text(author, url("invite", proposal))
    for n in (1, 2):
        author.post(url("ask", proposal, made.hall.delegates[n].id))
        other = browser(made.delegate(n))
        assert "请我附议的" in text(other, url("mine"))
        assert other.post(url("step", proposal, "own", "answer"), {"answer": "AGREED"}).status_code == 302
    assert author.post(url("step", proposal, "own", "submit")).status_code == 302
    assert state(proposal) == "SUBMITTED"
    desk = browser(made.desk)
    assert "立案" in text(desk, url("desk-one", proposal))
    desk.post(url("step", proposal, "desk", "accept"))
    sent = {"lead_id": made.departments["设备部"], "assist_ids": [made.departments["财务部"]]}
    assert desk.post(url("step", proposal, "desk", "assign"), sent).status_code == 302
    lead = browser(made.hands["设备部H"])
    assert make.TITLE in text(lead, url("tasks"))
    reply = {"kind": "A", "text": "四台风扇已经装好。"}
    assert lead.post(url("step", proposal, "task", "reply"), reply).status_code == 302
    helper = browser(made.hands["财务部H"])
    assert helper.post(url("step", proposal, "task", "countersign"), {"agrees": "1"}).status_code == 302
    assert "四台风扇" not in text(author, url("one", proposal))
    head = browser(made.hands["设备部L"])
    assert head.post(url("step", proposal, "task", "sign")).status_code == 302
    assert "四台风扇" in text(author, url("one", proposal))
    assert "四台风扇" in text(author, url("letter", proposal, "own"))
    assert author.post(url("step", proposal, "own", "rate"), {"grade": "SATISFIED"}).status_code == 302
    assert state(proposal) == "CLOSED"
    assert "已办结" in text(author, url("one", proposal))


def test_form_when_refused_then_says_why_and_keeps_what_was_typed() -> None:
    made = unit()
    proposal = make.assigned(made)
    lead = browser(made.hands["设备部H"])
    answer = lead.post(url("step", proposal, "task", "reply"), {"kind": "B", "text": "明年三月装好。"})
    assert answer.status_code == 422
    assert "要写明计划完成的日期" in answer.content.decode()
    assert "明年三月装好。" in answer.content.decode()
    bare = lead.post(url("step", proposal, "task", "reply"), {"text": "只写了内容"})
    assert (bare.status_code, "请选一项" in bare.content.decode()) == (422, True)
    assert state(proposal) == "ASSIGNED"


def test_step_when_it_is_another_places_or_none_then_not_found() -> None:
    made = unit()
    proposal = make.replied(made)
    author, cosigner, desk = browser(made.delegate(0)), browser(made.delegate(1)), browser(made.desk)
    assert author.get(url("step", proposal, "own", "nothing")).status_code == 404
    assert author.get(url("step", proposal, "task", "sign")).status_code == 404
    assert desk.post(url("step", proposal, "own", "rate"), {"grade": "SATISFIED"}).status_code == 404
    refused = cosigner.post(url("step", proposal, "own", "rate"), {"grade": "SATISFIED"})
    assert (refused.status_code, "只有提案人本人可以评价" in refused.content.decode()) == (422, True)
    assert state(proposal) == "REPLIED"


def secret(made: Unit) -> UUID:
    """Answer a proposal whose author asked not to be told; all six delegates have names of their own."""
    for n, name in enumerate(("钱牧遥", "孙采薇", "李望舒")):
        Delegate.objects.filter(id=made.hall.delegates[n].id).update(name=name)
    proposal = make.replied(made, confidential=True)
    praising.publish_reply(made.desk, proposal_id=proposal, now=clock.now())
    return proposal


def test_author_when_confidential_then_hidden_from_departments_in_pages_files_search_and_exports() -> None:
    made = unit()
    proposal = secret(made)
    hidden = ("钱牧遥", "孙采薇", "李望舒")
    for who in ("设备部H", "设备部L", "财务部H"):
        client = browser(made.hands[who])
        pages = [text(client, url("task", proposal)), text(client, url("tasks") + "?queue=all"),
                 text(client, url("letter", proposal, "task")), text(client, url("open")),
                 text(client, url("open-one", proposal))]  # fmt: skip
        assert not [name for page in pages for name in hidden if name in page]
        assert "保密" in pages[0]
        found = client.post(url("tasks") + "?queue=all", {"words": "钱牧遥"}).content.decode()
        assert make.TITLE not in found
        assert make.TITLE in client.post(url("tasks") + "?queue=all", {"words": "通风"}).content.decode()
        assert not [name for name in hidden if name in cells(client.get(url("tasks-sheet")).content)]
        for address in (url("desk-one", proposal), url("one", proposal), url("letter", proposal, "desk")):
            assert client.get(address).status_code in (403, 404)
    desk = browser(made.desk)
    assert "钱牧遥" in text(desk, url("desk-one", proposal))
    assert make.TITLE in desk.post(url("desk"), {"words": "钱牧遥"}).content.decode()
    assert "钱牧遥" in cells(desk.get(url("desk-sheet")).content)


def cells(data: bytes) -> str:
    book = load_workbook(BytesIO(data))
    return "\n".join(str(value) for page in book for row in page.iter_rows(values_only=True) for value in row)


def test_author_when_not_confidential_then_departments_see_who_it_is() -> None:
    made = unit()
    proposal = make.assigned(made)
    client = browser(made.hands["设备部H"])
    assert "代表0" in text(client, url("task", proposal))
    assert "代表0" in cells(client.get(url("tasks-sheet")).content)


def test_strangers_when_they_knock_then_nothing_is_there() -> None:
    made = unit()
    proposal = make.replied(made)
    nobody = browser(made.delegate(5))
    for name, args in (("one", [proposal]), ("task", [proposal]), ("open-one", [proposal]), ("tasks", []),
                       ("below-one", [proposal]), ("desk", []), ("figures", [])):  # fmt: skip
        assert nobody.get(url(name, *args)).status_code == 404
    assert nobody.get(url("desk-one", proposal)).status_code == 403


def test_desk_when_it_looks_for_two_han_characters_then_found_in_every_text() -> None:
    made = unit()
    make.submitted(made)
    make.submitted(made, author=3, title="食堂夜宵品种太少")
    desk = browser(made.desk)
    for words, count in (("通风", 1), ("夜宵", 1), ("风扇", 2), ("通风 夜宵", 0), ("代表3", 1), ("没有的", 0)):
        assert desk.post(url("desk"), {"words": words}).context["page"].total == count


@pytest.mark.parametrize("queue", ["all", "review", "assign", "hand", "amber", "red", "supervised", "tracked"])
def test_desk_when_a_queue_is_chosen_then_the_count_on_its_tab_is_its_length(queue: str) -> None:
    made = unit()
    now = clock.now()
    make.submitted(made, now=now)
    make.submitted(made, author=1, now=now - timedelta(days=60))
    late = make.assigned(made, author=2, now=now - timedelta(days=100))
    praising.supervise(made.desk, proposal_id=late, is_supervised=True, now=now)
    make.accepted(made, author=3, now=now)
    page = browser(made.desk).get(url("desk") + f"?queue={queue}").context
    counted = {tab.url.rsplit("=", 1)[1]: tab.count for tab in page["state_tabs"]}
    expected = {"all": 4, "review": 2, "assign": 1, "hand": 1, "red": 2, "amber": 0, "supervised": 1, "tracked": 0}
    assert page["page"].total == expected[queue]
    assert counted[queue] in (None, expected[queue])


def test_report_when_handed_in_then_a_paper_of_the_meeting_and_not_after_it_stands() -> None:
    made = unit()
    make.closed(made, confidential=True)
    desk = browser(made.desk)
    meeting = made.hall.meeting
    refused = desk.post(url("report-hand-in", meeting.id), follow=True)
    assert "材料已经固定" in refused.content.decode()
    Meeting.objects.filter(id=meeting.id).update(ready_at=None, state="PROPOSED")
    assert desk.post(url("report-hand-in", meeting.id)).status_code == 302
    paper = Paper.objects.get(meeting=meeting, title="提案工作报告")
    assert "共收到提案1件，立案1件" in paper.text
    assert "代表0" not in paper.text
    assert Proposal.objects.get().reported_meeting_id == meeting.id
    for ending in ("docx", "pdf"):
        assert len(desk.get(url("report", meeting.id, ending)).content) > 5000
    assert desk.get(url("report", meeting.id, "exe")).status_code == 404


def test_figures_when_shown_then_add_up() -> None:
    made = unit()
    make.closed(made)
    again = make.replied(made, author=1)
    settling.rate(made.delegate(1), proposal_id=again, grade=Grade.UNSATISFIED, words="不行", now=clock.now())
    make.replied(made, author=2, kind=ReplyKind.B)
    make.submitted(made, author=3)
    desk = browser(made.desk)
    page = desk.get(url("figures"))
    assert page.status_code == 200
    assert [tile.figure for tile in page.context["tiles"]][:3] == ["4", "2", "1"]
    sheet = cells(desk.get(url("figures-sheet")).content)
    assert "设备部" in sheet
    assert desk.get(url("figures") + "?year=2026").status_code == 200


@pytest.mark.parametrize(("name", "who"), [
    ("mine", "author"), ("one", "author"), ("desk", "desk"), ("desk-one", "desk"), ("tasks", "hand"),
    ("task", "hand"), ("figures", "desk"), ("departments", "desk"), ("calls", "desk"), ("open", "author"),
])  # fmt: skip
def test_page_when_there_is_more_then_the_database_is_asked_no_more_often(name: str, who: str) -> None:
    made = unit()
    first = make.replied(made)
    praising.publish_reply(made.desk, proposal_id=first, now=clock.now())
    client = browser({"author": made.delegate(0), "desk": made.desk, "hand": made.hands["设备部H"]}[who])
    args = [first] if name in ("one", "desk-one", "task") else []
    address = url(name, *args) + ("?queue=all" if name == "tasks" else "")
    client.get(address)
    asked = []
    for turn in range(2):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        asked.append(len(caught))
        if turn == 0:
            grow(made)
    assert asked[0] == asked[1] <= 34


def grow(made: Unit) -> None:
    """Let every list grow by two."""
    for n in range(2):
        one = make.replied(made, title=f"再一件{n}", author=n % 3)
        praising.publish_reply(made.desk, proposal_id=one, now=clock.now())
        Department.objects.create(union_id=made.union, name=f"部门{n}")
        today = clock.local_date(clock.now())
        calls.open_call(made.desk, union_id=made.union, title=f"征集{n}", text="", opens_on=today, closes_on=None,
                        now=clock.now())  # fmt: skip


def test_home_when_something_waits_then_says_how_much_and_leads_there() -> None:
    made = unit()
    idle = browser(made.hands["财务部L"])
    assert "您现在没有要办的事" in text(idle, "/")
    make.assigned(made)
    page = text(browser(made.hands["设备部H"]), "/")
    assert "1件等您办理" in page
    assert url("tasks") in page
    assert "您现在没有要办的事" not in page
    make.replied(made, author=1)
    assert "1件等您办理" in text(browser(made.delegate(1)), "/")


def test_committee_when_its_member_comes_then_reviews_with_the_tabs_of_their_own_pages() -> None:
    made = unit()
    proposal = make.submitted(made)
    one = made.hall.delegates[4]
    group = Committee.objects.create(term=made.hall.meeting.term, name="提案工作委员会")
    CommitteeMember.objects.create(committee=group, person=one.person, delegate=one, name=one.name,
                                   since=clock.local_date(clock.now()))  # fmt: skip
    client = browser(made.delegate(4))
    page = text(client, url("desk"))
    assert "提案审查" in page
    assert "名册导入" not in page
    assert client.post(url("step", proposal, "desk", "accept")).status_code == 302
    assert state(proposal) == "ACCEPTED"
