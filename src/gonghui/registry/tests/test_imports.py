"""Rosters as files: previewed, repaired, applied, undone; and files that are none."""

import time
from datetime import date
from itertools import pairwise

import pytest
from django.db import connection

from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry, OutboxEvent, StagedRow
from gonghui.kernel.staging import Batch, BatchState, FileRefused, Line, Verdict, same_file_before
from gonghui.kernel.testing import NOON, OTHER_UNION, OUR_UNION
from gonghui.registry.actions import imports
from gonghui.registry.actions.offices import appoint_office
from gonghui.registry.actions.people import end_membership, enroll_person
from gonghui.registry.models import Membership, Office, Person, RosterEffect
from gonghui.registry.queries import imports as asked
from gonghui.registry.queries.roster import every_line
from gonghui.registry.rules.kinds import OfficeRole
from gonghui.registry.tests import files, make
from gonghui.registry.tests.make import OURS, THEIRS, resident_id

pytestmark = pytest.mark.django_db

SECRETARY = OURS["secretary"]
STEPS = (imports.read_roster, imports.judge_again, imports.apply_roster, imports.undo_roster)


@pytest.fixture(autouse=True)
def upload_folder(unions, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def preview(content: bytes, name: str = "名册.xlsx") -> Batch:
    batch = imports.receive_roster(SECRETARY, union_id=OUR_UNION, name=name, chunks=[content], now=NOON)
    return imports.read_roster(SECRETARY, union_id=OUR_UNION, batch_id=batch.id, now=NOON)


def applied(content: bytes) -> Batch:
    batch = preview(content)
    return imports.apply_roster(SECRETARY, union_id=OUR_UNION, batch_id=batch.id, now=NOON)


def undo(batch: Batch) -> Batch:
    return imports.undo_roster(SECRETARY, union_id=OUR_UNION, batch_id=batch.id, now=NOON)


def counts(batch: Batch) -> tuple[int, ...]:
    return tuple(batch.counts[one] for one in (Verdict.ACCEPTED, Verdict.CHANGED, Verdict.UNCHANGED, Verdict.REFUSED))


def said(batch: Batch) -> dict[int, list[str]]:
    return {line.number: [reason.code for reason in line.reasons] for line in every_line(batch.id) if line.reasons}


def everything() -> list[tuple[object, ...]]:
    """Return all that the registry holds of people, bare."""
    return [
        (row.person.name, row.person.sex, row.person.resident_id and row.person.resident_id.reveal(),
         row.person.phone and row.person.phone.reveal(), row.person.phone_tail_key, row.number, row.department,
         row.post, row.category, row.since, row.until)
        for row in Membership.objects.select_related("person").order_by("pk")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [files.xlsx([files.SHEN, files.WEI, files.HE]), files.text([files.SHEN, files.WEI, files.HE]),
     files.text([files.SHEN, files.WEI, files.HE], encoding="utf-8-sig")],
)  # fmt: skip
def test_roster_when_applied_then_its_people_are_members(content):
    batch = applied(content)
    assert (batch.state, counts(batch)) == (BatchState.APPLIED, (3, 0, 0, 0))
    assert [row[:4] + row[5:] for row in everything()] == [
        ("沈知遥", "FEMALE", resident_id(2), "+8619900000001", "HD1", "技术质量", "工艺技术员", "PROFESSIONAL",
         date(2019, 7, 1), None),
        ("韦立", "MALE", None, "+8619900000002", "HD2", "一车间", "装配钳工", "FRONT_LINE", date(2020, 3, 1), None),
        ("何岚", "FEMALE", resident_id(4), None, "HD3", "<研发>部", "计量员", "", make.TODAY, None),
    ]  # fmt: skip


def test_roster_when_only_previewed_then_nobody_is_known():
    batch = preview(files.xlsx([files.SHEN]))
    assert batch.state is BatchState.PREVIEWED
    assert not Person.objects.exists()


def test_roster_when_the_same_file_comes_again_then_it_says_so_and_nothing_would_change():
    content = files.xlsx([files.SHEN, files.WEI])
    first = applied(content)
    before = everything()
    again = preview(content)
    assert counts(again) == (0, 0, 2, 0)
    same = same_file_before(again)
    assert same is not None
    assert same.id == first.id
    imports.apply_roster(SECRETARY, union_id=OUR_UNION, batch_id=again.id, now=NOON)
    assert everything() == before
    assert RosterEffect.objects.count() == 2


def test_roster_when_applied_and_undone_twice_then_each_happens_once():
    batch = applied(files.xlsx([files.SHEN]))
    imports.apply_roster(SECRETARY, union_id=OUR_UNION, batch_id=batch.id, now=NOON)
    assert Person.objects.count() == 1
    assert undo(batch).state is undo(batch).state is BatchState.UNDONE
    assert not Person.objects.exists()
    assert LedgerEntry.objects.filter(verb__in=["roster-applied", "roster-undone"]).count() == 2


def test_roster_when_undone_then_all_is_as_it_was():
    make.person("沈知遥", number="HD1", department="二车间", phone="19900000009")
    back = make.person("何岚", number="HD7", resident_id=resident_id(4))
    end_membership(make.MACHINE, union_id=OUR_UNION, person_id=back, until=date(2025, 1, 1), now=NOON)
    before = everything()
    batch = applied(files.xlsx([files.SHEN, files.WEI, (*files.HE[:4], "19900000003", *files.HE[5:])]))
    assert counts(batch) == (2, 1, 0, 0)
    assert everything() != before
    undo(batch)
    assert everything() == before
    assert not RosterEffect.objects.exists()
    assert counts(preview(files.xlsx([files.SHEN, files.WEI, files.HE]))) == (2, 1, 0, 0)


def test_roster_when_something_came_after_then_undoing_says_what_and_changes_nothing():
    batch = applied(files.xlsx([files.SHEN, files.WEI, files.HE]))
    shen, wei, he = (Person.objects.get(name=name).pk for name in ("沈知遥", "韦立", "何岚"))
    appoint_office(make.MACHINE, union_id=OUR_UNION, person_id=shen, role=OfficeRole.CHAIR, since=make.TODAY, now=NOON)
    enroll_person(make.MACHINE, union_id=OUR_UNION, row=make.row("何岚", number="HD3", post="检验员"), now=NOON)
    end_membership(make.MACHINE, union_id=OUR_UNION, person_id=wei, until=date(2025, 1, 1), now=NOON)
    before = everything()
    with pytest.raises(RuleBroken) as refused:
        undo(batch)
    sentence = str(refused.value)
    assert refused.value.code == "roster-depended-on"
    for words in ("1人的会籍后来已终止", "1人的登记内容后来又有更改", "1人后来任了职务"):
        assert words in sentence
    assert everything() == before
    assert asked.batch_of(SECRETARY, OUR_UNION, batch.id).state is BatchState.APPLIED
    assert he


def test_roster_when_people_hold_office_elsewhere_then_undoing_is_refused():
    batch = applied(files.xlsx([files.SHEN]))
    who = Person.objects.get()
    Office.objects.create(person=who, union_id=OTHER_UNION, role="auditor", since=make.TODAY)
    with pytest.raises(RuleBroken) as refused:
        undo(batch)
    assert "1人已在别处用到" in str(refused.value)
    assert Membership.objects.count() == 1


def test_roster_when_a_later_one_was_applied_then_the_later_goes_first():
    first = applied(files.xlsx([files.SHEN]))
    later = preview(files.xlsx([files.WEI]))
    imports.apply_roster(
        SECRETARY, union_id=OUR_UNION, batch_id=later.id, now=NOON.replace(hour=5)
    )  # fmt: skip
    with pytest.raises(Conflict):
        undo(first)
    undo(later)
    assert undo(first).state is BatchState.UNDONE


def test_roster_when_the_registry_changed_after_the_preview_then_nothing_is_applied():
    batch = preview(files.xlsx([files.SHEN, files.WEI]))
    make.person("陆秋实", number="HD1")
    with pytest.raises(Conflict):
        imports.apply_roster(SECRETARY, union_id=OUR_UNION, batch_id=batch.id, now=NOON)
    assert [person.name for person in Person.objects.all()] == ["陆秋实"]
    again = imports.judge_again(SECRETARY, union_id=OUR_UNION, batch_id=batch.id, now=NOON)
    assert counts(again) == (1, 0, 0, 1)
    assert said(again) == {2: ["number-taken"]}


FAULTY = [
    ("", "", "F1", "", "", "", "", "", ""),
    ("一" * 61, "", "F2", "", "", "", "", "", ""),
    ("<b>王芳</b>", "", "F3", "", "", "", "", "", ""),
    ("王芳", "", "F4", "110105194912310021", "", "", "", "", ""),
    ("王芳", "", "F5", "110105491231002", "", "", "", "", ""),
    ("王芳", "", "F6", "", "123", "", "", "", ""),
    ("王芳", "", "F7", "", "", "", "", "", "2024-02-30"),
    ("王芳", "", "F8", "", "", "", "", "", "2027-01-01"),
    ("王芳", "", "F9", "", "", "", "", "董事", ""),
    ("王芳", "男", "F10", resident_id(2), "", "", "", "", ""),
    ("王芳", "", "", "", "", "", "", "", ""),
    ("王芳", "", "F12", 110101199001020025, "", "", "", "", ""),
    ("=A1", "", "F13", "", "", "", "", "", ""),
    ("沈知遥", "", "HD1", resident_id(6), "", "", "", "", ""),
    ("沈知遥", "", "HD9", resident_id(6), "", "", "", "", ""),
    ("韦立", "", "HD1", "", "", "", "", "", ""),
    ("何岚", "", "HD3", "", "19900000001", "", "", "", ""),
    ("田野", "", "HD4", "", "19900000001", "", "", "", ""),
]  # fmt: skip


def test_roster_when_rows_have_faults_then_each_is_named_and_the_others_stand():
    batch = preview(files.xlsx(FAULTY))
    assert said(batch) == {
        2: ["cell-required"], 3: ["name-too-long"], 4: ["name-characters"], 5: ["id-check-digit"], 6: ["id-old"],
        7: ["phone"], 8: ["cell-date"], 9: ["date-future"], 10: ["category"], 11: ["sex-differs"],
        12: ["not-recognisable"], 13: ["cell-rounded"], 14: ["cell-formula"], 16: ["row-twin"],
        17: ["twice-by-number"], 19: ["twice-by-phone"],
    }  # fmt: skip
    assert counts(batch) == (2, 0, 0, 16)
    for line in every_line(batch.id, verdict=Verdict.REFUSED):
        assert all(reason.sentence.endswith("。") and reason.column for reason in line.reasons)
    imports.apply_roster(SECRETARY, union_id=OUR_UNION, batch_id=batch.id, now=NOON)
    assert sorted(person.name for person in Person.objects.all()) == ["何岚", "沈知遥"]


def repaired(batch: Batch, at: int, /, **cells: str) -> Line:
    values = dict(next(line.values for line in every_line(batch.id) if line.number == at))
    return imports.repair_row(
        SECRETARY, union_id=OUR_UNION, batch_id=batch.id, number=at, values=values | cells, now=NOON
    )


def test_row_when_repaired_then_it_is_judged_again_and_its_twins_with_it():
    batch = preview(files.xlsx(FAULTY))
    assert repaired(batch, 4, name="王芳").verdict is Verdict.ACCEPTED
    assert repaired(batch, 4, name="=1+1").reasons[0].code == "cell-formula"
    assert repaired(batch, 15, number="HD8").verdict is Verdict.ACCEPTED
    assert said(batch).get(17) is None
    assert repaired(batch, 2, name="贺明川", number="HD3").verdict is Verdict.ACCEPTED
    assert said(batch)[18] == ["twice-by-number"]
    imports.apply_roster(SECRETARY, union_id=OUR_UNION, batch_id=batch.id, now=NOON)
    assert sorted(row.number for row in Membership.objects.all()) == ["HD1", "HD3", "HD8"]


def test_row_when_the_roster_was_applied_then_it_is_not_repaired():
    batch = applied(files.xlsx(FAULTY))
    with pytest.raises(Conflict):
        repaired(batch, 4, name="王芳")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (files.bomb(), "file-bomb"),
        (files.xlsx([files.SHEN])[:2000], "file-broken"),
        (b"%PDF-1.7 nothing", "file-not-a-table"),
        (b"<html><table></table></html>", "file-web-page"),
        (files.xlsx([]), "file-no-rows"),
        (files.xlsx([("x", "y")], titles=("甲", "乙")), "header-missing"),
        (files.xlsx([("1", "2")], titles=("工号", "手机号")), "header-column-missing"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "file-not-a-table"),
    ],
)
def test_file_when_it_is_no_roster_then_one_sentence_says_why_and_nothing_is_kept(content, code, tmp_path):
    batch = preview(content)
    assert (batch.state, batch.failure_code) == (BatchState.FAILED, code)
    assert batch.failure.endswith("。")
    assert not StagedRow.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_file_when_empty_or_too_large_then_it_is_refused_at_once(tmp_path):
    for chunks in ([b""], [b"0" * 1024 * 1024] * 21):
        with pytest.raises(FileRefused):
            imports.receive_roster(SECRETARY, union_id=OUR_UNION, name="x", chunks=chunks, now=NOON)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_imports_when_by_others_then_there_is_nothing_and_nothing_is_written():
    batch = preview(files.xlsx([files.SHEN]))
    entries = LedgerEntry.objects.count()
    for actor, error in ((OURS["worker"], NotAllowed), (THEIRS["secretary"], NotFound)):
        with pytest.raises(error):
            imports.receive_roster(actor, union_id=OUR_UNION, name="x", chunks=[b"x"], now=NOON)
        with pytest.raises(error):
            imports.repair_row(actor, union_id=OUR_UNION, batch_id=batch.id, number=2, values={}, now=NOON)
        for step in STEPS:
            with pytest.raises(error):
                step(actor, union_id=OUR_UNION, batch_id=batch.id, now=NOON)
        for read in (
            lambda who: asked.batches(who, OUR_UNION), lambda who: asked.row(who, OUR_UNION, batch.id, 2),
            lambda who: asked.refused(who, OUR_UNION, batch.id),
        ):  # fmt: skip
            with pytest.raises(error):
                read(actor)
    # The keeper of another union does not reach it through their own union either.
    for step in STEPS:
        with pytest.raises(NotFound):
            step(THEIRS["secretary"], union_id=OTHER_UNION, batch_id=batch.id, now=NOON)
    assert LedgerEntry.objects.count() == entries
    assert not Person.objects.exists()


def test_ledger_events_and_stored_rows_when_a_roster_was_applied_then_they_hold_no_personal_data():
    batch = applied(files.xlsx([files.SHEN, files.WEI]))
    undo(batch)
    ledger = "".join(str(entry) for entry in LedgerEntry.objects.values_list("facts", "subject", "stream", "actor"))
    events = "".join(OutboxEvent.objects.values_list("payload", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cells, proposed, reasons FROM kernel_stagedrow")
        stored = str(cursor.fetchall())
    for secret in ("沈知遥", "韦", resident_id(2), "19900000001", "HD1", "技术质量"):
        assert secret not in ledger + events + stored


def test_preview_when_there_are_more_rows_then_the_queries_hardly_grow(django_assert_max_num_queries):
    small, large = files.xlsx(files.many(20)), files.xlsx(files.many(200))
    with django_assert_max_num_queries(75):
        preview(small)
    with django_assert_max_num_queries(75):
        preview(large)


@pytest.mark.slow
def test_preview_when_five_thousand_rows_have_three_hundred_faults_then_exactly_those_are_refused_in_ten_seconds():
    content = files.xlsx(files.many(5000, faults=300))
    began = time.process_time()
    batch = preview(content)
    assert time.process_time() - began < 10
    assert counts(batch) == (4700, 0, 0, 300)
    numbers = [line.number for line in every_line(batch.id)]
    assert all(later == earlier + 1 for earlier, later in pairwise(numbers))
    imports.apply_roster(SECRETARY, union_id=OUR_UNION, batch_id=batch.id, now=NOON)
    assert Person.objects.count() == Membership.objects.count() == 4700
    assert undo(batch).state is BatchState.UNDONE
    assert not Person.objects.exists()
