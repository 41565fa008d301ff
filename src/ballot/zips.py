"""Zip files in the one form of section 10: whoever obeys it, and whoever is laxer, reads the same members."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, NoReturn

from ballot.errors import Invalid, ensure

MAX_MEMBERS = 1005
MAX_DIRECTORY = 2**20
STORED, DEFLATED = 0, 8
FULL_16, FULL_32 = 2**16 - 1, 2**32 - 1
UTF8 = 1 << 11
# How hard deflate tried, and UTF-8: what no other flag may join, for each changes what is read.
FLAGS = 1 << 1 | 1 << 2 | UTF8
BLOCK = 2**18
_PACKED = 2**16
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_ENTRY = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_LARGE_END = struct.Struct("<IQHHIIQQQQ")
_LOCATOR = struct.Struct("<IIQI")
_LOCAL_MARK, _ENTRY_MARK, _END_MARK = 0x04034B50, 0x02014B50, 0x06054B50
_LARGE_END_MARK, _LOCATOR_MARK = 0x06064B50, 0x07064B50
_LARGE = 1
_FIRST_DAY = 33  # 1980-01-01


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in a zip, as the directory says; `start` is where its bytes begin."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One entry of the directory."""

    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int

    @property
    def shown(self) -> str:
        return repr(self.raw[:80].decode("utf-8", "replace"))


def _bad(why: str) -> NoReturn:
    raise Invalid("archive", why)


def read_directory(stream: IO[bytes]) -> list[Member]:
    """Read the members of a zip, in order, and check that it holds nothing else.

    Raises: Invalid("archive", where); OSError.
    """
    start, length, count = _find_directory(stream)
    stream.seek(start)
    entries = list(_entries(stream.read(length), count))
    members, at = [], 0
    for entry in entries:
        ensure(entry.offset == at, "archive", f"{entry.shown}: does not begin where the member before it ends")
        data = _data_start(stream, entry)
        at = data + entry.packed
        ensure(at <= start, "archive", f"{entry.shown}: longer than its place")
        members.append(
            Member(
                name=_name(entry),
                method=entry.method,
                crc=entry.crc,
                packed=entry.packed,
                size=entry.size,
                start=data,
            )
        )
    ensure(at == start, "archive", "something stands between the members and the directory of the zip")
    names = [member.name for member in members]
    ensure(len(set(names)) == len(names), "archive", "a member stands twice")
    return members


def _find_directory(stream: IO[bytes]) -> tuple[int, int, int]:
    """Give where the directory stands, its length, and how many members it has."""
    end = stream.seek(0, 2) - _END.size
    ensure(end >= 0, "archive", "not a zip, or cut off")
    stream.seek(end)
    mark, disk, first, here, count, length, start, comment = _END.unpack(stream.read(_END.size))
    right = mark == _END_MARK and comment == 0
    ensure(right, "archive", "not a zip, cut off, or something stands after it")
    ensure(disk == first == 0 and here == count, "archive", "a zip in several parts")
    if count == FULL_16 or FULL_32 in (length, start):
        end -= _LARGE_END.size + _LOCATOR.size
        large = _large_end(stream, end)
        for short, full, value in zip((count, length, start), (FULL_16, FULL_32, FULL_32), large, strict=True):
            ensure(short in (full, value), "archive", "the end of the zip says two things")
        count, length, start = large
    ensure(length <= MAX_DIRECTORY, "archive", "the directory of the zip is too long")
    ensure(count <= MAX_MEMBERS, "archive", "too many members")
    ensure(start + length == end, "archive", "the directory of the zip is not where its end says")
    return start, length, count


def _large_end(stream: IO[bytes], at: int) -> tuple[int, int, int]:
    """Read the two zip64 records that stand before the end."""
    ensure(at >= 0, "archive", "not a zip, or cut off")
    stream.seek(at)
    mark, size, _, _, disk, first, here, count, length, start = _LARGE_END.unpack(stream.read(_LARGE_END.size))
    right = mark == _LARGE_END_MARK and size == _LARGE_END.size - 12 and disk == first == 0 and here == count
    ensure(right, "archive", "the end of the zip says two things")
    located = _LOCATOR.unpack(stream.read(_LOCATOR.size))
    ensure(located == (_LOCATOR_MARK, 0, at, 1), "archive", "the end of the zip says two things")
    return count, length, start


def _entries(directory: bytes, count: int) -> Iterator[_Entry]:
    at = 0
    for _ in range(count):
        ensure(at + _ENTRY.size <= len(directory), "archive", "the directory of the zip is cut off")
        mark, _, _, flags, method, _, _, crc, packed, size, named, more, comment, disk, _, _, offset = (
            _ENTRY.unpack_from(directory, at)
        )
        at += _ENTRY.size
        right = mark == _ENTRY_MARK and disk == 0 and comment == 0 and at + named + more <= len(directory)
        ensure(right, "archive", "the directory of the zip")
        raw, extra = directory[at : at + named], directory[at + named : at + named + more]
        at += named + more
        size, packed, offset = _large(extra, (size, packed, offset), raw)
        entry = _Entry(raw=raw, flags=flags, method=method, crc=crc, packed=packed, size=size, offset=offset)
        plain = not flags & ~FLAGS and method in (STORED, DEFLATED)
        ensure(plain, "archive", f"{entry.shown}: encrypted, or packed in another way than deflate")
        ensure(method == DEFLATED or packed == size, "archive", f"{entry.shown}: two sizes")
        yield entry
    ensure(at == len(directory), "archive", "the directory of the zip is longer than its members")


def _large(extra: bytes, values: tuple[int, ...], raw: bytes) -> tuple[int, ...]:
    """Put zip64's values, which stand in the extra field in order, in the place of those that are full."""
    at, found = 0, None
    while at < len(extra):
        where = f"{raw[:80]!r}: extra field"
        ensure(at + 4 <= len(extra), "archive", where)
        mark, length = struct.unpack_from("<HH", extra, at)
        at += 4
        ensure(at + length <= len(extra) and not (mark == _LARGE and found is not None), "archive", where)
        if mark == _LARGE:
            found = extra[at : at + length]
        at += length
    full = sum(value == FULL_32 for value in values)
    if len(found or b"") != 8 * full or (found is None) != (full == 0):
        _bad(f"{raw[:80]!r}: extra field")
    given = iter(struct.unpack(f"<{full}Q", found or b""))
    return tuple(next(given) if value == FULL_32 else value for value in values)


def _name(entry: _Entry) -> str:
    try:
        name = entry.raw.decode()
    except UnicodeDecodeError:
        _bad(f"{entry.shown}: a name not in UTF-8")
    ensure("\0" not in name, "archive", f"{entry.shown}: a name with a zero byte")
    ensure(name.isascii() or bool(entry.flags & UTF8), "archive", f"{entry.shown}: a name not marked as UTF-8")
    return name


def _data_start(stream: IO[bytes], entry: _Entry) -> int:
    """Check that a member's own header says what the directory says, and give where its bytes begin."""
    where = f"{entry.shown}: its own header says other things than the directory"
    stream.seek(entry.offset)
    header = stream.read(_LOCAL.size)
    ensure(len(header) == _LOCAL.size, "archive", where)
    mark, _, flags, method, _, _, crc, packed, size, named, more = _LOCAL.unpack(header)
    raw, extra = stream.read(named), stream.read(more)
    ensure(mark == _LOCAL_MARK and raw == entry.raw and len(extra) == more, "archive", where)
    size, packed = _large(extra, (size, packed), raw)
    said = (flags, method, crc, packed, size)
    ensure(said == (entry.flags, entry.method, entry.crc, entry.packed, entry.size), "archive", where)
    return entry.offset + _LOCAL.size + len(raw) + len(extra)


def member_blocks(stream: IO[bytes], member: Member) -> Iterator[bytes]:
    """Give a member block by block; others may read the same stream in between.

    Raises: Invalid("archive", where) when its length or checksum is not what the directory says; OSError.
    """
    length = crc = 0
    for block in _inflated(stream, member) if member.method == DEFLATED else _packed(stream, member):
        length += len(block)
        ensure(length <= member.size, "archive", f"{member.name}: longer than the directory says")
        crc = zlib.crc32(block, crc)
        yield block
    ensure(length == member.size, "archive", f"{member.name}: shorter than the directory says")
    ensure(crc == member.crc, "archive", f"{member.name}: damaged, its checksum is another")


def _packed(stream: IO[bytes], member: Member, block: int = BLOCK) -> Iterator[bytes]:
    for at in range(0, member.packed, block):
        stream.seek(member.start + at)
        data = stream.read(min(block, member.packed - at))
        ensure(data != b"", "archive", f"{member.name}: cut off")
        yield data


def _inflated(stream: IO[bytes], member: Member) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    packed = _packed(stream, member, _PACKED)
    data: bytes | None = b""
    while not inflater.eof:
        data = data or next(packed, None)
        try:
            block = inflater.decompress(data or b"", BLOCK)
        except zlib.error as error:
            _bad(f"{member.name}: damaged ({error})")
        ensure(bool(block) or data is not None or inflater.eof, "archive", f"{member.name}: cut off")
        data = inflater.unconsumed_tail
        if block:
            yield block
    ended = not inflater.unused_data and next(packed, None) is None
    ensure(ended, "archive", f"{member.name}: something stands after its end")


class ZipWriter:
    """Write a zip of stored members: same content, same bytes. It must be written from the beginning of a file."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._directory: list[bytes] = []
        self._at = 0

    def add(self, name: str, parts: Iterable[bytes]) -> None:
        """Add a member part by part."""
        raw = name.encode()
        flags = 0 if name.isascii() else UTF8
        start, crc, size = self._at, 0, 0
        self._put(bytes(_LOCAL.size) + raw + bytes(20))
        for part in parts:
            self._put(part)
            crc = zlib.crc32(part, crc)
            size += len(part)
        # Its size is known now; room was left for one of any length.
        fields = (45, flags, STORED, 0, _FIRST_DAY, crc)
        header = _LOCAL.pack(_LOCAL_MARK, *fields, FULL_32, FULL_32, len(raw), 20) + raw
        self._stream.seek(start)
        self._stream.write(header + struct.pack("<HHQQ", _LARGE, 16, size, size))
        self._stream.seek(self._at)
        large = [value for value in (size, size, start) if value >= FULL_32]
        extra = struct.pack(f"<HH{len(large)}Q", _LARGE, 8 * len(large), *large) if large else b""
        shown = [min(value, FULL_32) for value in (size, size, start)]
        rest = (len(raw), len(extra), 0, 0, 0, 0o644 << 16, shown[2])
        entry = _ENTRY.pack(_ENTRY_MARK, 3 << 8 | 45, *fields, *shown[:2], *rest)
        self._directory.append(entry + raw + extra)

    def _put(self, data: bytes) -> None:
        self._stream.write(data)
        self._at += len(data)

    def close(self) -> None:
        """Write the directory and the end."""
        start, count = self._at, len(self._directory)
        length = sum(map(len, self._directory))
        end, large = start + length, start >= FULL_32
        self._put(b"".join(self._directory))
        if large:
            self._put(_LARGE_END.pack(_LARGE_END_MARK, 44, 45, 45, 0, 0, count, count, length, start))
            self._put(_LOCATOR.pack(_LOCATOR_MARK, 0, end, 1))
        self._put(_END.pack(_END_MARK, 0, 0, count, count, length, min(start, FULL_32), 0))
