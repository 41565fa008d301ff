"""The kinds of value a parameter can have: how each is read, written, said, and when a new one is not looser."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Generic, TypeVar

from gonghui.congress.rules.formula import Band, BandKind, Formula
from gonghui.congress.rules.kinds import UNIT_TYPE_WORDS, UnitType
from gonghui.congress.rules.majority import BASE_WORDS, Bound, Majority, MajorityBase, Op
from gonghui.congress.rules.reader import Json, Node
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class ByUnitType(Generic[T]):
    """A value that differs by type of unit: `default`, and what replaces it for some types."""

    default: T
    special: Mapping[UnitType, T]

    def for_type(self, unit_type: UnitType) -> T:
        """Return the value that holds for a type of unit."""
        return self.special.get(unit_type, self.default)


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of value: how it is read from and written to JSON, and how a person reads it."""

    read: Callable[[Node], T]
    write: Callable[[T], Json]
    words: Callable[[T], Text]


def _number_words(value: int) -> Text:
    return say("%(number)s", number=value)


def _boolean_words(value: bool) -> Text:
    return say(_("是")) if value else say(_("否"))


INTEGER: Kind[int] = Kind(lambda node: node.integer(), lambda value: value, _number_words)
BOOLEAN: Kind[bool] = Kind(lambda node: node.boolean(), lambda value: value, _boolean_words)


def _read_majority(node: Node) -> Majority:
    fields = node.fields("num", "den", "op", "base", optional=("legal_op",))
    legal_op = fields["legal_op"].enum(Op) if "legal_op" in fields else None
    return node.built(
        lambda: Majority(
            num=fields["num"].integer(),
            den=fields["den"].integer(),
            op=fields["op"].enum(Op),
            base=fields["base"].enum(MajorityBase),
            legal_op=legal_op,
        )
    )


def _write_majority(value: Majority) -> Json:
    written: dict[str, Json] = {"num": value.num, "den": value.den, "op": value.op.value, "base": value.base.value}
    if value.legal_op is not None:
        written["legal_op"] = value.legal_op.value
    return written


def _majority_words(value: Majority) -> Text:
    return say("%(base)s%(fraction)s", base=say(BASE_WORDS[value.base]), fraction=value.fraction_words())


MAJORITY: Kind[Majority] = Kind(_read_majority, _write_majority, _majority_words)


def _read_bound(node: Node) -> Bound:
    fields = node.fields("num", "den", "op")
    return node.built(lambda: Bound(num=fields["num"].integer(), den=fields["den"].integer(), op=fields["op"].enum(Op)))


def _write_bound(value: Bound) -> Json:
    return {"num": value.num, "den": value.den, "op": value.op.value}


BOUND: Kind[Bound] = Kind(_read_bound, _write_bound, Bound.words)


def _read_band(node: Node) -> Band:
    kind = node.fields("start", "end", "kind", optional=_BAND_OPTIONS)["kind"].enum(BandKind)
    wanted, allowed = _BAND_FIELDS[kind]
    fields = node.fields("start", "end", "kind", *wanted, optional=allowed)
    whole = {key: fields[key].integer() for key in ("base", "add", "least", "most", "cap") if key in fields}
    rates = {key: fields[key].fraction() for key in ("rate", "rate_end") if key in fields}
    return Band(
        start=fields["start"].integer(),
        end=None if fields["end"].value is None else fields["end"].integer(),
        kind=kind,
        base=whole.get("base", 0),
        per=fields["per"].integer(least=1) if "per" in fields else 1,
        add=whole.get("add", 0),
        rate=rates.get("rate", Fraction(0)),
        rate_end=rates.get("rate_end", Fraction(0)),
        least=whole.get("least"),
        most=whole.get("most"),
        cap=whole.get("cap"),
    )


_BAND_OPTIONS = ("base", "per", "add", "rate", "rate_end", "least", "most", "cap")
_BAND_FIELDS: Mapping[BandKind, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        BandKind.FIXED: (("base",), ("cap",)),
        BandKind.STEP: (("base", "per", "add"), ("cap",)),
        BandKind.PERCENT: (("rate",), ("least", "most", "cap")),
        BandKind.SLIDING: (("rate", "rate_end"), ("least", "most", "cap")),
    }
)


def _write_band(band: Band) -> Json:
    written: dict[str, Json] = {"start": band.start, "end": band.end, "kind": band.kind.value}
    whole = {
        "base": band.base,
        "per": band.per,
        "add": band.add,
        "least": band.least,
        "most": band.most,
        "cap": band.cap,
    }
    wanted, allowed = _BAND_FIELDS[band.kind]
    for key in (*wanted, *allowed):
        if key in ("rate", "rate_end"):
            rate = band.rate if key == "rate" else band.rate_end
            written[key] = {"num": rate.numerator, "den": rate.denominator}
        elif whole[key] is not None:
            written[key] = whole[key]
    return written


def _read_formula(node: Node) -> Formula:
    bands = tuple(_read_band(band) for band in node.items())
    return node.built(lambda: Formula(bands=bands))


def _write_formula(value: Formula) -> Json:
    return [_write_band(band) for band in value.bands]


def _formula_words(value: Formula) -> Text:
    return say(_("按人数分 %(bands)s 档计算"), bands=len(value.bands))


FORMULA: Kind[Formula] = Kind(_read_formula, _write_formula, _formula_words)


def choice(vocabulary: type[E]) -> Kind[E]:
    """Make the kind of one member of a closed vocabulary."""
    return Kind(
        lambda node: node.enum(vocabulary), lambda value: value.value, lambda value: say("%(x)s", x=value.value)
    )


def members(vocabulary: type[E]) -> Kind[frozenset[E]]:
    """Make the kind of a set of members of a closed vocabulary, written sorted."""
    return Kind(
        lambda node: node.distinct(lambda member: member.enum(vocabulary)),
        lambda value: _in_order(sorted(member.value for member in value)),
        lambda value: _list_words(sorted(member.value for member in value)),
    )


NUMBERS: Kind[frozenset[int]] = Kind(
    lambda node: node.distinct(lambda member: member.integer()),
    lambda value: _in_order(sorted(value)),
    lambda value: _list_words([str(number) for number in sorted(value)]),
)
CODES: Kind[frozenset[str]] = Kind(
    lambda node: node.distinct(lambda member: member.text()),
    lambda value: _in_order(sorted(value)),
    lambda value: _list_words(sorted(value)),
)


def by_unit_type(kind: Kind[T]) -> Kind[ByUnitType[T]]:
    """Make the kind of a value that differs by type of unit: {"default": ..., "STATE": ...}."""

    def read(node: Node) -> ByUnitType[T]:
        fields = node.fields("default", optional=tuple(UnitType))
        special = {UnitType(key): kind.read(member) for key, member in fields.items() if key != "default"}
        return ByUnitType(kind.read(fields["default"]), MappingProxyType(special))

    def write(value: ByUnitType[T]) -> Json:
        return {"default": kind.write(value.default)} | {
            unit_type.value: kind.write(special) for unit_type, special in value.special.items()
        }

    def words(value: ByUnitType[T]) -> Text:
        said = kind.words(value.default)
        for unit_type, special in value.special.items():
            said = say(
                _("%(rest)s；%(unit)s：%(value)s"),
                rest=said,
                unit=say(UNIT_TYPE_WORDS[unit_type]),
                value=kind.words(special),
            )
        return said

    return Kind(read, write, words)


def _in_order(values: Iterable[int] | Iterable[str]) -> Json:
    written: list[Json] = []
    written.extend(values)
    return written


def _list_words(parts: list[str]) -> Text:
    return say("%(parts)s", parts="、".join(parts)) if parts else say(_("无"))
