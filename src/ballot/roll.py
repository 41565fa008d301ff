"""The roll: voters' public keys in ascending order, without names (section 7 of the specification)."""

from binascii import a2b_hex, b2a_hex
from collections.abc import Callable, Iterable, Iterator

from ballot.errors import Invalid, ensure
from ballot.group import IDENTITY, Group, standard
from ballot.manifest import Manifest
from ballot.transcript import digest, stream, u64

LINE = 65
TOGETHER = 4096
FirstBad = Callable[[bytes], int | None]
"""Of keys that follow each other give the number of the first that is no point."""


def roll_hash(keys: Iterable[bytes]) -> bytes:
    """Hash a roll; the keys in ascending order."""
    keys = list(keys)
    if keys != sorted(set(keys)):
        raise ValueError("the keys of a roll ascend")
    return digest("roll", u64(len(keys)), b"".join(keys))


def roll_file(keys: Iterable[bytes]) -> bytes:
    """Write `roll.txt`."""
    return b"".join(key.hex().encode() + b"\n" for key in keys)


def one_by_one(group: Group) -> FirstBad:
    """Look at keys one by one."""

    def first_bad(keys: bytes) -> int | None:
        return next((at // 32 for at in range(0, len(keys), 32) if not group.is_point(keys[at : at + 32])), None)

    return first_bad


def read_roll(manifest: Manifest, lines: Iterable[bytes], first_bad: FirstBad | None = None) -> Iterator[bytes]:
    """Give the keys of `roll.txt` one by one, and at the end refuse a roll that is not the manifest's.

    A back end that decodes many points at once may look at a few thousand keys together: `first_bad`.

    Raises: Invalid("roll", where).
    """
    # The hash of the specification, fed piece by piece so that the roll is never held whole.
    start = stream("roll", u64(manifest.roll_size), length=32 * manifest.roll_size)
    first_bad = first_bad or one_by_one(standard())
    last, count, held = b"", 0, bytearray()
    try:
        for line in lines:
            where = f"roll.txt, line {count + 1}"
            ensure(count < manifest.roll_size, "roll", f"{where}: more keys than the manifest says")
            key = _key(line, where)
            ensure(key > last, "roll", f"{where}: keys must ascend")
            start.update(key)
            last = key
            held += key
            count += 1
            if len(held) == 32 * TOGETHER:
                yield from _points(held, count, first_bad)
                held.clear()
    except Invalid:
        # The lines before come first.
        list(_points(held, count, first_bad))
        raise
    yield from _points(held, count, first_bad)
    ensure(count == manifest.roll_size, "roll", "roll.txt: fewer keys than the manifest says")
    ensure(start.digest()[:32] == manifest.roll_hash, "roll", "roll.txt: not the roll of the manifest")


def _key(line: bytes, where: str) -> bytes:
    try:
        key = a2b_hex(line)
    except ValueError:
        raise Invalid("roll", f"{where}: not a key in hex") from None
    ensure(len(line) == 64 and b2a_hex(key) == line, "roll", f"{where}: not a key in lower-case hex")
    ensure(key != IDENTITY, "roll", f"{where}: the identity is no key")
    return key


def _points(held: bytearray, count: int, first_bad: FirstBad) -> Iterator[bytes]:
    """Give keys one by one, of which the last stands in line `count`."""
    keys = bytes(held)
    bad = first_bad(keys)
    if bad is not None:
        raise Invalid("roll", f"roll.txt, line {count - len(keys) // 32 + bad + 1}: not a public key")
    yield from (keys[at : at + 32] for at in range(0, len(keys), 32))
