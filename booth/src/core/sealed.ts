/** Sealed ballots: making one, casting or opening it, and checking what others made. */

import { base64, type Bytes, hex, join, pieces, same, u64, utf8 } from "./bytes.ts";
import type { Json } from "./canonical.ts";
import { base, type Entropy, mod, type Point, pointNotZero, randomScalar, scalar, scalarBytes, times, ZERO } from "./group.ts";
import { encodeDoubles, half } from "./encoding.ts";
import { type Equation, firstFalse, firstFalseOneByOne } from "./equations.ts";
import { type Check, ensure, Invalid } from "./invalid.ts";
import { ensureAllowed, type Item, proofsSize } from "./items.ts";
import { proveRange, rangeEquations, rangeSize } from "./proofs.ts";
import { type KeyPair, sign, verify } from "./signature.ts";
import { digest, hash } from "./transcript.ts";

/** What a ballot is bound to. `key` is the election key H, with a table. */
export interface Place {
  readonly election: Bytes;
  readonly key: Point;
  readonly item: Item;
  readonly voter: Bytes;
  readonly counter: number;
  readonly previous: Bytes;
}

/** A ballot nobody has seen yet. Whoever holds `randomness` can open it. */
export interface Prepared {
  readonly place: Place;
  readonly ciphertexts: Bytes;
  readonly proofs: Bytes;
  readonly context: Bytes;
  readonly tracker: Bytes;
  readonly choices: readonly number[];
  readonly randomness: bigint[];
}

/** What both kinds of entries say about a ballot. */
export interface Sealed {
  readonly place: Place;
  readonly ciphertexts: Bytes;
  readonly proofs: Bytes;
  readonly signature: Bytes;
}

export type Points = readonly (readonly [Point, Point])[];

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function contextOf(place: Place, ciphertexts: Bytes): Bytes {
  return hash("ballot", place.election, place.item.id, place.voter, u64(place.counter), place.previous, ciphertexts);
}

/** Encrypt and prove; `done` is told how many of how many proofs stand. */
export function prepare(place: Place, choices: readonly number[], entropy: Entropy, done?: (ready: number, of: number) => void): Prepared {
  const { item, key } = place;
  ensureAllowed(item, choices);
  const steps = item.cells + item.sums.length + 1;
  const randomness = choices.map(() => randomScalar(entropy));
  // Adding 0 costs what adding the base costs, so time does not tell the choice.
  const chosen = [ZERO, times(base(), half(1n))] as const;
  const halves = choices.flatMap((choice, cell) => {
    const secret = half(randomness[cell] as bigint);
    return [times(base(), secret), times(key, secret).add(chosen[choice as 0 | 1])];
  });
  const ciphertexts = join(...encodeDoubles(halves));
  done?.(1, steps);
  const context = contextOf(place, ciphertexts);
  const proofs: Bytes[] = [];
  const prove = (label: "cell" | "sum", index: number, low: number, high: number, value: number, secret: bigint): void => {
    proofs.push(proveRange({ key, label, context, index, low, high }, value, secret, entropy));
    done?.(1 + proofs.length, steps);
  };
  choices.forEach((choice, cell) => prove("cell", cell, 0, 1, choice, randomness[cell] as bigint));
  item.sums.forEach((sum, index) => {
    const value = sum.cells.reduce((whole, cell) => whole + (choices[cell] as number), 0);
    prove("sum", index, sum.low, sum.high, value, mod(sum.cells.reduce((whole, cell) => whole + (randomness[cell] as bigint), 0n)));
  });
  const all = join(...proofs);
  return { place, ciphertexts, proofs: all, context, tracker: digest("tracker", context, all), choices: [...choices], randomness };
}

/** Write the entry that casts a prepared ballot. */
export function cast(prepared: Prepared, voter: KeyPair, entropy: Entropy): { readonly [name: string]: Json } {
  return { ...entryOf(prepared, voter, "ballot"), signature: base64(sign(voter, "ballot", prepared.tracker, entropy)) };
}

/** Write the entry that opens a prepared ballot instead of casting it. */
export function open(prepared: Prepared, voter: KeyPair, entropy: Entropy): { readonly [name: string]: Json } {
  const choices = prepared.choices.join("");
  const opening = join(...prepared.randomness.map(scalarBytes));
  const message = digest("audit", prepared.tracker, utf8(choices), opening);
  const signature = base64(sign(voter, "audit", message, entropy));
  return { ...entryOf(prepared, voter, "audit"), choices, opening: base64(opening), signature };
}

function entryOf(prepared: Prepared, voter: KeyPair, kind: string): { readonly [name: string]: Json } {
  const { place, ciphertexts, proofs } = prepared;
  ensure(same(voter.public, place.voter), "ballot", "voter key");
  return {
    kind,
    item: place.item.id,
    key: hex(place.voter),
    counter: place.counter,
    previous: hex(place.previous),
    ciphertexts: base64(ciphertexts),
    proofs: base64(proofs),
  };
}

/** Read the ciphertexts of a ballot: canonical points, none of them 0. */
export function readCiphertexts(item: Item, bytes: Bytes, where: string, check: Check = "ballot"): Points {
  ensure(bytes.length === 64 * item.cells, check, where);
  const points = pieces(bytes).map((piece) => pointNotZero(piece, check, where));
  return Array.from({ length: item.cells }, (_, cell) => [points[2 * cell] as Point, points[2 * cell + 1] as Point] as const);
}

export function trackerOf(sealed: Sealed): Bytes {
  return digest("tracker", contextOf(sealed.place, sealed.ciphertexts), sealed.proofs);
}

/** Check every proof of a ballot, or raise; `naive` checks one equation at a time. */
export function verifyProofs(sealed: Sealed, points: Points, where: string, naive = false): void {
  const equations = proofEquations(sealed, points, where);
  const wrong = naive ? firstFalseOneByOne(equations) : firstFalse(equations);
  if (wrong !== null) throw new Invalid("proof", wrong.where);
}

function proofEquations(sealed: Sealed, points: Points, where: string): Equation[] {
  const { item, key } = sealed.place;
  ensure(sealed.proofs.length === proofsSize(item), "proof", where);
  const context = contextOf(sealed.place, sealed.ciphertexts);
  let at = 0;
  const said = (label: "cell" | "sum", index: number, low: number, high: number, left: Point, right: Point): Equation[] => {
    const proof = sealed.proofs.subarray(at, at + rangeSize(low, high));
    at += proof.length;
    return rangeEquations({ key, label, context, index, low, high }, left, right, proof, `${where} ${label} ${index}`);
  };
  const cells = points.flatMap(([left, right], cell) => said("cell", cell, 0, 1, left, right));
  const sums = item.sums.flatMap(({ cells: within, low, high }, index) => {
    const halves = [0, 1].map((half) => within.reduce((sum, cell) => sum.add((points[cell] as readonly [Point, Point])[half as 0 | 1]), ZERO));
    return said("sum", index, low, high, halves[0] as Point, halves[1] as Point);
  });
  return [...cells, ...sums];
}

/** Check the signature that casts a ballot. */
export function verifyCast(sealed: Sealed, tracker: Bytes, where: string): void {
  verify(sealed.place.voter, "ballot", tracker, sealed.signature, where);
}

/** Check an opened ballot: signed as such, and the opening gives exactly these ciphertexts. Returns the choices. */
export function verifyOpening(sealed: Sealed, tracker: Bytes, choices: string, opening: Bytes, where: string): number[] {
  const { item, key, voter } = sealed.place;
  ensure(/^[01]*$/.test(choices) && choices.length === item.cells && opening.length === 32 * item.cells, "audit", where);
  verify(voter, "audit", digest("audit", tracker, utf8(choices), opening), sealed.signature, where);
  const values = [...choices].map(Number);
  const made = pieces(opening).map((bytes, cell) => {
    const secret = scalar(bytes, "audit", where);
    const right = key.multiplyUnsafe(secret).add(values[cell] === 1 ? base() : ZERO);
    return join(base().multiplyUnsafe(secret).toBytes(), right.toBytes());
  });
  ensure(same(join(...made), sealed.ciphertexts), "audit", where);
  return values;
}

/** The form of a tracker that people read: four groups of four. */
export function shortTracker(tracker: Bytes): string {
  const bits = tracker.subarray(0, 10).reduce((whole, byte) => (whole << 8n) | BigInt(byte), 0n);
  const letters = Array.from({ length: 16 }, (_, at) => CROCKFORD[Number((bits >> BigInt(5 * (15 - at))) & 31n)] ?? "");
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join("")).join("-");
}
