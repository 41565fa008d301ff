"""What is due and when, which step follows, what is personal, what a catalogue holds."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.law import LawRef
from gonghui.openness.rules.catalogue import (
    DATA,
    CatalogueInvalid,
    Group,
    catalogue_ids,
    catalogue_of,
    read_catalogue,
)
from gonghui.openness.rules.periods import (
    Period,
    Standing,
    Stretch,
    is_key_of,
    key_of,
    standing,
    starts,
    stretch_owed,
)
from gonghui.openness.rules.questions import answer_due, clock_of
from gonghui.openness.rules.secrecy import Kind, personal_data
from gonghui.openness.rules.states import NEXT, NoSuchStep, State, Step, advance, steps_from

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
TIMED = st.sampled_from([Period.QUARTER, Period.HALF_YEAR, Period.YEAR])
LONG_AGO = date(2019, 1, 1)


def owed_by(period: Period, today: date, grace: int = 30) -> Stretch:
    """Return what a duty with a period owes."""
    owed = stretch_owed(period, today, grace)
    assert owed is not None
    return owed


@given(TIMED, DAYS, st.integers(1, 90))
def test_stretch_when_asked_on_any_day_then_it_ended_last_and_is_due_after_its_end(period, today, grace):
    owed = owed_by(period, today, grace)
    assert owed.start < owed.end <= today
    assert owed.due == owed.end + timedelta(days=grace - 1)
    assert owed.key == key_of(period, owed.start)


@pytest.mark.parametrize(
    ("period", "today", "key", "due"),
    [
        (Period.QUARTER, date(2026, 1, 1), "2025-Q4", date(2026, 1, 30)),
        (Period.QUARTER, date(2026, 12, 1), "2026-Q3", date(2026, 10, 30)),
        (Period.HALF_YEAR, date(2026, 7, 1), "2026-H1", date(2026, 7, 30)),
        (Period.HALF_YEAR, date(2026, 6, 30), "2025-H2", date(2026, 1, 30)),
        (Period.YEAR, date(2026, 12, 31), "2025", date(2026, 1, 30)),
    ],
)
def test_stretch_when_today_is_known_then_key_and_day_are_these(period, today, key, due):
    owed = owed_by(period, today)
    assert (owed.key, owed.due) == (key, due)


@given(TIMED, DAYS)
def test_standing_when_the_days_pass_then_it_only_gets_worse_until_it_is_disclosed(period, today):
    owed = owed_by(period, today)
    order = [Standing.OPEN, Standing.SOON, Standing.LATE]
    days = (
        owed.end,
        owed.due - timedelta(days=7),
        owed.due - timedelta(days=6),
        owed.due,
        owed.due + timedelta(days=1),
    )
    seen = [standing(owed, since=LONG_AGO, published=frozenset(), today=day) for day in days]
    assert seen == [Standing.OPEN, Standing.OPEN, Standing.SOON, Standing.SOON, Standing.LATE]
    assert [order.index(one) for one in seen] == sorted(order.index(one) for one in seen)
    assert standing(owed, since=LONG_AGO, published=frozenset({owed.key}), today=days[-1]) is Standing.DONE


def test_standing_when_the_period_ended_before_the_board_was_opened_then_it_is_not_owed():
    owed = owed_by(Period.QUARTER, date(2026, 12, 1))
    assert standing(owed, since=date(2026, 10, 1), published=frozenset(), today=date(2026, 12, 1)) is Standing.EXEMPT
    assert standing(owed, since=date(2026, 9, 30), published=frozenset(), today=date(2026, 12, 1)) is Standing.LATE
    assert standing(None, since=LONG_AGO, published=frozenset(), today=date(2026, 12, 1)) is Standing.NONE


@given(TIMED, DAYS)
def test_keys_when_listed_then_each_is_of_its_period_and_none_has_yet_to_begin(period, today):
    found = starts(period, today)
    assert found == tuple(sorted(found, reverse=True))
    assert all(start <= today and is_key_of(period, key_of(period, start), today) for start in found)
    assert not is_key_of(period, key_of(period, found[0].replace(year=found[0].year + 1)), today)
    assert not is_key_of(period, "", today)


def test_key_when_of_an_event_then_only_an_empty_one():
    assert is_key_of(Period.EVENT, "", date(2026, 12, 1))
    assert not is_key_of(Period.EVENT, "2026", date(2026, 12, 1))
    assert stretch_owed(Period.EVENT, date(2026, 12, 1), 30) is None


@given(st.lists(st.sampled_from(list(Step)), max_size=12))
def test_states_when_any_steps_are_taken_then_nothing_is_published_that_was_not_checked_and_approved(steps):
    state = State.DRAFT
    since_draft: list[Step] = []
    for step in steps:
        if step not in steps_from(state):
            with pytest.raises(NoSuchStep):
                advance(state, step)
            continue
        state = advance(state, step)
        since_draft = [] if state is State.DRAFT else [*since_draft, step]
        if state is State.PUBLISHED:
            assert since_draft == [Step.CHECK, Step.APPROVE, Step.PUBLISH]


def test_states_when_taken_down_then_nothing_follows():
    assert steps_from(State.WITHDRAWN) == ()
    assert {state for state, _step in NEXT} == set(State) - {State.WITHDRAWN}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("工号0001，工资8000元，订单号20261201000123", ()),
        ("联系人手机19900001234。", (Kind.PHONE,)),
        ("请打+86 199-0000-1234", (Kind.PHONE,)),
        ("身份证110101199001020025号", (Kind.RESIDENT_ID,)),
        ("卡号6222 0200 0000 0000 008已退", ()),
        ("卡号4111111111111111", (Kind.BANK_CARD,)),
        ("电话19900001234，身份证11010119900102002X", (Kind.PHONE, Kind.RESIDENT_ID)),
        ("固定电话021-55550000，金额1234567890123456元", ()),
    ],
)
def test_personal_data_when_looked_for_then_found_and_amounts_pass(text, kinds):
    found = personal_data(text)
    assert tuple(one.kind for one in found) == kinds
    assert all(one.masked == "…" + text[one.start : one.end][-4:] for one in found)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_answer_when_due_then_the_day_of_asking_does_not_count(asked_on, days):
    due = answer_due(asked_on, days)
    assert (due - asked_on).days == days
    assert clock_of(due, due) is Standing.SOON
    assert clock_of(due, due + timedelta(days=1)) is Standing.LATE
    assert clock_of(due, due - timedelta(days=7)) is Standing.OPEN


@pytest.mark.parametrize("name", catalogue_ids())
def test_catalogue_when_read_then_its_articles_are_in_the_register_and_every_kind_of_unit_owes_something(name):
    catalogue = catalogue_of(name)
    assert catalogue.id == name
    for one in catalogue.matters:
        assert one.group is not Group.OWN
        if one.article:
            assert str(LawRef(one.article.law, one.article.article, item=one.article.item)).startswith("《")
    for kind in ("STATE", "PRIVATE"):
        assert catalogue.matters_for(kind)
    assert len(catalogue.matters_for("STATE")) >= len(catalogue.matters_for("PRIVATE"))


def test_catalogue_when_the_place_has_none_then_the_national_one():
    assert catalogue_of("CN-SH").id == "CN"
    assert catalogue_of("CN-ZJ").reply_days == 30
    assert catalogue_of("CN-HN").show_days == 7


@pytest.mark.parametrize(
    "changed", [{"reply_days": 0}, {"show_days": "7"}, {"items": None}, {"title": ...}, {"items": "twice"}]
)
def test_catalogue_when_it_cannot_be_read_then_it_says_so(changed):
    data = json.loads((DATA / "CN.json").read_text(encoding="utf-8"))
    for name, value in changed.items():
        if value is ...:
            del data[name]
        else:
            data[name] = data["items"] * 2 if value == "twice" else value
    with pytest.raises(CatalogueInvalid):
        read_catalogue(json.dumps(data))
