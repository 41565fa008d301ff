"""The verifier for large boards: a stream in chunks, all proofs of a chunk in one sum, memory that does not grow."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from ballot.archive import BOARD, ROLL, Archive, board_lines
from ballot.board import Chain, Head
from ballot.entries import read_entry
from ballot.errors import Invalid, ensure
from ballot.group import Group, standard
from ballot.manifest import Manifest
from ballot.replay import Replay
from ballot.roll import LINE, read_roll
from ballot.verify.chunk import ChunkResult
from ballot.verify.hints import HintWriter, read_hints
from ballot.verify.jobs import Job, Runner, run_here
from ballot.verify.kernels import first_bad
from ballot.verify.kernels import kernel as kernel_named
from ballot.verify.report import Report, make_report
from ballot.verify.setting import HeadCheck, archive_heads, read_setting
from ballot.verify.spill import ChunkSums, SpillStore

CHUNK = 2000
CHUNK_BYTES = 2**23
SMALL = 2**20


class Splitter:
    """Cuts the board into jobs and extends the hash chain over every line on the way."""

    def __init__(
        self, manifest: Manifest, kernel: str, since: bytes | None, hints: Iterator[bytes], chunk: int
    ) -> None:
        self.chain = Chain(manifest.election)
        self.old = since is not None and since != self.chain.head
        self._manifest = manifest
        self._kernel = kernel
        self._since = since
        self._hints = hints
        self._chunk = chunk

    def jobs(self, lines: Iterable[bytes]) -> Iterator[Job]:
        """Give job after job."""
        held: list[bytes] = []
        heads: list[bytes] = []
        size = skip = 0
        for line in lines:
            skip += self.old
            held.append(line)
            heads.append(self.chain.extend(line))
            self.old = self.old and heads[-1] != self._since
            size += len(line)
            if len(held) == self._chunk or size > CHUNK_BYTES:
                yield self._job(held, heads, skip)
                held, heads, size, skip = [], [], 0, 0
        if held:
            yield self._job(held, heads, skip)

    def _job(self, lines: list[bytes], heads: list[bytes], skip: int) -> Job:
        return Job(
            manifest=self._manifest.data,
            kernel=self._kernel,
            lines=tuple(lines),
            heads=tuple(heads),
            first=self.chain.index - len(lines) + 1,
            skip=skip,
            hints=next(self._hints),
        )


def take(replay: Replay, store: SpillStore, heads: HeadCheck, job: Job, result: ChunkResult) -> None:
    """Lead a verified chunk over the rules of the board."""
    store.begin((replay.items[cast.ballot.item].number, cast.ballot.key) for cast in result.casts.values())
    for n, (line, head) in enumerate(zip(job.lines, job.heads, strict=True)):
        where = f"board entry {job.first + n}"
        replay.next(where)
        cast = result.casts.get(n)
        if cast is None:
            entry, _ = read_entry(replay.manifest, line, where)
            replay.take(entry, where)
        else:
            replay.cast(cast.ballot, cast.tracker, where)
        heads.reached(job.first + n, head)
    repeated = store.finish()
    if repeated is not None:
        found = (n for n, cast in result.casts.items() if repeated in cast.ballot.alphas())
        n = next(found, 0)
        raise Invalid("duplicate", f"board entry {job.first + n}: a ciphertext stands twice")


def verify_batch(
    archive: Archive,
    *,
    kernel: str = "",
    group: Group | None = None,
    runner: Runner = run_here,
    since: bytes | None = None,
    unsealed: bool = False,
    seen: Sequence[Head] = (),
    hints: Path | None = None,
    chunk: int = CHUNK,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Verify an archive in chunks, on this process or wherever `runner` sends them.

    `kernel` is `fast`, `libsodium` or `reference` (without it the fastest that pays off). `since` is a head verified
    before: proofs and signatures of ballots up to it are not repeated. `unsealed` accepts a board that goes on. `seen`
    are signed heads from elsewhere that must lie on the board. `hints` is a file for what makes the next verification
    cheaper. `chunk` is how many lines are taken at once. `progress` is given the bytes of the board verified so far.

    Raises: Invalid(check, where) at the first failure.
    """
    group = group or standard()
    # A small board is done before compiled code is loaded.
    small = not kernel and group.name == "libsodium" and archive.size(BOARD) < SMALL
    name = group.name if small else kernel_named(kernel).name
    manifest, ceremony = read_setting(group, archive)
    sums = ChunkSums(group)
    writer = HintWriter(hints, manifest.election)
    finished = False
    try:
        with SpillStore() as store:
            roll = read_roll(manifest, archive.lines(ROLL, LINE), partial(first_bad, kernel_named(name)))
            replay = Replay(group, manifest, ceremony, store, sums, roll)
            heads = archive_heads(group, manifest, archive, seen)
            splitter = Splitter(manifest, name, since, read_hints(hints, manifest.election), chunk)
            heads.reached(0, splitter.chain.head)
            done = skipped = 0
            for job, result in runner(splitter.jobs(board_lines(archive))):
                sums.add_chunk(result.sums)
                take(replay, store, heads, job, result)
                writer.put(result.hints)
                skipped += sum(1 for n in result.casts if n < job.skip)
                done += sum(map(len, job.lines)) + len(job.lines)
                progress(done)
        ensure(not splitter.old, "since", "the head named as verified is not on this board")
        ensure(replay.sealed or unsealed, "seal", "the board is not sealed: entries are missing, or it goes on")
        countersigned = heads.finish(sealed=replay.sealed)
        papers = archive.check_papers(replay.papers)
        finished = True
    finally:
        writer.close(keep=finished)
    return make_report(
        replay,
        ("batch", name),
        splitter.chain.head,
        heads=heads.count,
        countersigned=countersigned,
        papers=papers,
        skipped=skipped,
    )
