"""What a context tells the mechanism about one kind of import, and what passes between the two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol, TypeAlias
from uuid import UUID

from gonghui.kernel.actor import Actor
from gonghui.kernel.models import Verdict
from gonghui.kernel.staging.header import Column
from gonghui.kernel.staging.limits import Limits

Proposal: TypeAlias = Mapping[str, object]
"""What would be done with a row, in the context's own words; only what JSON can hold."""

NOTHING: Final[Proposal] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One kind of import. No two rows of a file may have the same value in the column `key`."""

    kind: str
    columns: tuple[Column, ...]
    key: str
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if self.key not in {column.key for column in self.columns}:
            raise ValueError(f"{self.key} is no column of {self.kind}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A row that can be read: texts by column, dates as 2024-03-01, every known column present, empty when blank."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a row is refused, or a remark on it: a stable code, the sentence, and the column it is about."""

    code: str
    sentence: str
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict of a context on one candidate. `subject` is the thing the row is about, when there is one already."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    proposed: Proposal = field(default_factory=dict)
    subject: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A staged row as people see it in the preview, and as it is handed over to be applied."""

    number: int
    values: Mapping[str, str]
    verdict: Verdict
    reasons: tuple[Reason, ...]
    proposed: Proposal
    repaired: bool
    applied: bool
    subject: UUID | None


class Judge(Protocol):
    """Decides what would become of rows; reads, and never writes."""

    def judge(self, candidates: Sequence[Candidate]) -> Sequence[Judgement]:
        """Return one judgement per candidate, in the same order; asked chunk by chunk, so one query serves many."""
        ...


class Applier(Protocol):
    """Does what was proposed, and takes it back. Runs inside an action: `record` and `publish` may be called."""

    def apply(self, actor: Actor, lines: Sequence[Line], *, now: datetime) -> Sequence[UUID | None]:
        """Carry out what each line proposes and return the ids of what it made or changed, in the same order."""
        ...

    def undo(self, actor: Actor, lines: Sequence[Line], *, now: datetime) -> None:
        """Take back what `apply` did for these lines, which come in reverse order.

        Raises: Refused when something was changed since and cannot be taken back.
        """
        ...
