# mypy: ignore-errors
# Python in form only: the types are numba's signatures, which it checks itself.
"""Arithmetic modulo 2^255 − 19 on five limbs of 51 bits, as LLVM code with 128-bit products. For public data only.

Bounds kept by every formula that uses this: inputs of `mul` and `sqr` have limbs below 2^54, their outputs below
2^51 + 2^13; `add` never carries; the second operand of `sub` has limbs below 2^53 − 76.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

MASK = (1 << 51) - 1
FE = types.UniTuple(types.uint64, 5)
_I64 = ir.IntType(64)
_I128 = ir.IntType(128)
# 4p in limbs: added before a subtraction so that no limb goes below zero.
_FOUR_P = ((1 << 53) - 76, *((1 << 53) - 4,) * 4)


def _limbs(builder: Any, value: Any) -> list[Any]:
    return [builder.extract_value(value, i) for i in range(5)]


def _pack(builder: Any, context: Any, limbs: list[Any]) -> Any:
    return context.make_tuple(builder, FE, limbs)


def _reduce(builder: Any, context: Any, wide: list[Any]) -> Any:
    """Carry five 128-bit columns into five limbs."""
    mask = ir.Constant(_I64, MASK)
    shift = ir.Constant(_I128, 51)
    out = []
    carry = None
    for column in wide:
        if carry is not None:
            column = builder.add(column, builder.zext(carry, _I128))
        out.append(builder.and_(builder.trunc(column, _I64), mask))
        carry = builder.trunc(builder.lshr(column, shift), _I64)
    low = builder.add(out[0], builder.mul(carry, ir.Constant(_I64, 19)))
    out[0] = builder.and_(low, mask)
    out[1] = builder.add(out[1], builder.lshr(low, ir.Constant(_I64, 51)))
    return _pack(builder, context, out)


@intrinsic
def mul(typing_context: Any, a: Any, b: Any) -> Any:  # noqa: ARG001 - what numba calls
    """Multiply two field elements."""

    def codegen(context: Any, builder: Any, _: Any, args: Any) -> Any:
        x, y = _limbs(builder, args[0]), _limbs(builder, args[1])
        y19 = [builder.mul(limb, ir.Constant(_I64, 19)) for limb in y]
        x = [builder.zext(limb, _I128) for limb in x]
        y = [builder.zext(limb, _I128) for limb in y]
        y19 = [builder.zext(limb, _I128) for limb in y19]
        wide = []
        for k in range(5):
            total = None
            for i in range(5):
                j = k - i
                product = builder.mul(x[i], y[j] if j >= 0 else y19[j + 5])
                total = product if total is None else builder.add(total, product)
            wide.append(total)
        return _reduce(builder, context, wide)

    return FE(FE, FE), codegen


@intrinsic
def sqr(typing_context: Any, a: Any) -> Any:  # noqa: ARG001 - what numba calls
    """Square a field element."""

    def codegen(context: Any, builder: Any, _: Any, args: Any) -> Any:
        x = _limbs(builder, args[0])
        two, nineteen = ir.Constant(_I64, 2), ir.Constant(_I64, 19)
        x2 = [builder.mul(limb, two) for limb in x]
        x19 = [builder.mul(limb, nineteen) for limb in x]

        def product(a: Any, b: Any) -> Any:
            return builder.mul(builder.zext(a, _I128), builder.zext(b, _I128))

        def three(p: Any, q: Any, r: Any) -> Any:
            return builder.add(builder.add(p, q), r)

        wide = [
            three(product(x[0], x[0]), product(x2[1], x19[4]), product(x2[2], x19[3])),
            three(product(x2[0], x[1]), product(x2[2], x19[4]), product(x[3], x19[3])),
            three(product(x2[0], x[2]), product(x[1], x[1]), product(x2[3], x19[4])),
            three(product(x2[0], x[3]), product(x2[1], x[2]), product(x[4], x19[4])),
            three(product(x2[0], x[4]), product(x2[1], x[3]), product(x[2], x[2])),
        ]
        return _reduce(builder, context, wide)

    return FE(FE), codegen


@intrinsic
def add(typing_context: Any, a: Any, b: Any) -> Any:  # noqa: ARG001 - what numba calls
    """Add without carrying."""

    def codegen(context: Any, builder: Any, _: Any, args: Any) -> Any:
        pairs = zip(_limbs(builder, args[0]), _limbs(builder, args[1]), strict=True)
        return _pack(builder, context, [builder.add(x, y) for x, y in pairs])

    return FE(FE, FE), codegen


@intrinsic
def sub(typing_context: Any, a: Any, b: Any) -> Any:  # noqa: ARG001 - what numba calls
    """Subtract by adding 4p first, without carrying."""

    def codegen(context: Any, builder: Any, _: Any, args: Any) -> Any:
        triples = zip(_FOUR_P, _limbs(builder, args[0]), _limbs(builder, args[1]), strict=True)
        limbs = [builder.sub(builder.add(x, ir.Constant(_I64, p)), y) for p, x, y in triples]
        return _pack(builder, context, limbs)

    return FE(FE, FE), codegen
