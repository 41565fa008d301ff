/** Entries that cast or open a ballot. */

import { type Bytes, fromHex, isZero, pieces, same } from "../core/bytes.ts";
import { ensure } from "../core/invalid.ts";
import { type Points, readCiphertexts, type Sealed, trackerOf, verifyCast, verifyOpening, verifyProofs } from "../core/sealed.ts";
import type { BallotEntry } from "./entries.ts";
import type { Count, Last, Seat, State } from "./state.ts";

/** Check a ballot and let it count. */
export function ballot(state: State, entry: BallotEntry, where: string): void {
  // The ballot itself first, then its place on the board: the order of the specification.
  const count = state.count(entry.item, "entry", where);
  const sealed = sealedOf(state, entry, count);
  const points = readCiphertexts(count.item, entry.ciphertexts, where);
  const tracker = trackerOf(sealed);
  verifyProofs(sealed, points, where, state.naive);
  verifyCast(sealed, tracker, where);
  ensureOpen(count, where);
  const seat = state.seatOf(entry.key);
  ensure(seat !== null, "roll", `${where} key`);
  const last = continues(seat, entry, count, where);
  noteAll(state, entry, where);
  counted(count, last, points, where);
  seat.last.set(count.item.id, { counter: entry.counter, tracker, ciphertexts: entry.ciphertexts });
  state.counters.ballots++;
  state.counters.replaced += last === null ? 0 : 1;
  note(state, count);
}

/** Check an opened ballot; it counts nowhere. */
export function audit(state: State, entry: BallotEntry, where: string): void {
  const count = state.count(entry.item, "entry", where);
  ensureOpen(count, where);
  const seat = state.seatOf(entry.key);
  // A key that has a seat is a voter's, whether or not it is an auditor's too.
  if (seat === null) {
    ensure(state.manifest.auditors.has(entry.key), "roll", `${where} key`);
    ensure(entry.counter === 1 && isZero(entry.previous), "chain", where);
  } else {
    continues(seat, entry, count, where);
  }
  const sealed = sealedOf(state, entry, count);
  const points = readCiphertexts(count.item, entry.ciphertexts, where);
  verifyProofs(sealed, points, where, state.naive);
  verifyOpening(sealed, trackerOf(sealed), entry.choices, entry.opening, where);
  noteAll(state, entry, where);
  state.counters.audits++;
  note(state, count);
}

function note(state: State, count: Count): void {
  state.counters.signatures++;
  state.counters.proofs += count.item.cells + count.item.sums.length;
}

function ensureOpen(count: Count, where: string): void {
  ensure(count.phase === "open", "entry", `${where} item not open`);
}

/** Check that counter and previous tracker continue the seat's chain; returns the seat's last ballot. */
function continues(seat: Seat, entry: BallotEntry, count: Count, where: string): Last | null {
  const last = seat.last.get(entry.item) ?? null;
  ensure(last === null || count.item.revote === "last", "chain", `${where} second ballot`);
  ensure(entry.counter === (last?.counter ?? 0) + 1, "chain", `${where} counter`);
  ensure(last === null ? isZero(entry.previous) : same(entry.previous, last.tracker), "chain", `${where} previous`);
  return last;
}

function sealedOf(state: State, entry: BallotEntry, count: Count): Sealed {
  const { manifest, key } = state;
  const { counter, previous, ciphertexts: bytes, proofs, signature } = entry;
  const place = { election: manifest.election, key, item: count.item, voter: fromHex(entry.key), counter, previous };
  return { place, ciphertexts: bytes, proofs, signature };
}

function noteAll(state: State, entry: BallotEntry, where: string): void {
  pieces(entry.ciphertexts, 64).forEach((both: Bytes) => state.noteOnce(both.subarray(0, 32), where));
}

function counted(count: Count, last: Last | null, points: Points, where: string): void {
  const before = last === null ? null : readCiphertexts(count.item, last.ciphertexts, where);
  if (before === null) count.count++;
  points.forEach(([left, right], cell) => {
    const old = before?.[cell];
    const add = (sums: typeof count.lefts, now: typeof left, then: typeof left | undefined): void => {
      const sum = (sums[cell] as typeof left).add(now);
      sums[cell] = then === undefined ? sum : sum.subtract(then);
    };
    add(count.lefts, left, old?.[0]);
    add(count.rights, right, old?.[1]);
  });
}
