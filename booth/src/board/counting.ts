/** Entries that bring paper ballots in, add up, decrypt and give the result. */

import { type Bytes, join, pieces, same, u64 } from "../core/bytes.ts";
import { base, inverse, mod, type Point, point, publicSum, publicTimes, scalar, ZERO } from "../core/group.ts";
import { ensure } from "../core/invalid.ts";
import { EQUALITY_SIZE, verifyEquality } from "../core/proofs.ts";
import { hash } from "../core/transcript.ts";
import type { Entry, PaperEntry, RehearsalEntry } from "./entries.ts";
import { verifySigned } from "./people.ts";
import type { Count, State, Tally } from "./state.ts";

type Of<Kind extends Entry["kind"]> = Extract<Entry, { kind: Kind }>;

/** What a decryption proof for one cell is bound to. */
export function decryptContext(election: Bytes, item: string, tally: Tally, trustee: number, cell: number): Bytes {
  return hash("decrypt", election, item, u64(tally.count), tally.ciphertexts, u64(trustee), u64(cell));
}

export function rehearsalContext(election: Bytes, trustee: number, value: number): Bytes {
  return hash("rehearsal", election, u64(trustee), u64(value));
}

/** The weights that bring the shares of these trustees together at 0. */
export function lagrange(indices: readonly number[]): bigint[] {
  return indices.map((mine) => {
    const others = indices.filter((index) => index !== mine);
    const above = others.reduce((product, other) => mod(product * BigInt(other)), 1n);
    const below = others.reduce((product, other) => mod(product * BigInt(other - mine)), 1n);
    return mod(above * inverse(below));
  });
}

/** Check that the factors of these trustees open `right` to `value`. */
function opens(right: Point, factors: ReadonlyMap<number, Point>, value: number): boolean {
  const removed = publicSum([...factors.values()], lagrange([...factors.keys()]));
  return right.subtract(removed).equals(value === 0 ? ZERO : publicTimes(base(), BigInt(value)));
}

export function rehearsal(state: State, entry: RehearsalEntry, where: string): void {
  const { manifest, ceremony } = state;
  ensure(!state.opened, "entry", where);
  const secret = scalar(entry.randomness, "entry", where);
  ensure(secret !== 0n, "entry", where);
  const numbers = entry.shares.map(({ trustee }) => trustee);
  ensure(numbers.every((number, at) => at === 0 || (numbers[at - 1] ?? 0) < number), "entry", `${where} trustees`);
  ensure(numbers.length >= manifest.threshold, "entry", `${where} shares`);
  const left = publicTimes(base(), secret).toBytes();
  const right = publicTimes(base(), BigInt(entry.value)).add(publicTimes(state.key, secret));
  const factors = new Map<number, Point>();
  entry.shares.forEach((share) => {
    const place = `${where} trustee ${share.trustee}`;
    const half = ceremony.halves.get(share.trustee);
    ensure(half !== undefined, "share", place);
    verifyEquality(rehearsalContext(manifest.election, share.trustee, entry.value), half, left, share.factor, share.proof, place, "share");
    if (factors.size < manifest.threshold) factors.set(share.trustee, point(share.factor, "share", place));
  });
  ensure(opens(right, factors, entry.value), "result", where);
  state.rehearsed = true;
}

export function paper(state: State, entry: PaperEntry, where: string): void {
  const count = state.count(entry.item, "entry", where);
  ensure(count.phase !== "waiting" && count.totals === null && !count.withheld, "paper", `${where} item`);
  const batch = `${entry.item} ${entry.batch}`;
  ensure(!state.batches.has(batch), "paper", `${where} batch`);
  ensure(entry.valid <= entry.received && entry.received <= entry.issued, "paper", `${where} received`);
  const { item } = count;
  ensure(entry.totals.length === item.cells && entry.totals.every((total) => total <= entry.valid), "paper", `${where} totals`);
  for (const sum of item.sums) {
    const whole = sum.cells.reduce((total, cell) => total + (entry.totals[cell] as number), 0);
    ensure(sum.low * entry.valid <= whole && whole <= sum.high * entry.valid, "paper", `${where} totals`);
  }
  verifySigned(state, entry.signed, Math.max(2, state.manifest.quorum), where);
  const issued = count.paper.issued + entry.issued;
  ensure(issued <= state.manifest.roll.paper + state.removed, "paper", `${where} issued`);
  state.batches.add(batch);
  count.paper = {
    issued,
    valid: count.paper.valid + entry.valid,
    totals: count.paper.totals.map((total, cell) => total + (entry.totals[cell] as number)),
  };
}

/** The sums of an item as they stand now. */
export function sums(count: Count): Tally {
  const lefts = count.lefts.map((sum) => sum.toBytes());
  const rights = count.rights.map((sum) => sum.toBytes());
  const ciphertexts = join(...lefts.flatMap((left, cell) => [left, rights[cell] as Bytes]));
  return { count: count.count, ciphertexts, lefts, rights };
}

/** Find the count of an item that is closed, tallied or not, and not done. */
function closed(state: State, item: string, tallied: boolean, where: string): Count {
  const count = state.count(item, "entry", where);
  const done = count.withheld || count.totals !== null;
  ensure(count.phase === "closed" && !done && (count.tally !== null) === tallied, "entry", `${where} item`);
  return count;
}

export function tally(state: State, entry: Of<"tally">, where: string): void {
  const count = closed(state, entry.item, false, where);
  const own = sums(count);
  ensure(entry.count === own.count && own.count >= state.manifest.kMin, "tally", `${where} count`);
  ensure(same(entry.ciphertexts, own.ciphertexts), "tally", `${where} ciphertexts`);
  count.tally = own;
}

export function share(state: State, entry: Of<"share">, where: string): void {
  const count = closed(state, entry.item, true, where);
  ensure(!count.shares.has(entry.trustee), "share", `${where} trustee`);
  const half = state.ceremony.halves.get(entry.trustee);
  ensure(half !== undefined, "share", `${where} trustee`);
  const { id } = count.item;
  const factors = pieces(entry.factors);
  const proofs = pieces(entry.proofs, EQUALITY_SIZE);
  factors.forEach((factor, cell) => {
    const context = decryptContext(state.manifest.election, id, count.tally as Tally, entry.trustee, cell);
    const left = (count.tally as Tally).lefts[cell] as Bytes;
    verifyEquality(context, half, left, factor, proofs[cell] as Bytes, `${where} trustee ${entry.trustee} cell ${cell}`, "share");
    state.counters.proofs++;
  });
  count.shares.set(entry.trustee, factors);
}

function ensurePaperEnough(state: State, count: Count, where: string): void {
  const { valid } = count.paper;
  ensure(valid === 0 || valid >= state.manifest.kMin, "paper", `${where} fewer paper ballots than k_min`);
}

export function result(state: State, entry: Of<"result">, where: string): void {
  const count = closed(state, entry.item, true, where);
  const { threshold } = state.manifest;
  ensure(count.shares.size >= threshold, "result", `${where} shares`);
  const first = [...count.shares].slice(0, threshold);
  entry.totals.forEach((total, cell) => {
    const place = `${where} cell ${cell}`;
    ensure(total <= (count.tally as Tally).count, "result", place);
    const factors = new Map(first.map(([trustee, all]) => [trustee, point(all[cell] as Bytes, "share", place)]));
    ensure(opens(count.rights[cell] as Point, factors, total), "result", place);
  });
  ensurePaperEnough(state, count, where);
  count.totals = entry.totals;
}

export function withheld(state: State, entry: Of<"withheld">, where: string): void {
  const count = closed(state, entry.item, false, where);
  ensure(entry.count === count.count && entry.count < state.manifest.kMin, "tally", `${where} count`);
  ensurePaperEnough(state, count, where);
  count.withheld = true;
}

