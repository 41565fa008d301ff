"""The packed parts of an xlsx, unpacked by ourselves and only as far as their directory promised."""

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from gonghui.kernel.staging import refusals
from gonghui.kernel.staging.limits import Limits

_LOCAL_HEADER: Final = 30
_LOCAL_SIGNATURE: Final = b"PK\x03\x04"
_STEP: Final = 1 << 16
_ENCRYPTED: Final = 0x1
# Small parts compress by any factor without harm.
_SMALL: Final = 1 << 20


class Archive:
    """A zip file whose every part was unpacked once, found to be what the directory says, and within the limits."""

    def __init__(self, path: Path, parts: Mapping[str, zipfile.ZipInfo]) -> None:
        self._path = path
        self._parts = parts

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._parts)

    def read(self, name: str) -> bytes:
        """Return one part, unpacked. Raises: KeyError when there is none of that name."""
        with self._path.open("rb") as file:
            return _unpack(file, self._parts[name], keep=True)


def open_archive(path: Path, limits: Limits) -> Archive:
    """Check a zip file part by part.

    The directory's promises come first (number of parts, sizes, ratio); then each part is unpacked as a stream that
    stops at the promised size, because a directory can lie.

    Raises: FileRefused `file-bomb`, `file-locked`, `file-broken`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as err:
        raise refusals.broken() from err
    _check_promises(infos, limits)
    parts = {info.filename: info for info in infos}
    if len(parts) != len(infos):
        raise refusals.broken()
    with path.open("rb") as file:
        for info in infos:
            _unpack(file, info, keep=False)
    return Archive(path, MappingProxyType(parts))


def _check_promises(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.parts or sum(info.file_size for info in infos) > limits.unpacked_bytes:
        raise refusals.bomb()
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise refusals.locked()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusals.broken()
        if info.file_size > max(_SMALL, info.compress_size * limits.ratio):
            raise refusals.bomb()


def _unpack(file: BinaryIO, info: zipfile.ZipInfo, *, keep: bool) -> bytes:
    """Unpack a part from the packed bytes that the directory points at, whatever they turn out to be."""
    file.seek(info.header_offset)
    local = file.read(_LOCAL_HEADER)
    if len(local) < _LOCAL_HEADER or local[:4] != _LOCAL_SIGNATURE:
        raise refusals.broken()
    file.seek(int.from_bytes(local[26:28], "little") + int.from_bytes(local[28:30], "little"), 1)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if info.compress_type == zipfile.ZIP_DEFLATED else None
    left, size, checksum, kept = info.compress_size, 0, 0, []
    while left > 0:
        packed = file.read(min(_STEP, left))
        if not packed:
            raise refusals.broken()
        left -= len(packed)
        chunk = packed if unpacker is None else _inflated(unpacker, packed, info.file_size - size)
        size += len(chunk)
        if size > info.file_size:
            raise refusals.bomb()
        checksum = zlib.crc32(chunk, checksum)
        if keep:
            kept.append(chunk)
    if size != info.file_size or checksum != info.CRC:
        raise refusals.broken()
    return b"".join(kept)


def _inflated(unpacker: "zlib._Decompress", packed: bytes, promised: int) -> bytes:
    try:
        # One byte more than promised is enough to know that the directory lied.
        return unpacker.decompress(packed, promised + 1)
    except zlib.error as err:
        raise refusals.broken() from err
