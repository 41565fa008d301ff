"""Events come back as they were stored."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import pytest

from gonghui.kernel import outbox
from gonghui.kernel.testing import NOON, OUR_UNION, ident


class Colour(StrEnum):
    RED = "RED"


@outbox.event("kernel.test.everything")
@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    who: UUID
    when: datetime
    day: date
    colour: Colour
    count: int
    maybe: UUID | None
    nothing: UUID | None
    many: tuple[UUID, ...]


@pytest.mark.django_db
def test_restore_when_an_event_was_stored_then_it_is_equal():
    fact = Everything(
        who=OUR_UNION, when=NOON, day=date(2026, 3, 10), colour=Colour.RED, count=3, maybe=ident("a"), nothing=None,
        many=(ident("b"), ident("c")),
    )  # fmt: skip
    row = outbox.store(fact, at=NOON)
    assert outbox.restore(row.name, row.payload) == fact


def test_restore_when_nobody_knows_the_name_then_lookup_error():
    with pytest.raises(LookupError):
        outbox.restore("no.such.event", "{}")


def test_event_when_the_name_is_taken_then_refused():
    with pytest.raises(ValueError, match="taken"):

        @outbox.event("kernel.test.everything")
        @dataclass(frozen=True)
        class Again:
            pass


def test_event_when_not_frozen_then_refused():
    with pytest.raises(TypeError, match="frozen"):

        @outbox.event("kernel.test.soft")
        @dataclass
        class Soft:
            pass


@pytest.mark.django_db
def test_deliver_when_nobody_listens_then_it_is_done():
    row = outbox.store(
        Everything(who=OUR_UNION, when=NOON, day=NOON.date(), colour=Colour.RED, count=0, maybe=None, nothing=None,
                   many=()),
        at=NOON,
    )  # fmt: skip
    assert outbox.deliver(row.id)
    assert not outbox.deliver(ident("unknown"))
