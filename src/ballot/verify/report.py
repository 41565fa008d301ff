"""What a verification found, in types and as text for people."""

from dataclasses import dataclass

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
    shares: tuple[int, ...]
    totals: tuple[int, ...] | None
    paper_valid: int
    paper_totals: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was checked and found good. There is no report of a bad archive: `Invalid` is raised."""

    method: str
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
    papers: int
    trustees: int
    threshold: int
    hosted: tuple[str, ...]
    items: tuple[ItemOutcome, ...]


def make_report(
    replay: Replay, method: str, head: bytes, *, heads: int, countersigned: int, papers: int, skipped: int = 0
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
        papers=papers,
        trustees=len(manifest.trustees),
        threshold=manifest.threshold,
        hosted=_hosted(manifest),
        items=items,
    )


def _hosted(manifest: Manifest) -> tuple[str, ...]:
    return tuple(t.name for t in manifest.trustees if t.hosted)


def describe(report: Report, seconds: float) -> str:
    """Write the report for people."""
    rate = f", {1000 * seconds / report.ballots:.2f} ms each" if report.ballots else ""
    lines = [
        f"Election      {report.title}",
        f"Election id   {report.election.hex()}",
        f"Last head     {report.entries} {report.head.hex()}",
        f"Verified with {report.method} in {seconds:.1f} s",
        "",
        f"  ok  manifest, suite, roll of {report.roll} keys ({report.seats} seats at the end)",
        f"  ok  key ceremony: any {report.threshold} of {report.trustees} trustees decrypt",
        f"  ok  board: {report.entries} entries in one chain, {report.heads} signed heads, "
        f"the last countersigned by {report.countersigned} scrutineers",
        f"  ok  ballots: {report.ballots} with every proof and signature{rate}",
        f"  ok  opened ballots (audits): {sum(item.audits for item in report.items)}",
        f"  ok  papers of the meeting: {report.papers}",
    ]
    if report.skipped:
        lines.append(f"  --  proofs of {report.skipped} ballots up to the head verified earlier were not repeated")
    if report.hosted:
        lines.append(f"  !!  hosted trustees (a server holds their secrets): {', '.join(report.hosted)}")
    if not report.sealed:
        lines.append("  !!  the board is not sealed: more entries may follow")
    for item in report.items:
        lines += ["", *_item_lines(item)]
    return "\n".join(lines) + "\n"


def _item_lines(item: ItemOutcome) -> list[str]:
    head = f"{item.id}  {item.title}: {item.counted} counted of {item.ballots} ballots, {item.step}"
    lines = [head]
    if item.totals is None and not item.paper_totals:
        return lines
    width = len(item.options)
    sealed = item.totals or (0,) * width * max(1, len(item.rows))
    paper = item.paper_totals or (0,) * len(sealed)
    for cell, (total, on_paper) in enumerate(zip(sealed, paper, strict=True)):
        row = f"{item.rows[cell // width]} / " if item.rows else ""
        extra = f"  (+ {on_paper} on paper)" if item.paper_valid else ""
        lines.append(f"    {total:>8}{extra}  {row}{item.options[cell % width]}")
    return lines
