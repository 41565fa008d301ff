/** ristretto255: points, scalars, and which multiplication may see a secret. */

import { mulAddUnsafe } from "@noble/curves/abstract/curve.js";
import { ristretto255 } from "@noble/curves/ed25519.js";
import { type Bytes, littleEndian } from "./bytes.ts";
import { type Check, ensure, Invalid } from "./invalid.ts";

const Curve = ristretto255.Point;

export type Point = InstanceType<typeof Curve>;

export const ORDER: bigint = Curve.Fn.ORDER;
export const ZERO: Point = Curve.ZERO;

/** A random source; tests and vectors give a replayed one. */
export type Entropy = (size: number) => Bytes;

/** The random source of the browser or of node. */
export const system: Entropy = (size) => crypto.getRandomValues(new Uint8Array(size));

const WINDOW = 8;
const tables = new Map<string, Point>();
const MOST_TABLES = 4;

/** Return the point with a table for quick multiplication; tables of the last few keys are kept. */
export function tabled(point: Point): Point {
  const name = point.toHex();
  let found = tables.get(name);
  if (found === undefined) {
    found = Curve.fromBytes(point.toBytes());
    found.precompute(WINDOW);
    if (tables.size >= MOST_TABLES) tables.delete(tables.keys().next().value as string);
    tables.set(name, found);
  }
  return found;
}

let own: Point | undefined;

/** The base point, with its table. */
export function base(): Point {
  // A copy: the library spends half as much again on blinding its own base object, which no other point gets.
  own ??= Curve.fromBytes(Curve.BASE.toBytes()).precompute(WINDOW) as Point;
  return own;
}

/** Multiply by a secret: same steps whatever the scalar (0 alone, which a secret never is, shows). */
export function times(point: Point, scalar: bigint): Point {
  return scalar === 0n || point.is0() ? ZERO : point.multiply(scalar);
}

/** Add up public multiples; takes a time that depends on the scalars, so never give it a secret. */
export function publicSum(points: readonly Point[], scalars: readonly bigint[]): Point {
  return mulAddUnsafe(Curve, [...points], [...scalars]);
}

/** Multiply by a public scalar. */
export function publicTimes(point: Point, scalar: bigint): Point {
  return point.multiplyUnsafe(scalar);
}

/** Read a canonical point, the identity among them. */
export function point(bytes: Bytes, check: Check, where: string): Point {
  try {
    return Curve.fromBytes(bytes);
  } catch {
    throw new Invalid(check, where);
  }
}

/** Read a canonical point other than the identity. */
export function pointNotZero(bytes: Bytes, check: Check, where: string): Point {
  const found = point(bytes, check, where);
  ensure(!found.is0(), check, where);
  return found;
}

/** Read a canonical scalar. */
export function scalar(bytes: Bytes, check: Check, where: string): bigint {
  ensure(bytes.length === 32, check, where);
  const value = littleEndian(bytes);
  ensure(value < ORDER, check, where);
  return value;
}

export function scalarBytes(value: bigint): Bytes {
  const bytes = new Uint8Array(32);
  for (let at = 0, rest = value; at < 32; at++, rest >>= 8n) bytes[at] = Number(rest & 255n);
  return bytes;
}

export function mod(value: bigint): bigint {
  const rest = value % ORDER;
  return rest < 0n ? rest + ORDER : rest;
}

export function inverse(value: bigint): bigint {
  return Curve.Fn.inv(mod(value));
}

/** Draw a scalar other than 0 from 64 bytes. */
export function randomScalar(entropy: Entropy): bigint {
  for (;;) {
    const value = littleEndian(entropy(64)) % ORDER;
    if (value !== 0n) return value;
  }
}

