"""Question kinds, and what each asks of a ballot: cells and sums (section 5 of the specification)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ballot.canonical import Members
from ballot.errors import Invalid, ensure

MAX_OPTIONS = 256
MAX_CELLS = 2048
_COMMON = frozenset({"id", "kind", "majority", "options", "revote", "title"})


class Kind(StrEnum):
    """How an item is answered."""

    ONE = "one"
    MATRIX = "matrix"
    CHOOSE = "choose"
    CANDIDATES = "candidates"


_EXTRA = {
    Kind.ONE: frozenset[str](),
    Kind.MATRIX: frozenset({"rows"}),
    Kind.CHOOSE: frozenset({"max", "min"}),
    Kind.CANDIDATES: frozenset({"rows", "seats"}),
}


class Revote(StrEnum):
    """Which ballot of a seat counts."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells whose choices must add up to low … high."""

    cells: range
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """The fraction an item needs, frozen with it; applied by whoever reads the result."""

    base: str
    num: int
    den: int
    op: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of an election."""

    id: str
    kind: Kind
    title: str
    options: tuple[str, ...]
    revote: Revote
    rows: tuple[str, ...] = ()
    least: int = 1
    most: int = 1
    seats: int = 0
    majority: Majority | None = None

    @cached_property
    def cells(self) -> int:
        """Count the cells, one ciphertext each."""
        return len(self.options) * max(1, len(self.rows))

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """List the sums in index order."""
        width = len(self.options)
        rows = tuple(Sum(range(at, at + width), 1, 1) for at in range(0, self.cells, width))
        if self.kind is Kind.CHOOSE:
            return (Sum(range(self.cells), self.least, self.most),)
        if self.kind is Kind.CANDIDATES:
            return (*rows, Sum(range(0, self.cells, width), 0, self.seats))
        return rows

    @cached_property
    def proof_length(self) -> int:
        """Give the bytes of all proofs of a ballot."""
        return 32 * (7 * self.cells + sum(4 * (s.high - s.low + 1) - 1 for s in self.sums))

    def check_choices(self, choices: Sequence[int]) -> None:
        """Refuse choices the item does not allow.

        Raises: ValueError.
        """
        if len(choices) != self.cells or any(choice not in (0, 1) for choice in choices):
            raise ValueError("one 0 or 1 per cell is needed")
        for s in self.sums:
            if not s.low <= sum(choices[cell] for cell in s.cells) <= s.high:
                raise ValueError(f"{s.low} to {s.high} choices are allowed")

    def check_totals(self, totals: Sequence[int], voters: int) -> bool:
        """Tell whether these totals can come from that many voters."""
        return all(total <= voters for total in totals) and all(
            s.low * voters <= sum(totals[cell] for cell in s.cells) <= s.high * voters for s in self.sums
        )

    def to_json(self) -> dict[str, object]:
        """Give the members of the manifest."""
        majority = self.majority and {
            "base": self.majority.base,
            "den": self.majority.den,
            "num": self.majority.num,
            "op": self.majority.op,
        }
        members: dict[str, object] = {
            "id": self.id,
            "kind": self.kind.value,
            "majority": majority,
            "options": list(self.options),
            "revote": self.revote.value,
            "title": self.title,
        }
        more: dict[str, object] = {
            "max": self.most,
            "min": self.least,
            "rows": list(self.rows),
            "seats": self.seats,
        }
        return members | {name: more[name] for name in _EXTRA[self.kind]}


def read_item(value: object, where: str) -> Item:
    """Read one item of a manifest.

    Raises: Invalid("manifest", where).
    """
    kind_name = value.get("kind") if isinstance(value, dict) else None
    if kind_name not in tuple(Kind):
        raise Invalid("manifest", f"{where}: unknown kind of item")
    kind = Kind(kind_name)
    m = Members(value, _COMMON | _EXTRA[kind], "manifest", where)
    options = m.texts("options", 2, MAX_OPTIONS)
    rows = m.texts("rows", 1, 256) if "rows" in _EXTRA[kind] else ()
    least, most = 1, 1
    if kind is Kind.CHOOSE:
        most = m.integer("max", 1, len(options))
        least = m.integer("min", 0, most)
    ensure(kind is not Kind.CANDIDATES or len(options) == 3, "manifest", f"{where}: three options are needed")
    ensure(len(options) * max(1, len(rows)) <= MAX_CELLS, "manifest", f"{where}: too many cells")
    return Item(
        id=m.id("id"),
        kind=kind,
        title=m.text("title"),
        options=options,
        revote=Revote(m.choice("revote", tuple(Revote))),
        rows=rows,
        least=least,
        most=most,
        seats=m.integer("seats", 1, len(rows)) if kind is Kind.CANDIDATES else 0,
        majority=None if m.optional("majority") is None else _majority(m.optional("majority"), where),
    )


def _majority(value: object, where: str) -> Majority:
    m = Members(value, ("base", "den", "num", "op"), "manifest", f"{where}: majority")
    den = m.integer("den", 1, 1_000_000)
    return Majority(base=m.id("base"), num=m.integer("num", 0, den), den=den, op=m.choice("op", (">", ">=")))
