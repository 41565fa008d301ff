"""The roll: voters' public keys in ascending order, without names (section 7 of the specification)."""

from binascii import a2b_hex, b2a_hex
from collections.abc import Iterable, Iterator

from ballot.errors import Invalid, ensure
from ballot.group import IDENTITY
from ballot.manifest import Manifest
from ballot.transcript import digest, stream, u64

LINE = 65


def roll_hash(keys: Iterable[bytes]) -> bytes:
    """Hash a roll; the keys in ascending order."""
    keys = list(keys)
    if keys != sorted(set(keys)):
        raise ValueError("the keys of a roll ascend")
    return digest("roll", u64(len(keys)), b"".join(keys))


def roll_file(keys: Iterable[bytes]) -> bytes:
    """Write `roll.txt`."""
    return b"".join(key.hex().encode() + b"\n" for key in keys)


def read_roll(manifest: Manifest, lines: Iterable[bytes]) -> Iterator[bytes]:
    """Give the keys of `roll.txt` one by one, and at the end refuse a roll that is not the manifest's.

    Raises: Invalid("roll", where).
    """
    # The hash of the specification, fed piece by piece so that the roll is never held whole.
    start = stream("roll", u64(manifest.roll_size), length=32 * manifest.roll_size)
    last, count = b"", 0
    for count, line in enumerate(lines, 1):
        where = f"roll.txt, line {count}"
        ensure(count <= manifest.roll_size, "roll", f"{where}: more keys than the manifest says")
        try:
            key = a2b_hex(line)
        except ValueError:
            raise Invalid("roll", f"{where}: not a key in hex") from None
        ensure(len(line) == 64 and b2a_hex(key) == line, "roll", f"{where}: not a key in lower-case hex")
        ensure(key > last, "roll", f"{where}: keys must ascend")
        ensure(key != IDENTITY, "roll", f"{where}: the identity is no key")
        start.update(key)
        last = key
        yield key
    ensure(count == manifest.roll_size, "roll", "roll.txt: fewer keys than the manifest says")
    ensure(start.digest()[:32] == manifest.roll_hash, "roll", "roll.txt: not the roll of the manifest")
