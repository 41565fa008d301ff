"""Decode hints of an earlier run, in a file of their own: checked, never trusted, so a bad one costs time alone."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FAMILY = b"gonghui-ballot hints "
MAGIC = FAMILY + b"1\n"
MAX_RECORD = 2**26


def read_hints(path: Path | None, election: bytes) -> Iterator[bytes]:
    """Give the hints chunk by chunk, then nothing for ever; an unreadable or foreign file gives nothing at all."""
    if path is not None:
        with suppress(OSError), path.open("rb") as stream:
            if stream.read(len(MAGIC) + 32) == MAGIC + election:
                while len(size := stream.read(4)) == 4:
                    length = int.from_bytes(size, "big")
                    if length > MAX_RECORD:
                        break
                    yield stream.read(length)
    while True:
        yield b""


def _refuse_other(path: Path) -> None:
    """Refuse to write over a file that never held hints."""
    if path.exists():
        with path.open("rb") as stream:
            start = stream.read(len(FAMILY))
        if start not in (b"", FAMILY):
            raise ValueError(f"{path}: holds something else than hints, so none are written there")


class HintWriter:
    """Writes the hints of a run beside the old file and takes its place when all went well.

    Raises: ValueError when the file there holds something else.
    """

    def __init__(self, path: Path | None, election: bytes) -> None:
        self._path = path
        if path is not None:
            _refuse_other(path)
            descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
            self._new, self._out = Path(name), os.fdopen(descriptor, "wb")
            self._out.write(MAGIC + election)

    def put(self, hints: bytes) -> None:
        """Write one chunk's hints."""
        if self._path is not None:
            self._out.write(len(hints).to_bytes(4, "big") + hints)

    def close(self, *, keep: bool) -> None:
        """Finish: keep the new hints, or drop them."""
        if self._path is None:
            return
        self._out.close()
        if keep:
            self._new.replace(self._path)
        else:
            self._new.unlink(missing_ok=True)
