/**
 * Encoding many points for the price of few inversions.
 *
 * RFC 9496 encodes a point (x, y) as s = |√((1 − y)/(1 + y))| after choosing the representative with xy and x not negative. A square
 * root costs as much as a third of a multiplication. For the double of a point (X, Y) it comes for free: with T = XY,
 * e = 2T, f = 1 + dT², g = X² + Y², h = 1 − dT², the double is (e/f, g/h), and on the curve h² − g² = e²(a − d) and e² + f² = g².
 * So s is ±(h − g)/(e√(a − d)), or ±(f − ie)/g when the representative must be turned by (x, y) → (iy, ix), i² = −1.
 * A prover therefore multiplies by half of each scalar, and only one inversion is left for all of them together.
 */

import { FpInvertBatch } from "@noble/curves/abstract/modular.js";
import { ristretto255 } from "@noble/curves/ed25519.js";
import type { Bytes } from "./bytes.ts";
import { mod, ORDER, type Point } from "./group.ts";

const { Fp } = ristretto255.Point;
const HALF = (ORDER + 1n) / 2n;

interface Constants {
  readonly d: bigint;
  readonly i: bigint;
  /** 1/√(a − d), of either sign. */
  readonly shrink: bigint;
}

let known: Constants | undefined;

function constants(): Constants {
  if (known === undefined) {
    const d = Fp.neg(Fp.div(121_665n, 121_666n));
    known = { d, i: Fp.sqrt(Fp.neg(1n)), shrink: Fp.inv(Fp.sqrt(Fp.sub(Fp.neg(1n), d))) };
  }
  return known;
}

/** The scalar whose multiple, doubled, is the multiple by `scalar`. */
export function half(scalar: bigint): bigint {
  return mod(scalar * HALF);
}

/** Encode the doubles of these points. */
export function encodeDoubles(points: readonly Point[]): Bytes[] {
  const { d } = constants();
  const parts = points.map((point) => {
    const { x, y } = point.toAffine();
    const t = Fp.mul(x, y);
    const shift = Fp.mul(d, Fp.sqr(t));
    const [e, f, g, h] = [Fp.add(t, t), Fp.add(1n, shift), Fp.add(Fp.sqr(x), Fp.sqr(y)), Fp.sub(1n, shift)];
    return { e, f, g, h, eg: Fp.mul(e, g), fh: Fp.mul(f, h) };
  });
  const inverses = FpInvertBatch(Fp, parts.map(({ eg, fh }) => Fp.mul(eg, fh)), true);
  return parts.map((part, at) => (part.eg === 0n ? new Uint8Array(32) : Fp.toBytes(encoded(part, inverses[at] as bigint))));
}

interface Part {
  readonly e: bigint;
  readonly f: bigint;
  readonly g: bigint;
  readonly h: bigint;
  readonly eg: bigint;
  readonly fh: bigint;
}

function encoded({ e, f, g, h, eg, fh }: Part, inverse: bigint): bigint {
  const { i, shrink } = constants();
  const negative = (value: bigint): boolean => (value & 1n) === 1n;
  const byEg = Fp.mul(fh, inverse);
  const byFh = Fp.mul(eg, inverse);
  let s: bigint;
  if (negative(Fp.mul(eg, byFh))) {
    const turned = Fp.mul(i, e);
    const x = Fp.mul(i, Fp.mul(Fp.mul(g, f), byFh));
    s = Fp.mul(negative(x) ? Fp.add(f, turned) : Fp.sub(f, turned), Fp.mul(e, byEg));
  } else {
    const x = Fp.mul(Fp.mul(e, h), byFh);
    s = Fp.mul(Fp.mul(negative(x) ? Fp.add(h, g) : Fp.sub(h, g), shrink), Fp.mul(g, byEg));
  }
  return negative(s) ? Fp.neg(s) : s;
}
