"""A zip written piece by piece under one top folder, with the hash of every file and fixed times."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from gonghui.congress.papers.glyphs import cleaned

MANIFEST = "SHA256SUMS"
CHUNK = 1 << 18
TITLE_LIMIT = 60  # characters of a title in a name: Linux allows 255 bytes a name, Windows 260 characters a path
PACKED = frozenset({"docx", "xlsx", "zip", "png", "jpg", "jpeg", "webp", "mp3", "mp4", "m4a", "ofd"})
# What Windows refuses in a name, put as the full-width sign that looks the same.
UNSAFE = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")


@dataclass(slots=True)
class _Outlet:
    """A file that cannot be rewound: what the zip writes is taken away piece by piece."""

    pieces: list[bytes] = field(default_factory=list)
    written: int = 0

    def write(self, data: bytes) -> int:
        self.pieces.append(bytes(data))
        self.written += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> Iterator[bytes]:
        pieces, self.pieces = self.pieces, []
        if pieces:
            yield b"".join(pieces)


class VolumeZip:
    """A zip under one top folder that remembers the hash of every file in it."""

    def __init__(self, name: str, stamp: date) -> None:
        self._top = safe_name(name)
        self._stamp = (max(stamp.year, 1980), stamp.month, stamp.day, 0, 0, 0)
        self._outlet = _Outlet()
        self._zip = ZipFile(cast(IO[bytes], self._outlet), "w", ZIP_DEFLATED)
        self.sums: dict[str, str] = {}

    def add_folder(self, path: str) -> Iterator[bytes]:
        entry = self._entry(f"{path}/", 0o40755)
        entry.external_attr |= 0x10  # the directory mark of Windows
        self._zip.writestr(entry, b"")
        yield from self._outlet.taken()

    def add(self, path: str, content: bytes | Path) -> Iterator[bytes]:
        entry = self._entry(path, 0o100644)
        entry.compress_type = ZIP_STORED if path.rsplit(".", 1)[-1] in PACKED else ZIP_DEFLATED
        size = len(content) if isinstance(content, bytes) else content.stat().st_size
        digest = sha256()
        with self._zip.open(entry, "w", force_zip64=size >= 1 << 31) as target:
            for piece in _read(content):
                digest.update(piece)
                target.write(piece)
                yield from self._outlet.taken()
        self.sums[path] = digest.hexdigest()
        yield from self._outlet.taken()

    def close(self) -> Iterator[bytes]:
        manifest = "".join(f"{digest}  {path}\n" for path, digest in self.sums.items())
        yield from self.add(MANIFEST, manifest.encode())
        self._zip.close()
        yield from self._outlet.taken()

    def _entry(self, path: str, mode: int) -> ZipInfo:
        entry = ZipInfo(f"{self._top}/{path}", self._stamp)
        entry.create_system = 3
        entry.external_attr = mode << 16
        return entry


def _read(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as source:
        while piece := source.read(CHUNK):
            yield piece


def safe_name(title: str) -> str:
    """A title as a name that Linux, macOS and Windows all take."""
    flat = unicodedata.normalize("NFC", " ".join(cleaned(title).split())).translate(UNSAFE)
    return flat[:TITLE_LIMIT].strip(" .") or "无题"
