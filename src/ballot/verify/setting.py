"""What every verifier checks before and after the board: manifest, ceremony, heads."""

from collections.abc import Iterable

from ballot.archive import DKG, HEADS, MANIFEST, Archive
from ballot.board import MAX_HEAD_LINE, Head, read_head, verify_head
from ballot.dkg import Ceremony, read_transcript, verify_transcript
from ballot.dkg.messages import MAX_BYTES as MAX_DKG
from ballot.errors import ensure
from ballot.group import Group
from ballot.manifest import MAX_BYTES, Manifest, read_manifest
from ballot.transcript import digest


def open_election(group: Group, manifest_data: bytes, dkg_data: bytes) -> tuple[Manifest, Ceremony]:
    """Check manifest and key ceremony, and that they belong together.

    Raises: Invalid("json" | "suite" | "manifest" | "dkg" | "signature", where).
    """
    manifest = read_manifest(group, manifest_data)
    ensure(digest("dkg", dkg_data) == manifest.dkg, "dkg", "dkg.json: not the transcript the manifest names")
    transcript = read_transcript(dkg_data)
    ceremony = verify_transcript(group, transcript)
    ensure(ceremony.key == manifest.key, "dkg", "manifest.json: not the key of the ceremony")
    ensure(ceremony.threshold == manifest.threshold, "dkg", "manifest.json: not the threshold of the ceremony")
    names = {t.index: t.name for t in transcript.session.trustees}
    same = all(names.get(t.index) == t.name for t in manifest.trustees)
    ensure(same, "dkg", "manifest.json: not the names of the trustees in the ceremony")
    signers = {t.index: t.key for t in manifest.trustees}
    ensure(signers == ceremony.signers, "dkg", "manifest.json: not the trustees of the ceremony")
    return manifest, ceremony


def read_setting(group: Group, archive: Archive) -> tuple[Manifest, Ceremony]:
    """Check manifest and key ceremony of an archive.

    Raises: Invalid(check, where).
    """
    return open_election(group, archive.read(MANIFEST, MAX_BYTES), archive.read(DKG, MAX_DKG))


class HeadCheck:
    """The signed heads of an archive against the chain, in one pass beside the board.

    `seen` are heads somebody kept from elsewhere, a receipt or a scrutineer's screen: they must lie on the same chain.
    """

    def __init__(self, group: Group, manifest: Manifest, lines: Iterable[bytes], seen: Iterable[Head] = ()) -> None:
        self._group = group
        self._manifest = manifest
        self._heads = (read_head(line, f"heads.jsonl, line {n}") for n, line in enumerate(lines, 1))
        self._next = next(self._heads, None)
        self.count = 0
        self._last_signers: set[bytes] = set()
        self._seen: dict[int, bytes] = {}
        for head in seen:
            verify_head(group, manifest, head, f"the head of index {head.index} seen elsewhere")
            known = self._seen.setdefault(head.index, head.head)
            ensure(known == head.head, "head", f"two heads of index {head.index} were seen: the board was forked")

    def reached(self, index: int, head: bytes) -> None:
        """Check every signed head of this index.

        Raises: Invalid("head" | "signature", where).
        """
        self._last_signers = set()
        same = self._seen.pop(index, head) == head
        ensure(same, "head", f"the head of index {index} seen elsewhere is not this board's: it was forked")
        while self._next is not None and self._next.index <= index:
            signed, where = self._next, f"heads.jsonl, line {self.count + 1}"
            ensure(signed.index == index, "head", f"{where}: heads must ascend")
            ensure(signed.head == head, "head", f"{where}: not the head of this board")
            ensure(signed.signer not in self._last_signers, "head", f"{where}: signed twice by one key")
            verify_head(self._group, self._manifest, signed, where)
            self._last_signers.add(signed.signer)
            self.count += 1
            self._next = next(self._heads, None)

    def finish(self, *, sealed: bool) -> int:
        """Check who signed the last head, and give how many scrutineers did.

        Raises: Invalid("head", where).
        """
        ensure(self._next is None, "head", "heads.jsonl: a head beyond the end of the board: entries are missing")
        ensure(not self._seen, "head", "a head seen elsewhere lies beyond the end of the board: entries are missing")
        ensure(self._manifest.board_key in self._last_signers, "head", "the board has not signed the last head")
        signed = len(self._last_signers & {s.key for s in self._manifest.scrutineers})
        enough = signed >= self._manifest.quorum or not sealed
        ensure(enough, "head", f"{signed} scrutineers signed the last head, {self._manifest.quorum} must")
        return signed


def archive_heads(group: Group, manifest: Manifest, archive: Archive, seen: Iterable[Head]) -> HeadCheck:
    """Start the check of an archive's heads, and of heads seen elsewhere."""
    return HeadCheck(group, manifest, archive.lines(HEADS, MAX_HEAD_LINE), seen)
