"""The small verifier: one equation at a time, no tricks. Read it to know what is checked."""

from collections.abc import Callable, Sequence

from ballot import elgamal
from ballot.archive import ROLL, Archive, board_lines
from ballot.board import Chain, Head
from ballot.entries import read_entry
from ballot.errors import Invalid, ensure
from ballot.group import IDENTITY, Group, standard
from ballot.questions import Item
from ballot.replay import Replay
from ballot.roll import LINE, one_by_one, read_roll
from ballot.sealed import Ballot, check_ballot
from ballot.verify.report import Report, make_report
from ballot.verify.setting import archive_heads, read_setting
from ballot.verify.spill import SpillStore


class PlainSums:
    """Sums of ciphertexts, one addition at a time."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._sums: dict[str, list[tuple[bytes, bytes]]] = {}

    def _held(self, item: Item) -> list[tuple[bytes, bytes]]:
        return self._sums.get(item.id, [(IDENTITY, IDENTITY)] * item.cells)

    def add(self, item: Item, ciphertexts: bytes) -> None:
        """Count a ballot."""
        pairs = zip(self._held(item), elgamal.split(ciphertexts), strict=True)
        try:
            self._sums[item.id] = [(self._group.add(a, x), self._group.add(b, y)) for (a, b), (x, y) in pairs]
        except ValueError:
            raise Invalid("ballot", f"item {item.id}: a ciphertext is no point") from None

    def remove(self, item: Item, ciphertexts: bytes) -> None:
        """Stop counting a replaced ballot."""
        pairs = zip(self._held(item), elgamal.split(ciphertexts), strict=True)
        self._sums[item.id] = [(self._group.subtract(a, x), self._group.subtract(b, y)) for (a, b), (x, y) in pairs]

    def total(self, item: Item) -> bytes:
        """Give the sums, A then B per cell."""
        return b"".join(a + b for a, b in self._held(item))


def verify_naive(
    archive: Archive,
    *,
    group: Group | None = None,
    since: bytes | None = None,
    unsealed: bool = False,
    seen: Sequence[Head] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Verify an archive one equation at a time.

    `since` is a head verified before: proofs and signatures of ballots up to it are not repeated. `unsealed` accepts
    a board that goes on. `seen` are signed heads from elsewhere that must lie on the board. `progress` is given the
    bytes of the board read so far.

    Raises: Invalid(check, where) at the first failure.
    """
    group = group or standard()
    manifest, ceremony = read_setting(group, archive)
    # What the roll and the board make us remember lies on disk: memory does not grow with them.
    with SpillStore() as store:
        roll = read_roll(manifest, archive.lines(ROLL, LINE), one_by_one(group))
        replay = Replay(group, manifest, ceremony, store, PlainSums(group), roll)
        heads = archive_heads(group, manifest, archive, seen)
        chain = Chain(manifest.election)
        heads.reached(0, chain.head)
        old = since is not None and since != chain.head
        skipped = done = 0
        for line in board_lines(archive):
            where = f"board entry {chain.index + 1}"
            store.begin(())
            entry, _ = read_entry(manifest, line, where)
            replay.next(where)
            if isinstance(entry, Ballot):
                if old:
                    skipped += 1
                    tracker = entry.tracker(manifest.election)
                else:
                    tracker = check_ballot(group, manifest, entry, where)
                replay.cast(entry, tracker, where)
            else:
                replay.take(entry, where)
            ensure(store.finish() is None, "duplicate", f"{where}: a ciphertext stands twice")
            chain.extend(line)
            heads.reached(chain.index, chain.head)
            old = old and chain.head != since
            done += len(line) + 1
            progress(done)
    ensure(not old, "since", "the head named as verified is not on this board")
    ensure(replay.sealed or unsealed, "seal", "the board is not sealed: entries are missing, or it goes on")
    countersigned = heads.finish(sealed=replay.sealed)
    papers = archive.check_papers(replay.papers)
    return make_report(
        replay,
        ("naive", group.name),
        chain.head,
        heads=heads.count,
        countersigned=countersigned,
        papers=papers,
        skipped=skipped,
    )
