"""The archive: one zip, read strictly, in a stream, within limits (section 10 of the specification)."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ballot.entries import MAX_LINE, Papers
from ballot.errors import Invalid, ensure

MANIFEST, DKG, ROLL, BOARD, HEADS = "manifest.json", "dkg.json", "roll.txt", "board.jsonl", "heads.jsonl"
NAMES = (MANIFEST, DKG, ROLL, BOARD, HEADS)
PAPERS = "papers/"
MAX_PAPER = 2**28
MAX_MEMBERS = 1005
MAX_DIRECTORY = 2**20
_BLOCK = 2**18


class Archive:
    """An archive opened for reading. Every failure of the zip itself is Invalid("archive", …)."""

    def __init__(self, path: Path | str | IO[bytes]) -> None:
        try:
            if isinstance(path, str | Path):
                with open(path, "rb") as stream:
                    _check_end(stream)
            else:
                _check_end(path)
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Invalid("archive", f"{path}: not a readable zip ({_reason(error)})") from None
        try:
            self._check_directory()
        except Invalid:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _check_directory(self) -> None:
        members = self._zip.infolist()
        names = [m.filename for m in members]
        ensure(len(members) <= MAX_MEMBERS, "archive", "too many members")
        ensure(len(set(names)) == len(names), "archive", "a member stands twice")
        for name in NAMES:
            ensure(name in names, "archive", f"{name} is missing")
        for m in members:
            known = m.filename in NAMES or (m.filename.startswith(PAPERS) and len(m.filename) > len(PAPERS))
            ensure(known, "archive", f"unknown member {m.filename[:80]!r}")
            plain = not m.flag_bits & 1 and m.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            ensure(plain, "archive", f"{m.filename[:80]!r}: encrypted, or compressed in another way than deflate")

    def papers(self) -> list[str]:
        """Name the members under `papers/`."""
        return [name for name in self._zip.namelist() if name.startswith(PAPERS)]

    def size(self, name: str) -> int:
        """Give the size the directory says, for a progress bar."""
        return self._zip.getinfo(name).file_size

    def blocks(self, name: str) -> Iterator[bytes]:
        """Give a member block by block.

        Raises: Invalid("archive", where) when it is damaged.
        """
        try:
            with self._zip.open(name) as stream:
                while block := stream.read(_BLOCK):
                    yield block
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
            raise Invalid("archive", f"{name}: damaged ({_reason(error)})") from None

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


def _check_end(stream: IO[bytes]) -> None:
    """Refuse a zip whose directory is larger than ours can be, before anything reads that directory into memory.

    Raises: Invalid("archive", where).
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 2**16 - 22))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    ensure(at >= 0 and len(tail) - at >= 22, "archive", "not a zip, or cut off")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if length == 0xFFFFFFFF:
        large = tail.rfind(b"PK\x06\x06")
        ensure(large >= 0, "archive", "not a zip, or cut off")
        length = int.from_bytes(tail[large + 40 : large + 48], "little")
    ensure(length <= MAX_DIRECTORY, "archive", "the directory of the zip is too long")


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:120] if str(error) else type(error).__name__


class ArchiveWriter:
    """Write an archive: same content, same bytes (fixed times, fixed order).

    Nothing is compressed: base64 of random bytes shrinks by a quarter, and taking it out again would cost a large share
    of the whole verification.
    """

    def __init__(self, target: Path | IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_STORED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def add(self, name: str, content: bytes) -> None:
        """Add a member."""
        self.stream(name, (content,))

    def stream(self, name: str, parts: Iterable[bytes]) -> None:
        """Add a member part by part."""
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=True) as stream:
            for part in parts:
                stream.write(part)


def board_lines(archive: Archive) -> Iterator[bytes]:
    """Give the board's lines."""
    return archive.lines(BOARD, MAX_LINE)
