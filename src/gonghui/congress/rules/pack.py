"""Rule packs: the law of one jurisdiction as typed, frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from gonghui.congress.rules.kinds import CongressPower, Mode, Phase, Retention, Seen, Severity, UnitType, VoteForm
from gonghui.congress.rules.law import LawRef, basis
from gonghui.congress.rules.parameters import Parameter
from gonghui.congress.rules.text import Text

T = TypeVar("T")
EVERY_TYPE = frozenset(UnitType)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A law a pack cites: full title, edition, and how much of its text was read."""

    title: str
    edition: str
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the table (V01, V02, ...) with its parameters, severity and legal basis, main source first."""

    id: str
    title: str
    severity: Severity
    parameters: Mapping[str, object]
    sources: tuple[LawRef, ...]
    seen: Seen
    note: str = ""

    @property
    def law(self) -> LawRef | None:
        """The main article behind the rule, None where it is practice or our own setting."""
        return self.sources[0] if self.sources else None

    def basis(self) -> Text:
        """Name the legal basis for a message: 依据《上海市职工代表大会条例》第二十八条."""
        return basis(self.sources, self.seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One entry of the matter catalogue: what may be brought before the congress, and with which power."""

    code: str
    title: str
    power: CongressPower
    form: VoteForm
    applies_to: frozenset[UnitType]
    yearly_report: bool
    sources: tuple[LawRef, ...]
    seen: Seen

    def basis(self) -> Text:
        """Name the legal basis of bringing the matter with this power."""
        return basis(self.sources, self.seen)

    def applies(self, unit_type: UnitType) -> bool:
        """Say whether units of this type bring the matter with this power."""
        return unit_type in self.applies_to


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerTitle:
    """A power in the words of the jurisdiction, with its source."""

    power: CongressPower
    title: str
    sources: tuple[LawRef, ...]
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateItem:
    """One line of an agenda template. `minutes` is a plan, not a limit; a `must` item may not be left out."""

    matter: str
    title: str
    phase: Phase
    mode: Mode
    minutes: int
    must: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaTemplate:
    """An agenda to start from, for some types of unit; items in order of the meeting."""

    code: str
    title: str
    unit_types: frozenset[UnitType]
    items: tuple[TemplateItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The law of one jurisdiction with nothing left to inherit. `pack[QUORUM]` gives a typed parameter.

    `effective` is None where the date was not confirmed; `measures` names the unit's own implementing measures once
    they have been laid over, else it is empty.
    """

    id: str
    title: str
    version: str
    effective: date | None
    inherits: tuple[str, ...]
    sources: Mapping[str, Source]
    rules: Mapping[str, Rule]
    matters: Mapping[str, Matter]
    powers: Mapping[CongressPower, PowerTitle]
    templates: Mapping[str, AgendaTemplate]
    retention: Mapping[str, Retention]
    measures: str = ""

    def __getitem__(self, parameter: Parameter[T]) -> T:
        value: Any = self.rules[parameter.rule].parameters[parameter.name]
        found: T = value
        return found

    def rule(self, rule_id: str) -> Rule:
        """Return a rule by its id. Raises: KeyError for an id that is not in the table."""
        return self.rules[rule_id]

    def matters_for(self, unit_type: UnitType) -> tuple[Matter, ...]:
        """Return the matters a unit of this type may bring, in catalogue order."""
        return tuple(matter for matter in self.matters.values() if matter.applies(unit_type))

    def templates_for(self, unit_type: UnitType) -> tuple[AgendaTemplate, ...]:
        """Return the agenda templates made for this type of unit, in pack order."""
        return tuple(template for template in self.templates.values() if unit_type in template.unit_types)
