"""A register kept in memory, and the steps of a batch on it, for tests of staging."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from gonghui.kernel import staging
from gonghui.kernel.actor import Actor
from gonghui.kernel.staging import Batch, Candidate, Judgement, Line, Reason, Verdict
from gonghui.kernel.staging.intake import Intake
from gonghui.kernel.testing import NOON, ident
from gonghui.kernel.tests.sheets import ROSTER

SECRETARY = Actor(account_id=ident("secretary account"), person_id=ident("secretary"))
HERE = ident("our union")
LATER = NOON + timedelta(hours=1)


class Book:
    """A register kept in memory: judges rows against what it holds, writes them in, and takes them back."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, str]] = {}
        self.asked: list[int] = []
        self.fail_at: int | None = None

    def judge(self, candidates: Sequence[Candidate]) -> Sequence[Judgement]:
        self.asked.append(len(candidates))
        return [self._judged(candidate) for candidate in candidates]

    def _judged(self, candidate: Candidate) -> Judgement:
        values = dict(candidate.values)
        if values["name"].startswith("坏"):
            why = Reason(code="name-bad", sentence=f"第 {candidate.number} 行姓名不对。", column="name")
            return Judgement(verdict=Verdict.REFUSED, reasons=(why,))
        old = self.held.get(values["number"])
        if old is None:
            return Judgement(verdict=Verdict.ACCEPTED, proposed={"new": values})
        if old == values:
            return Judgement(verdict=Verdict.UNCHANGED, subject=ident(values["number"]))
        return Judgement(verdict=Verdict.CHANGED, proposed={"old": old, "new": values}, subject=ident(values["number"]))

    def apply(self, actor: Actor, lines: Sequence[Line], *, now: datetime) -> Sequence[UUID | None]:
        for line in lines:
            if line.number == self.fail_at:
                raise InterruptedError(line.number)
            self.held[line.values["number"]] = dict(line.values)
        return [ident(line.values["number"]) for line in lines]

    def undo(self, actor: Actor, lines: Sequence[Line], *, now: datetime) -> None:
        for line in lines:
            old: Any = line.proposed.get("old")
            if old is None:
                del self.held[line.values["number"]]
            else:
                self.held[line.values["number"]] = old


def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def received(content: bytes, *, intake: Intake = ROSTER, name: str = "名册.csv", now: datetime = NOON) -> Batch:
    return staging.receive(SECRETARY, intake=intake, within=HERE, name=name, chunks=[content], now=now)


def previewed(book: Book, rows: Sequence[Sequence[str]], *, now: datetime = NOON, chunk: int = 500) -> Batch:
    batch = received(csv_of(rows), now=now)
    return staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=now, chunk=chunk)


def applied(book: Book, batch: Batch, *, now: datetime = NOON, chunk: int = 5_000) -> Batch:
    return staging.apply(SECRETARY, batch_id=batch.id, judge=book, applier=book, now=now, chunk=chunk)


def undone(book: Book, batch: Batch, *, now: datetime = LATER, chunk: int = 5_000) -> Batch:
    return staging.undo(SECRETARY, batch_id=batch.id, applier=book, now=now, chunk=chunk)


def repaired(book: Book, batch: Batch, row: int, **values: str) -> Line:
    return staging.repair(SECRETARY, batch_id=batch.id, number=row, values=values, intake=ROSTER, judge=book, now=NOON)


def state(batch: Batch) -> Batch:
    return staging.batch_of(batch.id, kind=ROSTER.kind, within=HERE)


def counts(batch: Batch) -> tuple[int, int, int, int]:
    found = state(batch).counts
    return (found[Verdict.ACCEPTED], found[Verdict.CHANGED], found[Verdict.UNCHANGED], found[Verdict.REFUSED])


def codes(batch: Batch) -> dict[int, list[str]]:
    return {line.number: [why.code for why in line.reasons] for line in staging.every_line(batch.id) if line.reasons}
