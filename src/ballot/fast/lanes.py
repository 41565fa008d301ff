# mypy: ignore-errors
# Python in form only: the types are numba's signatures, which it checks itself.
"""Eight field elements side by side: products modulo 2^255 − 19 on ten limbs of 26 and 25 bits in vector registers.

A register is a row of a workspace of shape (rows, 80): limb 0 of eight elements, then limb 1, … Inputs of a product
have limbs below 2^26 + 2^18 (even) and 2^25 + 2^18 (odd), and so have the outputs: every factor fits 32 bits, every sum
of ten products 61.
"""

from typing import Any

from llvmlite import ir
from llvmlite.binding import get_host_cpu_features
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 8
ROW = 10 * LANES
WORKSPACE = types.Array(types.uint64, 2, "C")
_I64 = ir.IntType(64)
# Whether a limb of eight lanes is one register.
_WIDE = bool(get_host_cpu_features().get("avx512f"))
_VECTOR = ir.VectorType(_I64, LANES)


def constant(value: int) -> ir.Constant:
    """Give a number in all lanes."""
    return ir.Constant(_VECTOR, [value] * LANES)


_LOW32 = constant(0xFFFFFFFF)


class Emitter:
    """Emits the code of products; a limb is a vector of eight 64-bit numbers."""

    def __init__(self, context: Any, builder: Any, array: Any) -> None:
        self.builder = builder
        data = context.make_array(WORKSPACE)(context, builder, array).data
        self.base = builder.bitcast(data, _I64.as_pointer())

    def _pointer(self, row: Any, limb: int) -> Any:
        b = self.builder
        offset = b.add(b.mul(row, ir.Constant(_I64, ROW)), ir.Constant(_I64, limb * LANES))
        return b.bitcast(b.gep(self.base, [offset]), _VECTOR.as_pointer())

    def load(self, row: Any) -> list[Any]:
        """Read a register."""
        limbs = []
        for limb in range(10):
            value = self.builder.load(self._pointer(row, limb), typ=_VECTOR)
            value.align = 8
            limbs.append(value)
        return limbs

    def store(self, row: Any, limbs: list[Any]) -> None:
        """Write a register."""
        for limb, value in enumerate(limbs):
            self.builder.store(value, self._pointer(row, limb)).align = 8

    def opaque(self, limbs: list[Any]) -> list[Any]:
        """Hide from the optimiser what is known of the limbs, or it takes the masks of `times` away as needless and no
        longer sees that 32 bits are multiplied: three instructions instead of one."""
        if not _WIDE:
            return limbs
        kind = ir.FunctionType(_VECTOR, [_VECTOR])
        return [self.builder.asm(kind, "", "=v,0", [limb], side_effect=False) for limb in limbs]

    def times(self, a: Any, b: Any) -> Any:
        """Multiply the low 32 bits: one instruction where the machine has it."""
        return self.builder.mul(self.builder.and_(a, _LOW32), self.builder.and_(b, _LOW32))

    def scaled(self, a: Any, factor: int) -> Any:
        """Multiply by a small constant."""
        return a if factor == 1 else self.times(a, constant(factor))

    def carried(self, h: list[Any]) -> list[Any]:
        """Carry sums of products into limbs, two chains at once."""
        b = self.builder
        for first, second in ((0, 4), (1, 5), (2, 6), (3, 7), (4, 8), (9, None), (0, None)):
            for k in (first, second):
                if k is None:
                    continue
                bits = 25 if k % 2 else 26
                carry = b.lshr(h[k], constant(bits))
                h[k] = b.and_(h[k], constant((1 << bits) - 1))
                if k == 9:
                    # The carry may be wider than 32 bits: nineteen times by shifts.
                    sixteen = b.shl(carry, constant(4))
                    carry = b.add(b.add(sixteen, b.shl(carry, constant(1))), carry)
                h[(k + 1) % 10] = b.add(h[(k + 1) % 10], carry)
        return h

    def square(self, f: list[Any]) -> list[Any]:
        """Square."""
        f = self.opaque(f)
        double = self.opaque([self.scaled(x, 2) for x in f])
        folded = self.opaque([self.scaled(x, 38 if i % 2 else 19) for i, x in enumerate(f)])
        nineteen = self.opaque([self.scaled(x, 19) for x in f])
        sums: list[Any] = [None] * 10
        for i in range(10):
            for j in range(i, 10):
                odd = i % 2 and j % 2
                wraps = i + j >= 10
                right = folded[j] if wraps else f[j]
                left = f[i] if i == j else double[i]
                # Two odd limbs meet one bit too high: the factor is in `folded` for odd j, else it is put here.
                if odd and not wraps:
                    right = double[j]
                if wraps and j % 2 and not odd:
                    right = nineteen[j]
                term = self.times(left, right)
                k = (i + j) % 10
                sums[k] = term if sums[k] is None else self.builder.add(sums[k], term)
        return self.carried(sums)

    def product(self, f: list[Any], g: list[Any]) -> list[Any]:
        """Multiply."""
        f, g = self.opaque(f), self.opaque(g)
        double = self.opaque([self.scaled(x, 2) for x in f])
        folded = self.opaque([self.scaled(x, 19) for x in g])
        sums: list[Any] = [None] * 10
        for i in range(10):
            for j in range(10):
                left = double[i] if i % 2 and j % 2 else f[i]
                right = folded[j] if i + j >= 10 else g[j]
                term = self.times(left, right)
                k = (i + j) % 10
                sums[k] = term if sums[k] is None else self.builder.add(sums[k], term)
        return self.carried(sums)


@intrinsic
def lane_mul(typing_context: Any, space: Any, out: Any, a: Any, b: Any) -> Any:  # noqa: ARG001 - what numba calls
    """Multiply registers: out = a·b."""

    def codegen(context: Any, builder: Any, _: Any, args: Any) -> Any:
        emit = Emitter(context, builder, args[0])
        emit.store(args[1], emit.product(emit.load(args[2]), emit.load(args[3])))
        return context.get_dummy_value()

    return types.void(WORKSPACE, types.int64, types.int64, types.int64), codegen


@intrinsic
def lane_squares(typing_context: Any, space: Any, out: Any, a: Any, count: Any) -> Any:  # noqa: ARG001 - what numba calls
    """Square a register `count` times: out = a^(2^count)."""

    def codegen(context: Any, builder: Any, _: Any, args: Any) -> Any:
        emit = Emitter(context, builder, args[0])
        held = [cgutils.alloca_once_value(builder, limb) for limb in emit.load(args[2])]
        with cgutils.for_range(builder, args[3]):
            for slot, limb in zip(held, emit.square([builder.load(slot) for slot in held]), strict=True):
                builder.store(limb, slot)
        emit.store(args[1], [builder.load(slot) for slot in held])
        return context.get_dummy_value()

    return types.void(WORKSPACE, types.int64, types.int64, types.int64), codegen
