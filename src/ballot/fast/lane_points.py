# mypy: ignore-errors
# Python in form only: the types are numba's signatures, which it checks itself.
"""Sums of points, eight side by side in vector registers. For public data only.

An extended point (X, Y, Z, T) takes four neighbouring registers of a workspace. A decoded point is a row of sixteen
words: y+x, y−x and 2dxy in five limbs of 51 bits each, and one word that is not used.

Bounds: a factor that stands first in a product has limbs below 2^29 (even) and 2^28 (odd), one that stands second
below 2^27.7 and 2^26.7, so that nineteen times it fits 32 bits and sums of ten products 63.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from ballot.fast.lanes import LANES, WORKSPACE, Emitter, constant
from ballot.group.reference import D, P

WIDTH = 16
# The identity as a row.
IDENTITY_ROW = (1, 0, 0, 0, 0, 1, *(0,) * 10)
_I64 = ir.IntType(64)
_VECTOR = ir.VectorType(_I64, LANES)
_PICKS = types.Array(types.int64, 1, "C")
# 2p in limbs of 26 and 25 bits: added before a subtraction so that no limb goes below zero.
_TWO_P = (2**27 - 38, 2**26 - 2, *(2**27 - 2, 2**26 - 2) * 4)
_STARTS = (0, 26, 51, 77, 102, 128, 153, 179, 204, 230)
_TWO_D = [(2 * D % P) >> start & (2**26 - 1 - 2**25 * (k % 2)) for k, start in enumerate(_STARTS)]
_I32 = ir.IntType(32)


def _mask(*lanes: int) -> ir.Constant:
    return ir.Constant(ir.VectorType(_I32, LANES), list(lanes))


# Butterflies of a transposition of eight by eight words: what neighbours at distance 1, 2 and 4 exchange.
_EXCHANGE = (
    (1, _mask(0, 8, 2, 10, 4, 12, 6, 14), _mask(1, 9, 3, 11, 5, 13, 7, 15)),
    (2, _mask(0, 1, 8, 9, 4, 5, 12, 13), _mask(2, 3, 10, 11, 6, 7, 14, 15)),
    (4, _mask(0, 1, 2, 3, 8, 9, 10, 11), _mask(4, 5, 6, 7, 12, 13, 14, 15)),
)


class _PointEmitter(Emitter):
    """Emits the code of additions."""

    def sums(self, a: list[Any], b: list[Any]) -> list[Any]:
        """Add without carrying."""
        return [self.builder.add(x, y) for x, y in zip(a, b, strict=True)]

    def differences(self, a: list[Any], b: list[Any]) -> list[Any]:
        """Subtract, 2p added first, without carrying; the limbs of b are carried ones."""
        raised = zip(a, b, _TWO_P, strict=True)
        return [self.builder.sub(self.builder.add(x, constant(p)), y) for x, y, p in raised]

    def settled(self, a: list[Any]) -> list[Any]:
        """Carry every limb once into the next: below 2^26 + 2^8 and 2^25 + 2^8 when they were below 2^30."""
        b = self.builder
        carries = [b.lshr(x, constant(25 if k % 2 else 26)) for k, x in enumerate(a)]
        carries[9] = self.times(carries[9], constant(19))
        kept = [b.and_(x, constant(2**25 - 1 if k % 2 else 2**26 - 1)) for k, x in enumerate(a)]
        return [b.add(x, carries[k - 1]) for k, x in enumerate(kept)]

    def chosen(self, condition: Any, a: list[Any], b: list[Any]) -> list[Any]:
        """Take from a in the lanes where the condition holds, else from b."""
        return [self.builder.select(condition, x, y) for x, y in zip(a, b, strict=True)]

    def point(self, row: Any) -> list[list[Any]]:
        """Read an extended point from four registers."""
        return [self.load(self.builder.add(row, ir.Constant(_I64, k))) for k in range(4)]

    def put(self, row: Any, point: list[list[Any]]) -> None:
        """Write an extended point to four registers."""
        for k, limbs in enumerate(point):
            self.store(self.builder.add(row, ir.Constant(_I64, k)), limbs)

    def completed(self, e: list[Any], f: list[Any], g: list[Any], h: list[Any]) -> list[list[Any]]:
        """Finish an addition: e and g stand second in their products."""
        return [self.product(f, e), self.product(h, g), self.product(f, g), self.product(h, e)]

    def words(self, data: Any, at: Any) -> Any:
        """Read eight words that stand side by side."""
        b = self.builder
        value = b.load(b.bitcast(b.gep(data, [at]), _VECTOR.as_pointer()), typ=_VECTOR)
        value.align = 8
        return value

    def numbers(self, picks: Any) -> list[Any]:
        """Take the numbers of eight rows out of their picks."""
        b = self.builder
        halves = b.lshr(picks, constant(1))
        return [b.extract_element(halves, ir.Constant(_I32, lane)) for lane in range(LANES)]

    def decoded(self, rows: Any, picks: list[Any]) -> list[list[Any]]:
        """Read eight rows, one per lane, as y+x, y−x and 2dxy in limbs of 26 and 25 bits."""
        b, words = self.builder, []
        for half in (0, 8):
            block = []
            for pick in picks:
                at = b.add(b.mul(pick, ir.Constant(_I64, WIDTH)), ir.Constant(_I64, half))
                block.append(self.words(rows, at))
            for distance, low, high in _EXCHANGE:
                for k in range(LANES):
                    if not k & distance:
                        one, two = block[k], block[k + distance]
                        block[k] = b.shuffle_vector(one, two, low)
                        block[k + distance] = b.shuffle_vector(one, two, high)
            words += block
        limbs = []
        for word in words[:15]:
            limbs += [b.and_(word, constant(2**26 - 1)), b.lshr(word, constant(26))]
        return [limbs[:10], limbs[10:20], limbs[20:]]

    def mixed(self, p: list[list[Any]], q: list[list[Any]], minus: Any) -> list[list[Any]]:
        """Add decoded points, or subtract them in the lanes where `minus` holds."""
        plus, less = self.chosen(minus, q[1], q[0]), self.chosen(minus, q[0], q[1])
        a = self.product(self.differences(p[1], p[0]), less)
        b = self.product(self.sums(p[1], p[0]), plus)
        c = self.product(p[3], q[2])
        d = self.sums(p[2], p[2])
        low, high = self.differences(d, c), self.sums(d, c)
        f, g = self.chosen(minus, high, low), self.settled(self.chosen(minus, low, high))
        return self.completed(self.differences(b, a), f, g, self.sums(b, a))

    def plus(self, p: list[list[Any]], q: list[list[Any]]) -> list[list[Any]]:
        """Add extended points."""
        a = self.product(self.differences(p[1], p[0]), self.differences(q[1], q[0]))
        b = self.product(self.sums(p[1], p[0]), self.sums(q[1], q[0]))
        c = self.product(self.product(p[3], [constant(x) for x in _TWO_D]), q[3])
        d = self.product(self.sums(p[2], p[2]), q[2])
        return self.completed(self.differences(b, a), self.differences(d, c), self.sums(d, c), self.sums(b, a))


@intrinsic
def lane_mixed(typing_context: Any, space: Any, at: Any, rows: Any, picks: Any) -> Any:  # noqa: ARG001 - what numba calls
    """Add to the point at register `at` the rows named by picks, each twice its number plus its sign."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        emit = _PointEmitter(context, builder, args[0])
        data = context.make_array(signature.args[2])(context, builder, args[2]).data
        pick_data = context.make_array(_PICKS)(context, builder, args[3]).data
        picks_here = emit.words(pick_data, ir.Constant(_I64, 0))
        minus = builder.icmp_unsigned("!=", builder.and_(picks_here, constant(1)), constant(0))
        rows_here = emit.decoded(data, emit.numbers(picks_here))
        emit.put(args[1], emit.mixed(emit.point(args[1]), rows_here, minus))
        return context.get_dummy_value()

    return types.void(WORKSPACE, types.int64, WORKSPACE, _PICKS), codegen


@intrinsic
def lane_plus(typing_context: Any, space: Any, at: Any, other: Any, there: Any) -> Any:  # noqa: ARG001 - what numba calls
    """Add the extended points of another workspace to those at register `at`."""

    def codegen(context: Any, builder: Any, _: Any, args: Any) -> Any:
        emit = _PointEmitter(context, builder, args[0])
        more = _PointEmitter(context, builder, args[2])
        emit.put(args[1], emit.plus(emit.point(args[1]), more.point(args[3])))
        return context.get_dummy_value()

    return types.void(WORKSPACE, types.int64, WORKSPACE, types.int64), codegen
