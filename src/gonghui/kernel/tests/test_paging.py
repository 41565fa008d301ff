"""Pages show every item once, in order, whatever number was asked for."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from gonghui.kernel.models import LiveChange, OutboxEvent
from gonghui.kernel.paging import LARGEST_SIZE, KeysetPage, Page, keyset_page, page_of
from gonghui.kernel.testing import NOON, ident


def numbers(total: int) -> list[int]:
    return list(range(1, total + 1))


def ids(page: KeysetPage[LiveChange]) -> list[int]:
    return [change.id for change in page.items]


@pytest.mark.parametrize(
    ("asked", "given_"),
    [
        (None, 1),
        ("", 1),
        ("abc", 1),
        ("1.5", 1),
        ("²", 1),
        ("٣", 1),
        ("-", 1),
        ("--1", 1),
        ("-7", 1),
        (0, 1),
        ("2", 2),
        (3, 3),
        ("4", 3),
        ("999999999", 3),
        ("9999999999", 3),
        ("9" * 5000, 3),
    ],
)
def test_page_when_any_number_is_asked_for_is_the_nearest(asked: str | int | None, given_: int) -> None:
    page = page_of(numbers(50), asked)
    assert (page.number, page.of, page.size, page.total) == (given_, 3, 20, 50)


def test_page_when_in_the_middle_knows_its_place() -> None:
    page = page_of(numbers(50), 2)
    assert page.items == tuple(range(21, 41))
    assert (page.first, page.last, page.has_previous, page.has_next) == (21, 40, True, True)


def test_page_when_the_last_is_shorter() -> None:
    page = page_of(numbers(50), 3)
    assert page.items == tuple(range(41, 51))
    assert (page.first, page.last, page.has_previous, page.has_next) == (41, 50, True, False)


def test_page_when_nothing_is_there_is_one_empty_page() -> None:
    page = page_of(numbers(0), 5)
    assert (page.items, page.number, page.of, page.first, page.last) == ((), 1, 1, 0, 0)
    assert not page.has_next
    assert not page.has_previous
    assert page.window == (1,)


@pytest.mark.parametrize(("size", "given_"), [(0, 1), (-3, 1), (7, 7), (10_000, LARGEST_SIZE)])
def test_page_when_of_any_size_is_bounded(size: int, given_: int) -> None:
    assert page_of(numbers(3), size=size).size == given_


@given(st.integers(min_value=0, max_value=300), st.integers(min_value=1, max_value=50))
def test_pages_when_put_together_are_the_whole_list(total: int, size: int) -> None:
    first = page_of(numbers(total), 1, size=size)
    pages = [page_of(numbers(total), n, size=size) for n in range(1, first.of + 1)]
    assert [item for page in pages for item in page.items] == list(range(1, total + 1))


@pytest.mark.parametrize(
    ("number", "of", "window"),
    [
        (1, 3, (1, 2, 3)),
        (1, 20, (1, 2, 3, None, 20)),
        (4, 20, (1, 2, 3, 4, 5, 6, None, 20)),
        (5, 20, (1, 2, 3, 4, 5, 6, 7, None, 20)),
        (6, 20, (1, None, 4, 5, 6, 7, 8, None, 20)),
        (17, 20, (1, None, 15, 16, 17, 18, 19, 20)),
        (20, 20, (1, None, 18, 19, 20)),
    ],
)
def test_window_when_shown_has_ends_neighbours_and_gaps(number: int, of: int, window: tuple[int | None, ...]) -> None:
    page: Page[int] = Page(items=(), number=number, of=of, size=1, total=of)
    assert page.window == window


def test_page_when_mapped_keeps_its_place() -> None:
    page = page_of(numbers(50), 2).map(str)
    assert page.items[0] == "21"
    assert (page.number, page.of, page.size, page.total) == (2, 3, 20, 50)


@pytest.mark.django_db
def test_page_when_of_a_queryset_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for n in range(5):
        LiveChange.objects.create(topic=f"t{n}", parts="", at=NOON)
    with django_assert_num_queries(2):
        page = page_of(LiveChange.objects.order_by("id"), 2, size=2)
    assert [change.topic for change in page.items] == ["t2", "t3"]


def test_page_when_of_a_queryset_without_an_order_is_an_error() -> None:
    with pytest.raises(ValueError, match="without an order"):
        page_of(LiveChange.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("by", [["at"], ["-at"], ["-at", "topic"], ["topic", "-at"], ["at", "-id"], []])
@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_keyset_when_followed_to_the_end_shows_every_row_once_in_order(by: list[str], size: int) -> None:
    for n in range(7):
        LiveChange.objects.create(topic=f"t{n % 3}", parts="", at=NOON + timedelta(hours=n % 2))
    rows = LiveChange.objects.all()
    tie = "-id" if by and by[-1].startswith("-") else "id"
    seen: list[int] = []
    after: str | None = None
    for _ in range(8):
        page = keyset_page(rows, by=by, after=after, size=size)
        seen += ids(page)
        after = page.after
        if not page.has_next:
            break
    assert seen == list(rows.order_by(*by, tie).values_list("id", flat=True))


@pytest.mark.django_db
def test_keyset_when_rows_come_and_go_skips_none_of_the_rest() -> None:
    changes = [LiveChange.objects.create(topic="t", parts="", at=NOON) for _ in range(6)]
    page = keyset_page(LiveChange.objects.all(), by=["at"], size=2)
    changes[0].delete()
    rest = keyset_page(LiveChange.objects.all(), by=["at"], after=page.after, size=50)
    assert ids(rest) == [change.id for change in changes[2:]]


@pytest.mark.django_db
@pytest.mark.parametrize("after", ["", "x", "-1", "1e9", "999999999999", "9" * 50, "' OR 1=1"])
def test_keyset_when_the_key_is_unknown_starts_from_the_beginning(after: str) -> None:
    made = LiveChange.objects.create(topic="t", parts="", at=NOON)
    assert ids(keyset_page(LiveChange.objects.all(), by=["at"], after=after)) == [made.id]


@pytest.mark.django_db
def test_keyset_when_the_key_is_of_a_row_outside_starts_from_the_beginning() -> None:
    stranger = OutboxEvent.objects.create(id=ident("a"), name="theirs", payload="", at=NOON)
    ours = OutboxEvent.objects.create(id=ident("b"), name="ours", payload="", at=NOON)
    mine = OutboxEvent.objects.filter(name="ours")
    assert keyset_page(mine, by=["at"], after=str(stranger.id)).items == (ours,)
    assert keyset_page(mine, by=["at"], after="no uuid").items == (ours,)


@pytest.mark.django_db
def test_keyset_when_paged_costs_one_query_and_one_for_the_key(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        LiveChange.objects.create(topic="t", parts="", at=NOON)
    with django_assert_num_queries(1):
        page = keyset_page(LiveChange.objects.all(), by=["at"], size=1)
    with django_assert_num_queries(2):
        keyset_page(LiveChange.objects.all(), by=["at"], size=1, after=page.after)


@pytest.mark.django_db
def test_keyset_when_mapped_keeps_its_place() -> None:
    for _ in range(2):
        LiveChange.objects.create(topic="t", parts="", at=NOON)
    page = keyset_page(LiveChange.objects.all(), by=["at"], size=1)
    assert page.map(lambda change: change.topic) == KeysetPage(items=("t",), after=page.after)


@pytest.mark.parametrize("by", [["delivered_at"], ["-delivered_at"]])
def test_keyset_when_a_field_may_be_null_is_an_error(by: list[str]) -> None:
    with pytest.raises(ValueError, match="may be null"):
        keyset_page(OutboxEvent.objects.all(), by=by)
