"""A list of delegates comes in: previewed row by row, put right, taken as a whole, taken out as a whole."""

import io
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gonghui.congress.actions import roll, terms, unit_votes
from gonghui.congress.models import Delegate, Delegation, ElectoralUnit, Meeting, Term
from gonghui.congress.tests.plan import Plan, meeting_of, plan, stranger
from gonghui.congress.tests.test_prepare_screens import browser
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.models import StagedBatch
from gonghui.kernel.staging import Batch, BatchState, Line, Verdict, every_line
from gonghui.kernel.testing import NOON
from gonghui.registry.models import Membership

pytestmark = pytest.mark.django_db
TITLES = (
    "姓名",
    "性别",
    "工号",
    "身份证号",
    "手机号",
    "部门",
    "岗位",
    "类别",
    "选区",
    "选区职工数",
    "参加人数",
    "得票",
    "代表团",
    "座位",
    "代表类别",
)


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def workbook(rows: Iterable[Sequence[object]], titles: Sequence[str] = TITLES) -> bytes:
    output = io.BytesIO()
    with cast(Any, xlsxwriter.Workbook(output)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([titles, *rows]):
            for place, value in enumerate(row):
                if isinstance(value, str) and not value.startswith("="):
                    sheet.write_string(number, place, value)
                else:
                    sheet.write(number, place, value)
    return output.getvalue()


def person(n: int, category: str = "一线职工", *, kind: str = "", votes: str = "79", name: str = "") -> list[str]:
    """Return a row: an invented name of Han characters, elected by a unit of 131 in which 110 took part."""
    called = name or "沈韦陆何贺罗田欧"[n % 8] + chr(0x4E00 + n % 5000)
    return [called, "女" if n % 3 == 0 else "男", f"HD{n:05}", "", "", "一车间", "装配钳工", category, "一选区", "131",
            "110", votes, f"{n % 4 + 1}车间", f"A-{n:03}"[:10], kind]  # fmt: skip


def lawful(count: int = 30, managers: int = 6) -> list[list[str]]:
    return [person(n, "经营管理人员" if n < managers else "一线职工") for n in range(count)]


def take_in(made: Plan, rows: Iterable[Sequence[object]], name: str = "代表.xlsx") -> Batch:
    batch = roll.receive_roll(made.secretary, term_id=made.term.id, name=name, chunks=[workbook(rows)], now=NOON)
    return roll.read_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)


def lines_of(batch: Batch) -> list[Line]:
    return list(every_line(batch.id))


def apply(made: Plan, batch: Batch, *, minutes: int = 0) -> Batch:
    at = NOON + timedelta(minutes=minutes)
    return roll.apply_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=at)


def empty() -> Plan:
    return plan(categories=(), groups=0)


def test_list_when_read_then_nothing_is_written_until_it_is_applied() -> None:
    made = empty()
    batch = take_in(made, lawful())
    assert batch.state is BatchState.PREVIEWED
    assert batch.counts[Verdict.ACCEPTED] == 30
    assert not Delegate.objects.exists()
    assert not Membership.objects.exists()
    apply(made, batch)
    assert Delegate.objects.filter(kind="FULL", ended_on=None).count() == 30
    assert sorted(Delegate.objects.values_list("number", flat=True))[:3] == ["001", "002", "003"]
    unit = ElectoralUnit.objects.get()
    assert (unit.name, unit.staff, unit.took_part) == ("一选区", 131, 110)
    assert list(Delegation.objects.order_by("position").values_list("name", flat=True)) == [
        "1车间", "2车间", "3车间", "4车间",
    ]  # fmt: skip
    one = Delegate.objects.get(employee_number="HD00000")
    assert (one.category, one.sex, one.votes_for, one.seat) == ("MANAGER", "FEMALE", 79, "A-000")
    terms.qualify(made.secretary, term_id=made.term.id, now=NOON)


def test_list_when_taken_in_again_then_nothing_changes() -> None:
    made = empty()
    apply(made, take_in(made, lawful()))
    before = list(Delegate.objects.order_by("number").values())
    again = take_in(made, lawful())
    assert again.counts[Verdict.UNCHANGED] == 30
    apply(made, again)
    assert list(Delegate.objects.order_by("number").values()) == before


def test_managers_when_one_would_be_too_many_then_that_row_is_refused_with_the_sum() -> None:
    made = empty()
    batch = take_in(made, lawful(32, managers=7))
    refused = [line for line in lines_of(batch) if line.verdict is Verdict.REFUSED]
    assert [line.number for line in refused] == [8]
    assert [(reason.code, reason.sentence) for reason in refused[0].reasons] == [
        ("managers", "纳入后经营管理人员为 7/32 = 21.9%，不超过 20%。可登记为列席，或退回选区，改选一名非管理人员")
    ]  # fmt: skip


def test_managers_when_refused_then_attending_without_a_vote_is_a_way_out() -> None:
    made = empty()
    batch = take_in(made, lawful(32, managers=7))
    number = next(line.number for line in lines_of(batch) if line.verdict is Verdict.REFUSED)
    mended = roll.repair_roll_row(made.secretary, term_id=made.term.id, batch_id=batch.id, number=number,
                                  values={"kind": "列席"}, now=NOON)  # fmt: skip
    assert mended.verdict is Verdict.ACCEPTED
    apply(made, batch)
    assert Delegate.objects.filter(kind="NON_VOTING").count() == 1


def test_managers_when_a_row_goes_back_to_its_unit_then_it_stays_out() -> None:
    made = empty()
    batch = take_in(made, lawful(32, managers=7))
    number = next(line.number for line in lines_of(batch) if line.verdict is Verdict.REFUSED)
    back = roll.repair_roll_row(made.secretary, term_id=made.term.id, batch_id=batch.id, number=number,
                                values={"kind": "退回选区"}, now=NOON)  # fmt: skip
    assert [reason.code for reason in back.reasons] == ["returned"]
    apply(made, batch)
    assert Delegate.objects.count() == 31


def test_managers_when_a_large_group_may_exceed_then_none_is_refused() -> None:
    made = empty()
    Term.objects.update(is_large_group=True)
    assert take_in(made, lawful(managers=9)).counts[Verdict.REFUSED] == 0


def test_rows_when_bad_then_each_says_what_and_where() -> None:
    made = empty()
    rows = [
        person(1), person(2, votes="65"), person(3, kind="旁听"), person(1), person(5, category=""),
        person(6, votes="=1+1"), person(7, name="<b>韦立</b>"), person(8),
    ]  # fmt: skip
    rows[7][9] = "140"
    batch = take_in(made, rows)
    found = {line.number: [reason.code for reason in line.reasons] for line in lines_of(batch)}
    assert found == {
        2: [], 3: ["not-elected"], 4: ["kind"], 5: ["twice-by-number"], 6: ["category-missing"], 7: ["cell-formula"],
        8: ["name-characters"], 9: ["unit-differs"],
    }  # fmt: skip
    apply(made, batch)
    assert Delegate.objects.count() == 1


def test_list_when_it_changes_what_is_known_then_it_is_changed_and_undone_whole() -> None:
    made = empty()
    first = take_in(made, lawful())
    apply(made, first)
    before = list(Delegate.objects.order_by("number").values())
    rows = lawful(31)
    rows[10][13] = "B-099"
    second = take_in(made, rows)
    assert (second.counts[Verdict.ACCEPTED], second.counts[Verdict.CHANGED]) == (1, 1)
    changed = next(line for line in lines_of(second) if line.verdict is Verdict.CHANGED)
    assert changed.proposed["changed"] == {"seat": "A-010"}
    apply(made, second, minutes=1)
    assert Delegate.objects.get(employee_number="HD00010").seat == "B-099"
    with pytest.raises(Conflict):
        roll.undo_roll(made.secretary, term_id=made.term.id, batch_id=first.id, now=NOON)
    roll.undo_roll(made.secretary, term_id=made.term.id, batch_id=second.id, now=NOON)
    assert list(Delegate.objects.order_by("number").values()) == before
    roll.undo_roll(made.secretary, term_id=made.term.id, batch_id=first.id, now=NOON)
    assert not Delegate.objects.exists()
    assert not Delegation.objects.exists()
    assert not ElectoralUnit.objects.exists()
    assert Membership.objects.filter(until=None).count() == 31


def test_list_when_a_mandate_has_been_used_then_it_is_not_undone() -> None:
    made = empty()
    batch = take_in(made, lawful())
    apply(made, batch)
    meeting = meeting_of(made)
    meeting.presence.create(
        delegate=Delegate.objects.get(number="001"), seq=1, direction="IN", channel="ONLINE", online=True, at=NOON
    )
    with pytest.raises(RuleBroken) as caught:
        roll.undo_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)
    assert caught.value.code == "roll-in-use"
    assert Delegate.objects.count() == 30


def test_review_when_the_roll_changes_then_it_is_asked_for_anew() -> None:
    made = empty()
    apply(made, take_in(made, lawful()))
    terms.qualify(made.secretary, term_id=made.term.id, now=NOON)
    apply(made, take_in(made, lawful(31)))
    assert Term.objects.get().qualified_at is None


def test_list_when_others_bring_it_then_nothing_is_kept() -> None:
    made = empty()
    with pytest.raises(NotFound):
        roll.receive_roll(stranger(), term_id=made.term.id, name="x.xlsx", chunks=[workbook(lawful())], now=NOON)
    assert not StagedBatch.objects.exists()


def test_list_when_broken_then_it_says_why_and_nothing_is_saved() -> None:
    made = empty()
    batch = roll.receive_roll(made.secretary, term_id=made.term.id, name="x.xlsx", chunks=[b"PK\x03\x04no"], now=NOON)
    read = roll.read_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)
    assert (read.state, read.failure_code) == (BatchState.FAILED, "file-broken")


@pytest.mark.slow
def test_list_of_five_thousand_when_read_then_it_takes_less_than_ten_seconds_of_work() -> None:
    made = empty()
    rows = [person(n, "经营管理人员" if n % 5 == 0 else "一线职工") for n in range(4_700)]
    rows += [person(n, votes="1") for n in range(4_700, 5_000)]
    content = workbook(rows)
    started = time.process_time()
    batch = roll.receive_roll(made.secretary, term_id=made.term.id, name="x.xlsx", chunks=[content], now=NOON)
    batch = roll.read_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)
    assert time.process_time() - started < 10
    assert (batch.counts[Verdict.ACCEPTED], batch.counts[Verdict.REFUSED]) == (4_700, 300)


def _url(name: str, *args: object) -> str:
    return reverse(f"congress:{name}", args=args)


def test_pages_when_a_list_is_brought_then_ways_out_stand_at_the_row_and_it_can_be_applied_and_undone() -> None:
    made = empty()
    meeting: Meeting = meeting_of(made)
    client = browser(made)
    assert client.get(_url("roll-imports", meeting.id)).status_code == 200
    assert client.get(_url("roll-template", meeting.id)).content.startswith(b"PK")
    assert client.post(_url("roll-imports", meeting.id)).status_code == 422
    file = SimpleUploadedFile("代表.xlsx", workbook(lawful(32, managers=7)))
    page = client.post(_url("roll-imports", meeting.id), {"file": file})["Location"]
    batch = StagedBatch.objects.get()
    waits = client.get(page).content.decode()
    assert (f'hx-post="{page}read/"' in waits, f'hx-get="{page}progress/"' in waits) == (True, True)
    assert "正在打开文件" in client.get(f"{page}progress/").content.decode()
    assert client.post(f"{page}read/", headers={"HX-Request": "true"})["HX-Redirect"] == page
    assert client.get(f"{page}progress/", headers={"HX-Request": "true"})["HX-Redirect"] == page
    assert client.post(f"{page}read/")["Location"] == page  # pressed once more
    html = client.get(page).content.decode()
    assert "登记为列席" in html
    assert "可就地处理" in html
    assert "退回选区" in html
    assert html.count("todo-list") == 2
    assert "还没有代表资格审查报告" not in html
    assert "还没有职工代表名册" in html
    number = next(line.number for line in every_line(batch.id) if line.verdict is Verdict.REFUSED)
    assert f'href="{page}refused.xlsx"' in html
    titles, *rows = openpyxl.load_workbook(io.BytesIO(client.get(f"{page}refused.xlsx").content)).active.values
    assert [titles[0], *titles[-2:]] == ["姓名", "原因", "原文件行号"]
    assert [row[-1] for row in rows] == [str(number)]
    assert "可登记为列席" in rows[0][-2]
    assert client.get(_url("roll-row", meeting.id, batch.id, number)).status_code == 200
    client.post(_url("roll-row-kind", meeting.id, batch.id, number, "observer"))
    assert client.post(_url("roll-row-kind", meeting.id, batch.id, number, "king")).status_code == 404
    client.post(_url("roll-again", meeting.id, batch.id))
    client.post(_url("roll-apply", meeting.id, batch.id))
    assert Delegate.objects.count() == 32
    applied = client.get(page).content.decode()
    assert ("整批撤销" in applied, "可就地处理" in applied) == (True, False)
    client.post(_url("roll-undo", meeting.id, batch.id))
    assert not Delegate.objects.exists()
    assert "已整批撤销" in client.get(page).content.decode()


def test_list_when_a_unit_has_voted_on_a_mandate_of_it_then_it_is_not_undone() -> None:
    made = empty()
    batch = take_in(made, lawful())
    apply(made, batch)
    one = Delegate.objects.get(number="001")
    unit = made.term.electoral_units.create(name="补登选区", staff=50)
    Delegate.objects.filter(id=one.id).update(electoral_unit=unit)
    carried = unit_votes.recall(made.secretary, delegate_id=one.id, held_on=local_date(NOON), staff=50, votes_for=1,
                                reason="无故不履行", now=NOON)  # fmt: skip
    assert carried is False
    with pytest.raises(RuleBroken) as caught:
        roll.undo_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)
    assert caught.value.code == "roll-in-use"
    assert Delegate.objects.filter(id=one.id).exists()
