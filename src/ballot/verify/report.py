"""What a verification found, in types and as text for people."""

from dataclasses import dataclass

from ballot.entries import Tally
from ballot.manifest import Manifest
from ballot.replay import Replay, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOutcome:
    """What became of one item."""

    id: str
    title: str
    step: str
    options: tuple[str, ...]
    rows: tuple[str, ...]
    ballots: int
    counted: int
    audits: int
    tally: Tally | None
    shares: tuple[int, ...]
    totals: tuple[int, ...] | None
    paper_valid: int
    paper_totals: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was checked and found good. There is no report of a bad archive: `Invalid` is raised."""

    method: tuple[str, str]
    election: bytes
    title: str
    entries: int
    head: bytes
    sealed: bool
    ballots: int
    skipped: int
    roll: int
    seats: int
    heads: int
    countersigned: int
    quorum: int
    papers: int
    trustees: int
    threshold: int
    hosted: tuple[str, ...]
    k_min: int
    booth: bytes
    items: tuple[ItemOutcome, ...]


def make_report(
    replay: Replay,
    method: tuple[str, str],
    head: bytes,
    *,
    heads: int,
    countersigned: int,
    papers: int,
    skipped: int = 0,
) -> Report:
    """Draw up the report of a finished replay."""
    manifest = replay.manifest
    items = tuple(
        ItemOutcome(
            id=p.item.id,
            title=p.item.title,
            step="withheld" if p.step is Step.DONE and p.totals is None else p.step.name.lower(),
            options=p.item.options,
            rows=p.item.rows,
            ballots=p.ballots,
            counted=p.counted,
            audits=p.audits,
            tally=p.tally,
            shares=tuple(s.trustee for s in p.shares),
            totals=p.totals,
            paper_valid=p.paper,
            paper_totals=tuple(p.paper_totals),
        )
        for p in replay.items.values()
    )
    return Report(
        method=method,
        election=manifest.election,
        title=manifest.title,
        entries=replay.entries,
        head=head,
        sealed=replay.sealed,
        ballots=sum(item.ballots for item in items),
        skipped=skipped,
        roll=manifest.roll_size,
        seats=replay.seats,
        heads=heads,
        countersigned=countersigned,
        quorum=manifest.quorum,
        papers=papers,
        trustees=len(manifest.trustees),
        threshold=manifest.threshold,
        hosted=_hosted(manifest),
        k_min=manifest.k_min,
        booth=manifest.booth,
        items=items,
    )


def _hosted(manifest: Manifest) -> tuple[str, ...]:
    return tuple(t.name for t in manifest.trustees if t.hosted)
