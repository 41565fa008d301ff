"""Hashes of the protocol: length-prefixed parts under the suite and a label (section 1 of the specification)."""

import hashlib

from ballot.errors import ensure
from ballot.group.scalars import ORDER

SUITE = "gonghui-ballot-v1/ristretto255-sha512"


def require_suite(value: object, where: str) -> None:
    """Look at the suite before anything else: what does not name ours, whatever it is, is another's.

    Raises: Invalid("suite", where).
    """
    suite = value.get("suite") if isinstance(value, dict) else None
    ensure(suite == SUITE, "suite", f"{where}: {str(suite)[:80]!r} is not the suite of this verifier ({SUITE})")


def _lp(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part


_PREFIX = _lp(SUITE.encode())
_LABELS: dict[str, bytes] = {}


def wide(label: str, *parts: bytes) -> bytes:
    """Hash to 64 bytes (HASH)."""
    start = _LABELS.get(label)
    if start is None:
        start = _LABELS[label] = _PREFIX + _lp(label.encode())
    return hashlib.sha512(start + b"".join([_lp(part) for part in parts])).digest()


def digest(label: str, *parts: bytes) -> bytes:
    """Hash to 32 bytes (DIGEST)."""
    return wide(label, *parts)[:32]


def challenge(label: str, *parts: bytes) -> int:
    """Hash to a scalar (CHALLENGE)."""
    return int.from_bytes(wide(label, *parts), "little") % ORDER


def prefix(label: str, *parts: bytes) -> bytes:
    """Give the beginning of a hash's input: suite, label and the first parts, for whoever hashes many alike."""
    return _PREFIX + b"".join([_lp(part) for part in (label.encode(), *parts)])


def stream(label: str, *parts: bytes, length: int) -> "hashlib._Hash":
    """Start a hash whose last part, of `length` bytes (below 2^32), is fed with update()."""
    return hashlib.sha512(prefix(label, *parts) + length.to_bytes(4, "big"))


def u64(value: int) -> bytes:
    """Write 8 bytes, big-endian."""
    return value.to_bytes(8, "big")
