"""A deterministic stream of bytes for vectors, simulations and tests. Never use it for a real election."""

import hashlib


class Drbg:
    """SHA-512 of the seed and a counter, as entropy that can be repeated."""

    def __init__(self, seed: str) -> None:
        self._seed = hashlib.sha512(b"gonghui-ballot test stream" + seed.encode()).digest()
        self._counter = 0
        self._rest = b""

    def __call__(self, length: int) -> bytes:
        """Give the next bytes."""
        parts, have = [self._rest], len(self._rest)
        while have < length:
            block = hashlib.sha512(self._seed + self._counter.to_bytes(8, "big")).digest()
            self._counter += 1
            parts.append(block)
            have += 64
        data = b"".join(parts)
        self._rest = data[length:]
        return data[:length]

    def below(self, bound: int) -> int:
        """Give a number from 0 to bound − 1."""
        return int.from_bytes(self(16), "big") % bound
