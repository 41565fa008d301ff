"""Electoral units of whose election not everything was entered: nothing breaks, nothing is made up, it is told."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from gonghui.congress.actions import roll, terms
from gonghui.congress.documents import people, records
from gonghui.congress.models import Delegate, ElectoralUnit, Meeting, Term
from gonghui.congress.papers import compose
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.tests.held import CLOSED
from gonghui.congress.tests.plan import Plan, fresh, meeting_of, plan
from gonghui.congress.tests.test_outcome_dossier import build, finished
from gonghui.congress.tests.test_prepare_roll import apply, empty, workbook
from gonghui.congress.tests.test_prepare_screens import browser
from gonghui.kernel.errors import RuleBroken
from gonghui.kernel.staging import Batch, Verdict
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db

TITLES = ("姓名", "工号", "类别", "选区", "代表团", "性别")
PAGES = ("prepare-delegates", "prepare-qualification", "prepare-rehearsal", "prepare-basics")


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def _row(n: int) -> list[str]:
    name = "沈韦陆何贺罗田欧"[n % 8] + chr(0x4E00 + n)
    kind = "经营管理人员" if n < 6 else "一线职工"
    return [name, f"HD{n:05}", kind, "一选区", f"{n % 4 + 1}车间", "女" if n % 3 == 0 else "男"]


def _take(made: Plan, rows: Sequence[Sequence[object]], titles: Sequence[str]) -> Batch:
    content = workbook(rows, titles)
    batch = roll.receive_roll(made.secretary, term_id=made.term.id, name="代表.xlsx", chunks=[content], now=NOON)
    return roll.read_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)


def _elected(made: Plan, **figures: int | None) -> ElectoralUnit:
    """Put every delegate of a plan into one electoral unit with these figures."""
    given = {"staff": 0, "took_part": None, **figures}
    votes = given.pop("votes", None)
    unit = ElectoralUnit.objects.create(term=made.term, name="一选区", **given)
    Delegate.objects.filter(term=made.term).update(electoral_unit=unit, votes_for=votes)
    return unit


def _told(meeting: Meeting) -> list[tuple[str, bool, str]]:
    gaps = readiness_of(fresh(meeting), NOON).of_step(PrepStep.DELEGATES)
    return [(str(gap.sentence), gap.must, str(gap.law)) for gap in gaps if gap.rule in ("V07", "V08")]


def test_list_when_it_names_units_without_staff_then_pages_and_papers_show_a_dash() -> None:
    made = empty()
    batch = _take(made, [_row(n) for n in range(32)], TITLES)
    assert batch.counts[Verdict.REFUSED] == 0
    apply(made, batch)
    assert ElectoralUnit.objects.values_list("staff", "took_part").get() == (0, None)
    meeting, client = meeting_of(made), browser(made)
    for name in PAGES:
        assert client.get(reverse(f"congress:{name}", args=[meeting.id])).status_code == 200
    unit = people.qualification(fresh(meeting)).units[0]
    assert (unit.staff, unit.took_part, unit.needed, unit.elected) == (None, None, None, 32)
    assert client.get(reverse("congress:document", args=[meeting.id, "qualification", "pdf"])).status_code == 200
    assert records.elections(fresh(meeting)).parts[0].paragraphs[0] == (
        "职工人数未登记，参加选举人数未登记，应选人数未登记。"
    )


def test_list_when_it_says_who_took_part_but_not_of_how_many_then_its_rows_are_refused() -> None:
    made = empty()
    batch = _take(made, [[*_row(n), "118"] for n in range(3)], (*TITLES, "参加人数"))
    assert batch.counts[Verdict.REFUSED] == 3
    assert not ElectoralUnit.objects.exists()
    assert not Delegate.objects.exists()


@pytest.mark.parametrize("figures", [{"took_part": 118}, {"took_part": 118, "votes": 60}, {"took_part": 0}])
def test_unit_when_staff_stands_at_nought_from_before_then_nothing_breaks(figures: dict[str, int]) -> None:
    made = plan()
    _elected(made, **figures)
    meeting, client = meeting_of(made), browser(made)
    for name in PAGES:
        assert client.get(reverse(f"congress:{name}", args=[meeting.id])).status_code == 200
    terms.qualify(made.secretary, term_id=made.term.id, now=NOON)
    article = "《上海市职工代表大会条例》第十五条第三款"
    assert _told(meeting) == [("选区“一选区”没有登记选举情况", False, article)]


@pytest.mark.parametrize(("took_part", "votes"), [(118, 60), (80, 90), (60, 55), (80, 49)])
def test_unit_when_its_figures_do_not_agree_or_are_too_few_then_its_election_does_not_stand(
    took_part: int, votes: int
) -> None:
    made = plan()
    _elected(made, staff=100, took_part=took_part, votes=votes)
    with pytest.raises(RuleBroken) as caught:
        terms.qualify(made.secretary, term_id=made.term.id, now=NOON)
    assert caught.value.code == "election"
    assert Term.objects.get().qualified_at is None


def test_delegates_when_no_unit_or_no_votes_are_known_then_the_step_says_so_with_the_article() -> None:
    made = plan()
    meeting = meeting_of(made)
    article = "《上海市职工代表大会条例》第十五条第三款"
    assert _told(meeting) == [("30 名正式代表没有登记由哪个选区选举", False, article)]
    unit = _elected(made, staff=100, took_part=90)
    assert _told(meeting) == [("选区“一选区”没有登记选举情况", False, article)]
    Delegate.objects.filter(electoral_unit=unit).update(votes_for=60)
    assert _told(meeting) == []


def test_units_when_many_are_silent_then_three_are_named_and_all_counted() -> None:
    made = plan()
    for n, delegate in enumerate(Delegate.objects.order_by("number")):
        unit, _made = ElectoralUnit.objects.get_or_create(
            term=made.term, name=f"{n % 5 + 1}选区", defaults={"staff": 9}
        )
        Delegate.objects.filter(id=delegate.id).update(electoral_unit=unit)
    assert _told(meeting_of(made))[0][0] == "选区“1选区”、“2选区”、“3选区”等 5 个选区没有登记选举情况"


def test_general_meeting_when_nobody_is_elected_then_no_unit_is_asked_for() -> None:
    made = plan()
    Term.objects.update(is_general_meeting=True)
    assert _told(meeting_of(made)) == []


def test_archive_when_a_unit_has_no_figures_then_it_is_built_and_shows_a_dash() -> None:
    hall = finished()
    unit = ElectoralUnit.objects.create(term=hall.meeting.term, name="一选区", staff=0)
    Delegate.objects.filter(term=hall.meeting.term).update(electoral_unit=unit)
    Term.objects.filter(id=hall.meeting.term_id).update(qualified_at=CLOSED - timedelta(days=9))
    hall.meeting.refresh_from_db()
    build(hall)
    shown = str(compose.sections(people.qualification(fresh(hall.meeting))))
    assert "'一选区', '—', '—', '—'" in shown
