"""The fast back end, an optional extra: numba kernels for batch verification of public data."""

import os
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

import numba
import numpy as np


def _cache_folder() -> str:
    """Give a private folder for compiled code, outside the package, named after the sources it was compiled from."""
    source = sha256(numba.__version__.encode())
    for name in ("field.py", "lanes.py", "lane_points.py", "decode.py", "multi.py", "scalars.py"):
        source.update((Path(__file__).parent / name).read_bytes())
    user = os.getuid() if hasattr(os, "getuid") else 0
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    # A shared temporary folder may hold a stranger's files: only our own, closed to others, are trusted.
    for base in (Path(home) / "gonghui-ballot", Path(tempfile.gettempdir()) / f"gonghui-ballot-{user}"):
        try:
            base.mkdir(mode=0o700, parents=True, exist_ok=True)
            state = base.stat()
            if state.st_uid == user and not state.st_mode & 0o022 and os.access(base, os.W_OK):
                return str(base / source.hexdigest()[:16])
        except OSError:
            continue
    return tempfile.mkdtemp(prefix="gonghui-ballot-")


_config: Any = numba.config
_before = _config.CACHE_DIR
_config.CACHE_DIR = _cache_folder()
try:
    from ballot.fast import decode as _compiled_decode
    from ballot.fast import multi as _compiled_multi
    from ballot.fast import scalars as _compiled_scalars
    from ballot.fast.lane_points import IDENTITY_ROW, WIDTH
finally:
    _config.CACHE_DIR = _before
_decode: Any = _compiled_decode
_multi: Any = _compiled_multi
_scalars: Any = _compiled_scalars

from ballot.group import reference as ref  # noqa: E402 - after the compiled part
from ballot.verify.kernels import BadPoint, Points  # noqa: E402
from ballot.verify.plan import Layout  # noqa: E402
from ballot.verify.weigh import BadScalar, Weighed  # noqa: E402


def _encode(row: "np.ndarray[tuple[int], np.dtype[np.uint64]]") -> bytes:
    limbs = [int(limb) for limb in row]
    x, y, z, t = (sum(limbs[5 * c + i] << 51 * i for i in range(5)) % ref.P for c in range(4))
    return ref.encode((x, y, z, t))


class FastPoints:
    """Points decoded by the compiled kernel."""

    def __init__(self, data: bytes, hints: bytes) -> None:
        count = len(data) // 32
        # The last row stays the identity.
        self._points = np.empty((count + 1, WIDTH), dtype=np.uint64)
        self._points[count] = IDENTITY_ROW
        known = len(hints) == len(data)
        roots = np.frombuffer(bytearray(hints if known else len(data)), dtype=np.uint8)
        bad = _decode.decode(np.frombuffer(data, dtype=np.uint8), roots, known, self._points[:count])
        if bad >= 0:
            raise BadPoint(int(bad))
        self.hints = roots.tobytes()

    def vanishes(self, order: Sequence[int], long: bytes, short: bytes) -> bool:
        """Tell whether the sum is the identity."""
        wide = len(long) // 32
        scalars = np.zeros((len(order), 32), dtype=np.uint8)
        scalars[:wide] = np.frombuffer(long, dtype=np.uint8).reshape(-1, 32)
        scalars[wide:, :16] = np.frombuffer(short, dtype=np.uint8).reshape(-1, 16)
        places = np.array(order, dtype=np.int64)
        places[places < 0] += len(self._points) - 1
        total = _multi.multi(self._points, places, scalars.reshape(-1), wide)
        return bool(_multi.is_identity(total))

    def totals(self, starts: Sequence[int], width: int) -> list[bytes]:
        """Add up columns."""
        sums = _multi.columns(self._points, np.array(starts, dtype=np.int64), width)
        return [_encode(row) for row in sums]


class FastKernel:
    """Batch verification with compiled kernels."""

    name = "fast"

    def load(self, points: bytes, hints: bytes) -> Points:
        """Decode points strictly. Raises: BadPoint."""
        return FastPoints(points, hints)

    def weigh(self, layout: Layout, challenges: bytes, proofs: bytes, responses: bytes, weights: bytes) -> Weighed:
        """Do what `ballot.verify.weigh.weigh` does. Raises: BadScalar."""
        count = len(responses) // 32
        outputs = [np.empty(32 * count * width, dtype=np.uint8) for width in (layout.wide, 1, 1)]
        inputs = (np.frombuffer(data, dtype=np.uint8) for data in (challenges, proofs, responses, weights))
        bad = _scalars.weigh(*_shape(layout), layout.wide, *inputs, *outputs)
        if bad >= 0:
            raise BadScalar(int(bad))
        return Weighed(*(output.tobytes() for output in outputs))


@lru_cache(maxsize=256)
def _shape(layout: Layout) -> "tuple[np.ndarray[Any, Any], ...]":
    shape = [number for row in layout.rows for number in (row.low, row.count)]
    starts = [0, *accumulate(len(row.cells) for row in layout.rows)]
    cells = [cell for row in layout.rows for cell in row.cells]
    return tuple(np.array(numbers, dtype=np.int64) for numbers in (shape, starts, cells))
