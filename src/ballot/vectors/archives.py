"""Zips in many forms: those that are taken, and those that are refused though some reader takes them."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ballot.archive import HEADS, MANIFEST, PAPERS, ROLL
from ballot.drbg import Drbg
from ballot.manifest import Manifest, Scrutineer
from ballot.questions import Majority
from ballot.roll import roll_file
from ballot.simulate import THREE, Election
from ballot.transcript import digest, u64
from ballot.vectors.primitives import GROUP, Vector
from ballot.zips import FULL_16, FULL_32, STORED, UTF8, read_directory

Part = list[int] | str
PAPER = PAPERS + "决议.txt"
NO_POINT = b"\x01" + bytes(31)


def small_election() -> Election:
    """Play an election of three voters, with a paper whose name is not ASCII."""
    election = Election(voters=3, entropy=Drbg("small election"), k_min=2)
    election.prepare()
    election.open(THREE)
    for number, pair in enumerate(election.voters):
        election.vote(pair, THREE, [int(cell == number % 2) for cell in range(3)])
    election.close(THREE)
    election.count(THREE)
    election.keep_papers({"决议.txt": "通过。\n".encode()})
    election.seal()
    return election


@dataclass(frozen=True, kw_only=True)
class _File:
    """A member as the two headers tell it; `data` is what stands between them, a slice of small.zip or bytes."""

    name: bytes
    data: list[int] | bytes
    crc: int
    size: int
    packed: int
    flags: int = 0
    method: int = STORED
    extra: bytes = b""
    comment: bytes = b""
    mode: int = 0o100644
    before: bytes = b""
    after: bytes = b""
    own: tuple[tuple[str, int | bytes], ...] = ()
    """What the header before the data says otherwise."""


def archives(election: Election) -> list[Vector]:
    """Give zips as parts, slices `[from, to]` of small.zip or hex, or members to exchange.

    Each has the name of the check that refuses it; an empty one is taken.
    """
    target = io.BytesIO()
    election.write(target)
    files = _files(target)
    made: list[Vector] = [{"name": name, "parts": parts, "check": check} for name, parts, check in _forms(files)]
    made += [{"name": name, "members": members, "check": check} for name, members, check in _terms(election)]
    return made


def _files(stream: io.BytesIO) -> list[_File]:
    return [
        _File(
            name=m.name.encode(),
            data=[m.start, m.start + m.size],
            crc=m.crc,
            size=m.size,
            packed=m.size,
            flags=0 if m.name.isascii() else UTF8,
        )
        for m in read_directory(stream)
    ]


def _zip(
    files: list[_File],
    *,
    prefix: bytes = b"",
    shift: int = 0,
    gap: bytes = b"",
    between: bytes = b"",
    comment: bytes = b"",
    trailing: bytes = b"",
    end: dict[str, int] | None = None,
    large: dict[str, int] | None = None,
    order: Callable[[list[bytes]], list[bytes]] = list,
) -> list[Part]:
    """Lay a zip out; `end` and `large` change fields of the end records, `large` brings zip64's."""
    parts: list[list[int] | bytes] = [prefix]
    at, entries = len(prefix), []
    for f in files:
        parts.append(f.before)
        at += len(f.before)
        offset = at - shift
        own = replace(f, own=(), **dict(f.own))  # type: ignore[arg-type]
        sizes = (own.packed, own.size, len(own.name), len(own.extra))
        header = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, own.flags, own.method, 0, 33, own.crc, *sizes)
        length = len(f.data) if isinstance(f.data, bytes) else f.data[1] - f.data[0]
        parts += [header + own.name + own.extra, f.data, f.after]
        at += len(header) + len(own.name) + len(own.extra) + length + len(f.after)
        lengths = (len(f.name), len(f.extra), len(f.comment))
        fields = (f.flags, f.method, 0, 33, f.crc, f.packed, f.size, *lengths, 0, 0, f.mode << 16, offset)
        entries.append(struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 788, 20, *fields) + f.name + f.extra + f.comment)
    directory = b"".join(order(entries))
    parts += [gap, directory]
    at += len(gap)
    values = {"count": len(files), "length": len(directory), "start": at - shift, "disk": 0, "comment": len(comment)}
    if large is not None:
        told = values | {"here": at + len(directory)} | large
        fields64 = (44, 45, 45, told["disk"], told["disk"], told["count"], told["count"], told["length"], told["start"])
        parts.append(struct.pack("<IQHHIIQQQQ", 0x06064B50, *fields64))
        parts.append(struct.pack("<IIQI", 0x07064B50, 0, told["here"], 1))
        values |= {"count": FULL_16, "length": FULL_32, "start": FULL_32}
    e = values | (end or {})
    fields32 = (e["disk"], e["disk"], e["count"], e["count"], e["length"], e["start"], e["comment"])
    parts += [between, struct.pack("<IHHHHIIH", 0x06054B50, *fields32) + comment, trailing]
    return _joined(parts)


def _joined(parts: list[list[int] | bytes]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, list):
            joined.append(part)
        elif joined and isinstance(joined[-1], str):
            joined[-1] += part.hex()
        elif part:
            joined.append(part.hex())
    return joined


def _deflated(data: bytes) -> bytes:
    """Write deflate that does not pack, the same on every machine."""
    return struct.pack("<BHH", 1, len(data), len(data) ^ 0xFFFF) + data


def _forms(files: list[_File]) -> Iterator[tuple[str, list[Part], str]]:
    names = [f.name.decode() for f in files]
    heads, paper = names.index(HEADS), names.index(PAPER)

    def with_one(number: int, **more: object) -> list[_File]:
        made = list(files)
        made[number] = replace(made[number], **more)  # type: ignore[arg-type]
        return made

    def paper_with(data: bytes, *, method: int = 8, **more: object) -> list[_File]:
        return with_one(paper, data=data, packed=len(data), method=method, **more)

    text = "通过。\n".encode()
    deflated, end_record = _deflated(text), struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0, 0, 0, 0, 0)
    entry64 = struct.pack("<HHQ", 1, 8, files[heads].size)
    inner = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 0, 0, 0, 0)
    inner += struct.pack("<IIQI", 0x07064B50, 0, 0, 1)
    yield "as it is", _zip(files), ""
    yield "zip64 records for all three fields", _zip(files, large={}), ""
    yield (
        "a member with zip64's sizes",
        _zip(
            with_one(
                heads,
                size=FULL_32,
                packed=FULL_32,
                extra=struct.pack("<HHQQ", 1, 16, files[heads].size, files[heads].size),
            )
        ),
        "",
    )
    yield "deflated", _zip(paper_with(deflated)), ""
    yield "deflated, with the flags of how hard", _zip(paper_with(deflated, flags=UTF8 | 2)), ""
    yield "other attributes", _zip(with_one(heads, mode=0o120777)), ""
    yield "another extra field", _zip(with_one(heads, extra=struct.pack("<HHI", 0x5455, 4, 7))), ""
    bad: dict[str, list[Part]] = {
        "a comment at the end": _zip(files, comment=b"hello"),
        "an end within the comment at the end": _zip(files, comment=end_record),
        "a comment that is said and not there": _zip(files, end={"comment": 7}),
        "a byte at the end": _zip(files, trailing=b"\0"),
        "bytes at the beginning, counted": _zip(files, prefix=b"#!/bin/sh\n"),
        "bytes at the beginning, not counted": _zip(files, prefix=b"#!/bin/sh\n", shift=10),
        "bytes between members": _zip(with_one(1, before=b"hidden ballot box")),
        "bytes before the directory": _zip(files, gap=b"hidden"),
        "bytes after the directory": _zip(files, between=b"hidden"),
        "the directory in another order": _zip(files, order=lambda entries: entries[::-1]),
        "one member less than there are": _zip(files, end={"count": len(files) - 1}),
        "a directory elsewhere": _zip(files, end={"start": 0}),
        "a zip in several parts": _zip(files, end={"disk": 1}),
        "zip64 records nobody needs": _zip(files, large={}, end=_plain_end(files)),
        "zip64 records that are not where they say": _zip(files, large={"here": 0}),
        "an end and zip64 records that differ": _zip(files, large={}, end={"count": 3}),
        "zip64 records within a comment": _zip(with_one(len(files) - 1, comment=inner)),
        "a comment of a member": _zip(with_one(heads, comment=b"hello")),
        "zip64's size nobody needs": _zip(with_one(heads, extra=entry64)),
        "an extra field that is cut off": _zip(with_one(heads, extra=b"UT\x09\0")),
        "zip64's sizes twice": _zip(with_one(heads, size=FULL_32, extra=entry64 + entry64)),
        "a name not marked as UTF-8": _zip(with_one(paper, flags=0)),
        "a name not in UTF-8": _zip(with_one(paper, name=b"papers/\xff", flags=UTF8)),
        "a zero byte in a name": _zip(with_one(heads, name=HEADS.encode() + b"\0evil")),
        "a zero byte in one of the names": _zip(
            with_one(heads, name=HEADS.encode() + b"\0evil", own=(("name", HEADS.encode()),))
        ),
        "another name in its own header": _zip(with_one(paper, own=(("name", b"papers/x"),))),
        "a member twice": _zip([*files, files[heads]]),
        "a member nobody knows": _zip(with_one(paper, name=b"notes.txt", flags=0)),
        "a folder": _zip([*files, replace(files[paper], name=b"papers/", flags=0)]),
        "encrypted, its own header says": _zip(with_one(heads, own=(("flags", 1),))),
        "encrypted": _zip(with_one(heads, flags=1)),
        "strongly encrypted": _zip(with_one(heads, flags=0x40)),
        "patched data": _zip(with_one(heads, flags=0x20)),
        "hidden headers": _zip(with_one(heads, flags=0x2000)),
        "sizes that follow the data": _zip(
            with_one(
                heads,
                flags=8,
                own=(("crc", 0), ("size", 0), ("packed", 0)),
                after=struct.pack("<III", files[heads].crc, files[heads].size, files[heads].size),
            )
        ),
        "packed in another way": _zip(with_one(heads, method=12)),
        "another way in its own header": _zip(with_one(heads, own=(("method", 8),))),
        "other sizes in its own header": _zip(with_one(heads, own=(("size", 7), ("packed", 9)))),
        "another checksum in its own header": _zip(with_one(heads, own=(("crc", 1),))),
        "another checksum": _zip(with_one(heads, crc=1)),
        "a size too large": _zip(with_one(heads, size=files[heads].size + 5)),
        "more packed than there is": _zip(with_one(heads, packed=files[heads].size + 5, after=b"hello")),
        "deflate that gives more": _zip(paper_with(_deflated(text + b"more"))),
        "deflate that gives less": _zip(paper_with(_deflated(text[:-1]))),
        "deflate that goes on after its end": _zip(paper_with(deflated + b"more")),
        "deflate that does not end": _zip(paper_with(b"\0" + deflated[1:])),
        "deflate that is none": _zip(paper_with(b"\x07" + deflated[1:])),
    }
    for name, parts in bad.items():
        yield name, parts, "archive"
    other = b"papers/../papers/x"
    yield "a name that climbs", _zip(with_one(paper, name=other, flags=0)), "papers"
    longer = text + b"more"
    yield (
        "a paper that is longer",
        _zip(paper_with(longer, method=STORED, size=len(longer), crc=zlib.crc32(longer))),
        "papers",
    )


def _plain_end(files: list[_File]) -> dict[str, int]:
    """Give the fields of the end as they are without zip64."""
    parts = _zip(files)
    assert isinstance(parts[-1], str)
    count, length, start = struct.unpack("<HII", bytes.fromhex(parts[-1])[-12:-2])
    return {"count": count, "length": length, "start": start}


def _terms(election: Election) -> Iterator[tuple[str, dict[str, str], str]]:
    """Give other manifests, each of another election."""
    m = election.manifest

    def said(manifest: Manifest) -> dict[str, str]:
        return {MANIFEST: manifest.data.decode()}

    def majority(num: int, den: int) -> dict[str, str]:
        item = replace(THREE, majority=Majority(base="present", num=num, den=den, op=">"))
        return said(replace(m, items=(item,)))

    yield "a majority of more than all", majority(3, 2), "manifest"
    yield "a majority of too fine a fraction", majority(1, 2_000_000), "manifest"
    twins = tuple(replace(s, key=m.board_key) if not n else s for n, s in enumerate(m.scrutineers))
    yield "a board whose key is a scrutineer's", said(replace(m, scrutineers=twins)), "manifest"
    many = tuple(sorted(GROUP.base(n) for n in range(1, 258)))
    yield "257 auditors", said(replace(m, auditors=many)), "manifest"
    person = Scrutineer(name="监票人", key=NO_POINT)
    yield "a scrutineer whose key is no point", said(replace(m, scrutineers=(person,), quorum=1)), "manifest"
    keys = sorted([NO_POINT, *(pair.public for pair in election.voters)])
    rolled = replace(m, roll_size=len(keys), roll_hash=digest("roll", u64(len(keys)), b"".join(keys)))
    yield "a roll with a key that is no point", said(rolled) | {ROLL: roll_file(keys).decode()}, "roll"
    yield "a roll with a line that is too long", {ROLL: "0" * 65 + "\n"}, "archive"
    yield "a roll that does not end", {ROLL: roll_file(p.public for p in election.voters).decode()[:-1]}, "archive"
