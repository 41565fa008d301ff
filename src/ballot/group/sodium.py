"""ristretto255 of the system's libsodium through ctypes: constant-time, used wherever a secret is touched."""

import ctypes
import ctypes.util
from functools import lru_cache

from ballot.group.scalars import ORDER

_NAMES = ("libsodium.so.26", "libsodium.so.23", "libsodium.dylib", "libsodium.dll")
_ZERO = bytes(32)
# Made once: ctypes.create_string_buffer would make the type anew at every call.
_Buffer = ctypes.c_char * 32


@lru_cache(maxsize=1)
def library() -> ctypes.CDLL | None:
    """Load libsodium when the system has one with ristretto255, else give None."""
    found = ctypes.util.find_library("sodium")
    for name in (*_NAMES, *([found] if found else [])):
        try:
            lib = ctypes.CDLL(name)
            lib.crypto_core_ristretto255_is_valid_point.restype = ctypes.c_int
        except (OSError, AttributeError):
            continue
        if lib.sodium_init() >= 0:
            return lib
    return None


class Sodium:
    """The group of libsodium over encoded points."""

    name = "libsodium"

    def __init__(self) -> None:
        lib = library()
        if lib is None:
            raise OSError("libsodium with ristretto255 is not on this system")
        self._valid = lib.crypto_core_ristretto255_is_valid_point
        self._add = lib.crypto_core_ristretto255_add
        self._sub = lib.crypto_core_ristretto255_sub
        self._hash = lib.crypto_core_ristretto255_from_hash
        self._mul = lib.crypto_scalarmult_ristretto255
        self._base = lib.crypto_scalarmult_ristretto255_base

    def is_point(self, data: bytes) -> bool:
        """Tell whether the bytes are a canonical encoding."""
        return len(data) == 32 and self._valid(data) == 1

    def base(self, scalar: int) -> bytes:
        """Multiply the base point."""
        scalar %= ORDER
        out = _Buffer()
        # libsodium reports the identity as an error; the answer for 0 is known.
        if scalar and self._base(out, scalar.to_bytes(32, "little")) != 0:
            raise ValueError("multiplication failed")
        return out.raw

    def multiply(self, scalar: int, point: bytes) -> bytes:
        """Multiply a point. Raises: ValueError."""
        scalar %= ORDER
        if scalar == 0 or point == _ZERO:
            if not self.is_point(point):
                raise ValueError("not a canonical point")
            return _ZERO
        out = _Buffer()
        if len(point) != 32 or self._mul(out, scalar.to_bytes(32, "little"), point) != 0:
            raise ValueError("not a canonical point")
        return out.raw

    def add(self, p: bytes, q: bytes) -> bytes:
        """Add. Raises: ValueError."""
        return self._two(self._add, p, q)

    def subtract(self, p: bytes, q: bytes) -> bytes:
        """Subtract. Raises: ValueError."""
        return self._two(self._sub, p, q)

    def _two(self, operation: "ctypes._NamedFuncPointer", p: bytes, q: bytes) -> bytes:
        out = _Buffer()
        if len(p) != 32 or len(q) != 32 or operation(out, p, q) != 0:
            raise ValueError("not a canonical point")
        return out.raw

    def from_uniform(self, data: bytes) -> bytes:
        """Map 64 uniform bytes to a point."""
        if len(data) != 64:
            raise ValueError("64 bytes are needed")
        out = _Buffer()
        self._hash(out, data)
        return out.raw
