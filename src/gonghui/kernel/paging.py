"""Pages of a list: numbered ones for people, and keyset ones for lists too long to count through."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, overload

from django.db.models import Model, Q, QuerySet

T = TypeVar("T")
U = TypeVar("U")
M = TypeVar("M", bound=Model)

USUAL_SIZE: Final = 20
LARGEST_SIZE: Final = 200
_AROUND: Final = 2
_LONGEST: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Page `number` of `of`, both counted from one; an empty list has one empty page."""

    items: tuple[T, ...]
    number: int
    of: int
    size: int
    total: int

    @property
    def has_next(self) -> bool:
        return self.number < self.of

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def first(self) -> int:
        """The place in the whole list of the first item here, counted from one; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last(self) -> int:
        """The place in the whole list of the last item here; 0 when there is none."""
        return self.first + len(self.items) - 1 if self.items else 0

    @property
    def window(self) -> tuple[int | None, ...]:
        """Page numbers to offer: the first, the last and those around this one; None stands for a gap."""
        near = range(self.number - _AROUND, self.number + _AROUND + 1)
        shown = sorted({1, self.of, *(number for number in near if 1 <= number <= self.of)})
        window: list[int | None] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number - before == 2:
                window.append(number - 1)
            elif number - before > 2:
                window.append(None)
            window.append(number)
        return tuple(window)

    def map(self, function: Callable[[T], U]) -> "Page[U]":
        """Return the same page with every item put through a function, as from model to row."""
        items = tuple(function(item) for item in self.items)
        return Page(items=items, number=self.number, of=self.of, size=self.size, total=self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysetPage(Generic[T]):
    """A stretch of a long list; `after` asks for the next one, None when this is the last."""

    items: tuple[T, ...]
    after: str | None

    @property
    def has_next(self) -> bool:
        return self.after is not None

    def map(self, function: Callable[[T], U]) -> "KeysetPage[U]":
        """Return the same stretch with every item put through a function."""
        return KeysetPage(items=tuple(function(item) for item in self.items), after=self.after)


@overload
def page_of(rows: QuerySet[M], number: str | int | None = None, *, size: int = USUAL_SIZE) -> Page[M]: ...


@overload
def page_of(rows: Sequence[T], number: str | int | None = None, *, size: int = USUAL_SIZE) -> Page[T]: ...


def page_of(rows: Any, number: str | int | None = None, *, size: int = USUAL_SIZE) -> Page[Any]:
    """Return one page of an ordered queryset or of a sequence; a queryset costs two queries.

    A number that is no number gives the first page, one out of range the nearest. `size` is cut to 1 … 200.

    Raises: ValueError for a queryset without an order, whose pages would overlap.
    """
    if isinstance(rows, QuerySet):
        _demand_order(rows)
        total = rows.count()
    else:
        total = len(rows)
    size = _bounded(size)
    of = max(1, -(-total // size))
    wanted = min(max(_whole(number), 1), of)
    start = (wanted - 1) * size
    return Page(items=tuple(rows[start : start + size]), number=wanted, of=of, size=size, total=total)


def keyset_page(
    rows: QuerySet[M], *, by: Sequence[str], after: str | None = None, size: int = USUAL_SIZE
) -> KeysetPage[M]:
    """Return the stretch of `rows` behind the row with key `after`, in the order of the fields `by` (`-` for falling).

    The primary key settles ties and is the only thing that goes into an address, so no value of a row does. A key that
    is not, or no longer, among `rows` starts from the beginning. Costs one query, two with `after`.

    Raises: ValueError for a field that may be null, which has no place in an order.
    """
    order = _with_key(rows, by)
    size = _bounded(size)
    there = _values(rows, order, after)
    behind = rows if there is None else rows.filter(_behind(order, there))
    found = list(behind.order_by(*order)[: size + 1])
    items = tuple(found[:size])
    return KeysetPage(items=items, after=str(items[-1].pk) if len(found) > size else None)


def _with_key(rows: QuerySet[M], by: Sequence[str]) -> list[str]:
    key = rows.model._meta.pk.name
    for field in by:
        if rows.model._meta.get_field(field.removeprefix("-")).null:
            raise ValueError(f"{field} may be null and cannot be paged by")
    if key in (field.removeprefix("-") for field in by):
        return list(by)
    falling = bool(by) and by[-1].startswith("-")
    return [*by, f"-{key}" if falling else key]


def _values(rows: QuerySet[M], order: Sequence[str], after: str | None) -> tuple[Any, ...] | None:
    if not after:
        return None
    key = rows.model._meta.pk
    try:
        wanted = key.to_python(after)
    except Exception:
        return None
    return rows.filter(pk=wanted).values_list(*(field.removeprefix("-") for field in order)).first()


def _behind(order: Sequence[str], there: Sequence[Any]) -> Q:
    """Return the condition `(a, b, c) > there`, each field in its own direction."""
    condition, equal = Q(), Q()
    for field, value in zip(order, there, strict=True):
        name = field.removeprefix("-")
        beyond = "lt" if field.startswith("-") else "gt"
        condition |= equal & Q(**{f"{name}__{beyond}": value})
        equal &= Q(**{name: value})
    return condition


def _demand_order(rows: QuerySet[M]) -> None:
    if not rows.ordered:
        raise ValueError("pages of a queryset without an order overlap: call order_by")


def _whole(number: str | int | None) -> int:
    text = str(number)
    return int(text[:_LONGEST]) if text.isascii() and text.isdecimal() else 1


def _bounded(size: int) -> int:
    return min(max(size, 1), LARGEST_SIZE)
