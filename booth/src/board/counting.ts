/** Entries that bring paper ballots in, add up, decrypt and give the result. */

import { type Bytes, join, pieces, same, u64 } from "../core/bytes.ts";
import { base, inverse, mod, type Point, point, publicSum, publicTimes, scalar, ZERO } from "../core/group.ts";
import { type Check, ensure } from "../core/invalid.ts";
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
  ensure(!state.opened && !state.rehearsed, "tally", where);
  const secret = scalar(entry.randomness, "tally", where);
  ensure(secret !== 0n, "tally", where);
  const left = publicTimes(base(), secret).toBytes();
  const right = publicTimes(base(), BigInt(entry.value)).add(publicTimes(state.key, secret));
  ensure(entry.shares.length >= manifest.threshold, "share", `${where} shares`);
  const factors = new Map<number, Point>();
  entry.shares.forEach((share, at) => {
    const place = `${where} trustee ${share.trustee}`;
    ensure(at === 0 || (entry.shares[at - 1]?.trustee ?? 0) < share.trustee, "share", place);
    const half = ceremony.halves.get(share.trustee);
    ensure(half !== undefined, "share", place);
    verifyEquality(rehearsalContext(manifest.election, share.trustee, entry.value), half, left, share.factor, share.proof, place, "share");
    if (factors.size < manifest.threshold) factors.set(share.trustee, point(share.factor, "share", place));
  });
  ensure(opens(right, factors, entry.value), "tally", where);
  state.rehearsed = true;
}

export function paper(state: State, entry: PaperEntry, where: string): void {
  const count = state.count(entry.item, "paper", where);
  ensure(count.phase !== "waiting" && count.totals === null && !count.withheld, "paper", `${where} item`);
  ensure(!state.batches.has(entry.batch), "paper", `${where} batch`);
  ensure(entry.valid <= entry.received && entry.received <= entry.issued, "paper", `${where} received`);
  const { item } = count;
  ensure(entry.totals.length === item.cells && entry.totals.every((total) => total <= entry.valid), "paper", `${where} totals`);
  for (const sum of item.sums) {
    const whole = sum.cells.reduce((total, cell) => total + (entry.totals[cell] as number), 0);
    ensure(sum.low * entry.valid <= whole && whole <= sum.high * entry.valid, "paper", `${where} totals`);
  }
  const issued = count.paper.issued + entry.issued;
  ensure(issued <= state.manifest.roll.paper + state.removed, "paper", `${where} issued`);
  verifySigned(state, entry.signed, Math.max(2, state.manifest.quorum), where);
  state.batches.add(entry.batch);
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

function closed(state: State, item: string, check: Check, where: string): Count {
  const count = state.count(item, check, where);
  ensure(count.phase === "closed" && !count.withheld, check, `${where} item`);
  return count;
}

export function tally(state: State, entry: Of<"tally">, where: string): void {
  const count = closed(state, entry.item, "tally", where);
  ensure(count.tally === null, "tally", `${where} item`);
  const own = sums(count);
  ensure(entry.count === own.count && own.count >= state.manifest.kMin, "tally", `${where} count`);
  ensure(same(entry.ciphertexts, own.ciphertexts), "tally", `${where} ciphertexts`);
  count.tally = own;
}

export function share(state: State, entry: Of<"share">, where: string): void {
  const count = closed(state, entry.item, "share", where);
  const half = state.ceremony.halves.get(entry.trustee);
  ensure(count.tally !== null && half !== undefined, "share", `${where} trustee`);
  ensure(!count.shares.has(entry.trustee), "share", `${where} trustee`);
  const { cells, id } = count.item;
  ensure(entry.factors.length === 32 * cells && entry.proofs.length === EQUALITY_SIZE * cells, "share", where);
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
  const count = closed(state, entry.item, "result", where);
  const { threshold } = state.manifest;
  ensure(count.totals === null && count.tally !== null && count.shares.size >= threshold, "result", `${where} shares`);
  ensurePaperEnough(state, count, where);
  ensure(entry.totals.length === count.item.cells, "result", `${where} totals`);
  const first = [...count.shares].slice(0, threshold);
  entry.totals.forEach((total, cell) => {
    const place = `${where} cell ${cell}`;
    ensure(total <= (count.tally as Tally).count, "result", place);
    const factors = new Map(first.map(([trustee, all]) => [trustee, point(all[cell] as Bytes, "share", place)]));
    ensure(opens(count.rights[cell] as Point, factors, total), "result", place);
  });
  count.totals = entry.totals;
}

export function withheld(state: State, entry: Of<"withheld">, where: string): void {
  const count = closed(state, entry.item, "tally", where);
  ensure(count.tally === null, "tally", `${where} item`);
  ensure(entry.count === count.count && entry.count < state.manifest.kMin, "tally", `${where} count`);
  ensurePaperEnough(state, count, where);
  count.withheld = true;
}

