"""An election with all its people in one object, every secret included."""

import hashlib
import io
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from ballot import dkg, tally
from ballot.archive import BOARD, DKG, HEADS, MANIFEST, PAPERS, ROLL, ArchiveWriter
from ballot.board import Board, Head, sign_head
from ballot.entries import (
    Entry,
    Paper,
    PaperFile,
    Papers,
    Rehearsal,
    Result,
    RollChange,
    Seal,
    Share,
    Signed,
    Stage,
    Tally,
    Withheld,
)
from ballot.group import Entropy, Group, standard
from ballot.group import scalars as sc
from ballot.manifest import Manifest, Scrutineer, Trustee
from ballot.questions import Item, Kind, Revote
from ballot.roll import roll_file, roll_hash
from ballot.sealed import NO_TRACKER, Audit, Ballot, audit, cast, prepare
from ballot.signature import KeyPair, key_pair
from ballot.simulate.keys import KnowingGroup, ceremony
from ballot.verify.naive import PlainSums
from ballot.writing import countersign

THREE = Item(id="plan", kind=Kind.ONE, title="年度工作方案", options=("赞成", "反对", "弃权"), revote=Revote.LAST)


class Election:
    """An election with all its people. Call in the order of a congress: rehearse, open, vote …, close, count, seal."""

    def __init__(
        self,
        *,
        voters: int,
        items: Sequence[Item] = (THREE,),
        entropy: Entropy = secrets.token_bytes,
        group: Group | None = None,
        trustees: int = 3,
        threshold: int = 2,
        scrutineers: int = 2,
        paper: int = 0,
        k_min: int = 10,
        auditors: int = 0,
        hosted: bool = False,
        spool: IO[bytes] | None = None,
    ) -> None:
        self.entropy = entropy
        self.group = group or standard()
        self.transcript, self.secrets, self.shares = ceremony(trustees, threshold, entropy, self.group)
        self.board_pair = key_pair(entropy, self.group)
        self.scrutineers = [key_pair(entropy, self.group) for _ in range(scrutineers)]
        self.auditors = sorted((key_pair(entropy, self.group) for _ in range(auditors)), key=lambda p: p.public)
        self.voters = sorted((key_pair(entropy, self.group) for _ in range(voters)), key=lambda p: p.public)
        keys = [pair.public for pair in self.voters]
        ceremony_result = dkg.verify_transcript(self.group, self.transcript)
        self.manifest = Manifest(
            title="第三届职工代表大会第一次会议",
            items=tuple(items),
            trustees=tuple(
                Trustee(index=t.index, name=t.name, key=t.sign, hosted=hosted) for t in self.transcript.session.trustees
            ),
            threshold=threshold,
            dkg=self.transcript.hash(),
            key=ceremony_result.key,
            roll_hash=roll_hash(keys),
            roll_size=len(keys),
            roll_paper=paper,
            board_key=self.board_pair.public,
            booth=hashlib.sha256(b"no booth").digest(),
            opens="2026-11-21T01:00:00Z",
            closes="2026-11-21T03:00:00Z",
            scrutineers=tuple(Scrutineer(name=f"监票人 {i + 1}", key=p.public) for i, p in enumerate(self.scrutineers)),
            quorum=scrutineers,
            auditors=tuple(p.public for p in self.auditors),
            k_min=k_min,
        )
        self.board = Board(self.manifest)
        self.heads: list[Head] = []
        self.papers: dict[str, bytes] = {}
        self.sums = PlainSums(self.group)
        self._lines: IO[bytes] = io.BytesIO() if spool is None else spool
        self._last: dict[tuple[str, bytes], Ballot] = {}

    def know_the_secret(self) -> int:
        """Make ballots at a third of the cost, as nobody can in an election that is not played; give the secret."""
        indices = range(1, len(self.shares) + 1)
        parts = zip(sc.lagrange_at_zero(indices), self.shares, strict=True)
        secret = sum(weight * share.secret for weight, share in parts) % sc.ORDER
        self.group = KnowingGroup(self.group, self.manifest.key, secret)
        return secret

    def append(self, entry: Entry) -> None:
        """Put an entry on the board, checked or not (tests need both)."""
        self.append_line(self.board.append(entry), chained=True)

    def append_line(self, line: bytes, *, chained: bool = False) -> None:
        """Put a raw line on the board."""
        if not chained:
            self.board.chain.extend(line)
        self._lines.write(line + b"\n")

    def lines(self) -> Iterator[bytes]:
        """Give the board's lines with their line feeds."""
        self._lines.flush()
        self._lines.seek(0)
        yield from self._lines
        self._lines.seek(0, 2)

    def signed_by(self, entry: RollChange | Paper, count: int | None = None) -> tuple[Signed, ...]:
        """Let scrutineers sign an entry."""
        pairs = self.scrutineers[:count]
        election = self.manifest.election
        return tuple(countersign(election, entry, i, p, self.entropy, self.group) for i, p in enumerate(pairs, 1))

    def change_roll(self, kind: str, *, old: bytes | None = None, new: bytes | None = None) -> None:
        """Seal or change the roll."""
        reason = "" if kind == "roll_seal" else "更换手机"
        bare = RollChange(kind=kind, old=old, new=new, reason=reason)
        signatures = self.signed_by(bare)
        self.append(RollChange(kind=kind, old=old, new=new, reason=reason, signatures=signatures))
        if old and new:
            # The seat keeps its ballots: the new key continues their chain.
            for item, key in [at for at in self._last if at[1] == old]:
                self._last[item, new] = self._last.pop((item, key))

    def prepare(self) -> None:
        """Seal the roll and rehearse the decryption."""
        self.change_roll("roll_seal")
        r = sc.random_scalar(self.entropy)
        shares = tuple(
            tally.rehearse(self.manifest.election, 42, r, i, pair, self.entropy, self.group)
            for i, pair in enumerate(self.shares, 1)
        )
        self.append(Rehearsal(value=42, randomness=r, shares=shares))

    def open(self, item: Item) -> None:
        """Open voting."""
        self.append(Stage(kind="open", item=item))

    def ballot(self, pair: KeyPair, item: Item, choices: Sequence[int]) -> Ballot:
        """Make a voter's next ballot without putting it on the board."""
        last = self._last.get((item.id, pair.public))
        prepared = prepare(
            self.manifest,
            item,
            pair.public,
            choices,
            counter=last.counter + 1 if last else 1,
            previous=last.tracker(self.manifest.election) if last else NO_TRACKER,
            entropy=self.entropy,
            group=self.group,
        )
        return cast(prepared, pair, self.entropy, self.group)

    def vote(self, pair: KeyPair, item: Item, choices: Sequence[int]) -> Ballot:
        """Cast a ballot."""
        ballot = self.ballot(pair, item, choices)
        self.take(ballot, item)
        return ballot

    def take(self, ballot: Ballot, item: Item) -> None:
        """Put a voter's next ballot on the board."""
        last = self._last.get((item.id, ballot.key))
        if last:
            self.sums.remove(item, last.ciphertexts)
        self.sums.add(item, ballot.ciphertexts)
        self._last[item.id, ballot.key] = ballot
        self.append(ballot)

    def audit(self, pair: KeyPair, item: Item, choices: Sequence[int]) -> Audit:
        """Open a ballot instead of casting it."""
        last = self._last.get((item.id, pair.public))
        prepared = prepare(
            self.manifest,
            item,
            pair.public,
            choices,
            counter=last.counter + 1 if last else 1,
            previous=last.tracker(self.manifest.election) if last else NO_TRACKER,
            entropy=self.entropy,
            group=self.group,
        )
        opened = audit(prepared, pair, self.entropy, self.group)
        self.append(opened)
        return opened

    def paper(self, item: Item, batch: str, totals: Sequence[int], valid: int, issued: int) -> None:
        """Enter a batch of paper ballots that two scrutineers signed."""
        fields = {"item": item, "batch": batch, "issued": issued, "received": valid, "valid": valid}
        bare = Paper(**fields, totals=tuple(totals))  # type: ignore[arg-type]
        self.append(Paper(**fields, totals=tuple(totals), signatures=self.signed_by(bare)))  # type: ignore[arg-type]

    def close(self, item: Item) -> None:
        """Close voting."""
        self.append(Stage(kind="close", item=item))

    def counted(self, item: Item) -> int:
        """Count the seats with a ballot."""
        return sum(1 for name, _ in self._last if name == item.id)

    def tally(self, item: Item) -> Tally:
        """Put the encrypted sum on the board."""
        entry = Tally(item=item, count=self.counted(item), ciphertexts=self.sums.total(item))
        self.append(entry)
        return entry

    def share(self, entry: Tally, trustee: int) -> Share:
        """Make a trustee's partial decryption."""
        election = self.manifest.election
        return tally.decrypt(election, entry, trustee, self.shares[trustee - 1], self.entropy, self.group)

    def count(self, item: Item, trustees: Sequence[int] = (1, 2)) -> tuple[int, ...] | None:
        """Tally, decrypt with these trustees and publish the result, or withhold it."""
        if self.counted(item) < self.manifest.k_min:
            self.append(Withheld(item=item, count=self.counted(item)))
            return None
        entry = self.tally(item)
        shares = [self.share(entry, trustee) for trustee in trustees]
        for share in shares:
            self.append(share)
        totals = tally.open_totals(self.group, self.manifest.threshold, entry, shares)
        self.append(Result(item=item, totals=totals))
        return totals

    def keep_papers(self, files: dict[str, bytes]) -> None:
        """List the meeting's papers on the board."""
        self.papers |= files
        listed = [
            PaperFile(name=name, size=len(data), sha256=hashlib.sha256(data).digest()) for name, data in files.items()
        ]
        self.append(Papers(files=tuple(listed)))

    def sign_heads(self) -> None:
        """Let the board and every scrutineer sign the current head."""
        chain, election = self.board.chain, self.manifest.election
        for pair in (self.board_pair, *self.scrutineers):
            self.heads.append(sign_head(election, chain.index, chain.head, pair, self.entropy, self.group))

    def seal(self) -> None:
        """Seal the board and have it signed."""
        self.append(Seal(entries=self.board.chain.index))
        self.sign_heads()

    def write(self, target: Path | IO[bytes]) -> None:
        """Write the archive."""
        with ArchiveWriter(target) as archive:
            archive.add(MANIFEST, self.manifest.data)
            archive.add(DKG, self.transcript.data())
            archive.add(ROLL, roll_file(pair.public for pair in self.voters))
            archive.stream(BOARD, self.lines())
            archive.add(HEADS, b"".join(head.line() + b"\n" for head in self.heads))
            for name, data in sorted(self.papers.items()):
                archive.add(PAPERS + name, data)
