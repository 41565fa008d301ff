"""The archive: one zip, read strictly, in a stream, within limits (section 10 of the specification)."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ballot.entries import MAX_LINE, Papers
from ballot.errors import Invalid, ensure
from ballot.zips import ZipWriter, member_blocks, read_directory

MANIFEST, DKG, ROLL, BOARD, HEADS = "manifest.json", "dkg.json", "roll.txt", "board.jsonl", "heads.jsonl"
NAMES = (MANIFEST, DKG, ROLL, BOARD, HEADS)
PAPERS = "papers/"
MAX_PAPER = 2**28


class Archive:
    """An archive opened for reading. Every failure of the zip itself is Invalid("archive", …)."""

    def __init__(self, path: Path | str | IO[bytes]) -> None:
        self._own = isinstance(path, str | Path)
        try:
            self._stream: IO[bytes] = open(path, "rb") if isinstance(path, str | Path) else path  # noqa: SIM115
        except (OSError, ValueError) as error:
            raise Invalid("archive", f"{path}: not a readable file ({_reason(error)})") from None
        try:
            self._members = {member.name: member for member in read_directory(self._stream)}
            self._check_names()
        except OSError as error:
            self.close()
            raise Invalid("archive", f"{path}: not a readable file ({_reason(error)})") from None
        except Invalid:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, when it was opened here."""
        if self._own:
            self._stream.close()

    def _check_names(self) -> None:
        for name in NAMES:
            ensure(name in self._members, "archive", f"{name} is missing")
        for name in self._members:
            known = name in NAMES or (name.startswith(PAPERS) and len(name) > len(PAPERS))
            ensure(known, "archive", f"unknown member {name[:80]!r}")

    def papers(self) -> list[str]:
        """Name the members under `papers/`."""
        return [name for name in self._members if name.startswith(PAPERS)]

    def size(self, name: str) -> int:
        """Give the size the directory says, for a progress bar."""
        return self._members[name].size

    def blocks(self, name: str) -> Iterator[bytes]:
        """Give a member block by block.

        Raises: Invalid("archive", where) when it is damaged.
        """
        try:
            yield from member_blocks(self._stream, self._members[name])
        except OSError as error:
            raise Invalid("archive", f"{name}: not readable ({_reason(error)})") from None

    def read(self, name: str, limit: int) -> bytes:
        """Read a small member whole.

        Raises: Invalid("archive", where) when it is damaged or longer than `limit`.
        """
        parts, length = [], 0
        for block in self.blocks(name):
            length += len(block)
            ensure(length <= limit, "archive", f"{name}: longer than {limit} bytes")
            parts.append(block)
        return b"".join(parts)

    def lines(self, name: str, limit: int) -> Iterator[bytes]:
        """Give the lines of a member without their line feeds, holding one block at a time.

        Raises: Invalid("archive", where) when it is damaged, a line is longer than `limit` or the last has no end.
        """
        rest = b""
        number = 0
        for block in self.blocks(name):
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                number += 1
                ensure(len(line) < limit, "archive", f"{name}, line {number}: longer than {limit} bytes")
                yield line
            ensure(len(rest) < limit, "archive", f"{name}, line {number + 1}: longer than {limit} bytes")
        ensure(not rest, "archive", f"{name}: the last line does not end")

    def check_papers(self, papers: Papers | None) -> int:
        """Check the meeting's papers against the board's list and give their number.

        Raises: Invalid("papers" | "archive", where).
        """
        listed = {PAPERS + f.name: f for f in papers.files} if papers else {}
        there = set(self.papers())
        for name in sorted(there ^ set(listed)):
            raise Invalid("papers", f"{name}: listed and kept do not agree")
        for name, f in listed.items():
            hasher, length = hashlib.sha256(), 0
            for block in self.blocks(name):
                length += len(block)
                ensure(length <= MAX_PAPER, "papers", f"{name}: too long")
                hasher.update(block)
            ensure((length, hasher.digest()) == (f.size, f.sha256), "papers", f"{name}: another content")
        return len(listed)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:120] if str(error) else type(error).__name__


class ArchiveWriter:
    """Write an archive: same content, same bytes (fixed times, fixed order).

    Nothing is compressed: base64 of random bytes shrinks by a quarter, and taking it out again would cost a large share
    of the whole verification.
    """

    def __init__(self, target: Path | IO[bytes]) -> None:
        self._own = isinstance(target, Path)
        self._stream: IO[bytes] = target.open("wb") if isinstance(target, Path) else target
        self._zip = ZipWriter(self._stream)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._zip.close()
        if self._own:
            self._stream.close()

    def add(self, name: str, content: bytes) -> None:
        """Add a member."""
        self._zip.add(name, (content,))

    def stream(self, name: str, parts: Iterable[bytes]) -> None:
        """Add a member part by part."""
        self._zip.add(name, parts)


def board_lines(archive: Archive) -> Iterator[bytes]:
    """Give the board's lines."""
    return archive.lines(BOARD, MAX_LINE)
