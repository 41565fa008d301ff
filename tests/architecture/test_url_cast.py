"""Every address × every member of the cast × what they get; whoever is turned away has changed nothing.

Each action leaves a row in the ledger, so that counting the rows of all tables shows a change, too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.urls import reverse

from tests.architecture.access_table import BODIES, MARKS_BY_LOOKING, ROWS, WORDS, Row
from tests.architecture.addresses import addresses
from tests.architecture.world import CAST, World, build

pytestmark = pytest.mark.django_db

ID_OF_OURS = {"union_id", "person_id", "meeting_id", "item_id", "vote_id", "paper_id", "batch_id", "delegate_id"}
"""Words of an address that say whose it is."""
URLS = "gonghui.ui.tests.catalogue_urls"


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo what happens inside; actions may commit there, as they may in a test case."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[tuple[World, dict[str, int]]]:
    """Build both unions once, and count what is there; each request below is taken back."""
    with django_db_blocker.unblock(), taken_back():
        made = build()
        yield made, rows_of_every_table()


def words_of(name: str) -> tuple[str, ...]:
    return next(one.words for one in addresses() if one.name == name)


def address_of(row: Row, who: str, world: World) -> str:
    """Make the address; nobody but the screen knows its token."""
    known = world.ids | {word: world.ids.get(value, value) for word, value in WORDS.get(row.name, {}).items()}
    known |= {} if who == "device" else {"token": "guessed"}
    return reverse(row.name, kwargs={word: known[word] for word in words_of(row.name)}, urlconf=URLS)


def ask(row: Row, who: str, world: World) -> HttpResponseBase:
    """Knock, and leave the browser as it was."""
    browser, address = world.browsers[who], address_of(row, who, world)
    kept = deepcopy(browser.cookies)
    answer: HttpResponseBase = (
        browser.post(address, BODIES.get(row.name, {})) if row.method == "POST" else browser.get(address)
    )
    browser.cookies = kept
    if answer.streaming:
        b"".join(answer)  # read to its end, so that its file is closed
    return answer


def told(answer: HttpResponseBase, *, wrote: bool) -> str:
    """Name an answer in the words of the table."""
    if answer.status_code not in (301, 302, 303):
        return str(answer.status_code)
    place = answer.headers["Location"]
    turned = {f"{settings.LOGIN_URL}?next=": "in", f"{settings.HAT_URL}?next=": "hat"}
    return next((word for start, word in turned.items() if place.startswith(start)), "done" if wrote else "go")


@contextmanager
def watched() -> Iterator[list[str]]:
    """Gather the statements that write: only after one need the tables be counted, and there are many of them."""
    writes: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            writes.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield writes


def rows_of_every_table() -> dict[str, int]:
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', COUNT(*) FROM {table}" for table in tables))
        return dict(cursor.fetchall())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name}")
def test_address_answers_each_of_the_cast_as_the_table_says(row, built, settings):
    settings.ROOT_URLCONF = URLS
    world, before = built
    given, wrote = {}, set()
    for who in CAST:
        with taken_back(), watched() as writes:
            answer = ask(row, who, world)
            changed = bool(writes) and rows_of_every_table() != before
        given[who] = told(answer, wrote=changed)
        wrote |= {who} if changed else set()
    assert given == dict(zip(CAST, row.expected, strict=True))
    looked = {who for who in CAST if row.name in MARKS_BY_LOOKING and given[who] in ("200", "204")}
    may_write = looked | {who for who in CAST if given[who] == "done"}
    assert wrote <= may_write, "who is turned away, refused, or only looks, leaves nothing behind"


def test_table_has_a_line_for_every_address_and_method():
    needed = {(method, one.name) for one in addresses() for method in one.methods if method != "HEAD"}
    assert {(row.method, row.name) for row in ROWS} == needed
    assert len(ROWS) == len(needed)


def test_people_of_another_union_when_at_something_of_ours_then_hear_that_there_is_nothing():
    ours = [row for row in ROWS if ID_OF_OURS & set(words_of(row.name))]
    assert len(ours) > 60
    for row in ours:
        assert set(row.expected[9:12]) == {"404"}, row


def test_nobody_logged_in_when_at_something_of_ours_then_is_led_to_the_log_in_page():
    for row in ROWS:
        if ID_OF_OURS & set(words_of(row.name)):
            assert (row.expected[0], row.expected[-1]) == ("in", "in"), row
