"""ristretto255 in plain Python (RFC 9496): always there, correct, slow, not constant-time."""

from functools import lru_cache

from ballot.group.scalars import ORDER

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
IDENTITY: Point = (0, 1, 1, 0)


def sqrt_ratio(u: int, v: int) -> tuple[bool, int]:
    """Compute the nonnegative root of u/v, or of i·u/v. Source: RFC 9496 section 4.2."""
    r = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    check = v * r * r % P
    correct = check == u % P
    flipped = check == -u % P
    flipped_i = check == -u * SQRT_M1 % P
    if flipped or flipped_i:
        r = r * SQRT_M1 % P
    return correct or flipped, _abs(r)


def _abs(x: int) -> int:
    return P - x if x & 1 else x


ONE_MINUS_D_SQ = (1 - D * D) % P
D_MINUS_ONE_SQ = (D - 1) ** 2 % P
INVSQRT_A_MINUS_D = sqrt_ratio(1, (-1 - D) % P)[1]
# Of the two roots the standard fixes the odd one.
SQRT_AD_MINUS_ONE = P - sqrt_ratio((-D - 1) % P, 1)[1]


def decode(data: bytes) -> Point:
    """Decode a point, canonical encodings only. Source: RFC 9496 section 4.3.1.

    Raises: ValueError.
    """
    s = int.from_bytes(data, "little")
    if len(data) != 32 or s >= P or s & 1:
        raise ValueError("not a canonical point")
    ss = s * s % P
    u1, u2 = (1 - ss) % P, (1 + ss) % P
    u2_sq = u2 * u2 % P
    v = (-D * u1 * u1 - u2_sq) % P
    square, invsqrt = sqrt_ratio(1, v * u2_sq % P)
    den_x = invsqrt * u2 % P
    den_y = invsqrt * den_x * v % P
    x = _abs(2 * s * den_x % P)
    y = u1 * den_y % P
    t = x * y % P
    if not square or t & 1 or y == 0:
        raise ValueError("not a point")
    return x, y, 1, t


def encode(point: Point) -> bytes:
    """Encode a point. Source: RFC 9496 section 4.3.2."""
    x0, y0, z0, t0 = point
    u1 = (z0 + y0) * (z0 - y0) % P
    u2 = x0 * y0 % P
    _, invsqrt = sqrt_ratio(1, u1 * u2 * u2 % P)
    den1, den2 = invsqrt * u1 % P, invsqrt * u2 % P
    z_inv = den1 * den2 * t0 % P
    if t0 * z_inv % P & 1:
        x, y = y0 * SQRT_M1 % P, x0 * SQRT_M1 % P
        den_inv = den1 * INVSQRT_A_MINUS_D % P
    else:
        x, y, den_inv = x0, y0, den2
    if x * z_inv % P & 1:
        y = -y
    return _abs(den_inv * (z0 - y) % P).to_bytes(32, "little")


def add(p: Point, q: Point) -> Point:
    """Add two points (complete formula for a = -1). Source: RFC 8032 section 5.1.4."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def negate(p: Point) -> Point:
    """Negate a point."""
    return -p[0] % P, p[1], p[2], -p[3] % P


def double(p: Point) -> Point:
    """Double a point."""
    a, b = p[0] * p[0] % P, p[1] * p[1] % P
    c, h = 2 * p[2] * p[2], a + b
    e, g = h - (p[0] + p[1]) ** 2, a - b
    f = c + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar: int, point: Point) -> Point:
    """Multiply by a scalar, four bits at a time."""
    table = [IDENTITY, point]
    for _ in range(14):
        table.append(add(table[-1], point))
    result = IDENTITY
    for digit in f"{scalar % ORDER:x}":
        result = double(double(double(double(result))))
        result = add(result, table[int(digit, 16)])
    return result


def from_uniform(data: bytes) -> Point:
    """Map 64 uniform bytes to a point. Source: RFC 9496 section 4.3.4."""
    if len(data) != 64:
        raise ValueError("64 bytes are needed")
    mask = 2**255 - 1
    return add(
        _map(int.from_bytes(data[:32], "little") & mask),
        _map(int.from_bytes(data[32:], "little") & mask),
    )


def _map(t: int) -> Point:
    r = SQRT_M1 * t * t % P
    u = (r + 1) * ONE_MINUS_D_SQ % P
    v = (-1 - r * D) * (r + D) % P
    was_square, s = sqrt_ratio(u, v)
    if was_square:
        c = -1
    else:
        s = -_abs(s * t % P) % P
        c = r
    n = (c * (r - 1) * D_MINUS_ONE_SQ - v) % P
    w0, w1 = 2 * s * v, n * SQRT_AD_MINUS_ONE
    w2, w3 = 1 - s * s, 1 + s * s
    return w0 * w3 % P, w2 * w1 % P, w1 * w3 % P, w0 * w2 % P


def multi(scalars: list[int], points: list[Point]) -> Point:
    """Sum scalar·point by buckets (Pippenger), the scalars reduced."""
    width = 4 if len(points) < 64 else 7
    result = IDENTITY
    for shift in range(252 // width * width, -1, -width):
        for _ in range(width):
            result = double(result)
        buckets: list[Point | None] = [None] * (1 << width)
        for scalar, point in zip(scalars, points, strict=True):
            digit = scalar >> shift & ((1 << width) - 1)
            if digit:
                held = buckets[digit]
                buckets[digit] = point if held is None else add(held, point)
        running, total = IDENTITY, IDENTITY
        for held in reversed(buckets[1:]):
            running = running if held is None else add(running, held)
            total = add(total, running)
        result = add(result, total)
    return result


BASE_BYTES = bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76")


@lru_cache(maxsize=1)
def base_table() -> list[list[Point]]:
    """Give digit·16^i·G for every nibble position, made once."""
    table, step = [], decode(BASE_BYTES)
    for _ in range(64):
        row = [IDENTITY]
        for _ in range(15):
            row.append(add(row[-1], step))
        table.append(row)
        step = add(row[-1], step)
    return table


class Reference:
    """The group of plain Python over encoded points."""

    name = "reference"

    def is_point(self, data: bytes) -> bool:
        """Tell whether the bytes are a canonical encoding."""
        try:
            decode(data)
        except ValueError:
            return False
        return True

    def base(self, scalar: int) -> bytes:
        """Multiply the base point."""
        result = IDENTITY
        for position, row in enumerate(base_table()):
            digit = (scalar % ORDER) >> 4 * position & 15
            if digit:
                result = add(result, row[digit])
        return encode(result)

    def multiply(self, scalar: int, point: bytes) -> bytes:
        """Multiply a point. Raises: ValueError."""
        return encode(multiply(scalar, decode(point)))

    def add(self, p: bytes, q: bytes) -> bytes:
        """Add. Raises: ValueError."""
        return encode(add(decode(p), decode(q)))

    def subtract(self, p: bytes, q: bytes) -> bytes:
        """Subtract. Raises: ValueError."""
        return encode(add(decode(p), negate(decode(q))))

    def from_uniform(self, data: bytes) -> bytes:
        """Map 64 uniform bytes to a point."""
        return encode(from_uniform(data))
