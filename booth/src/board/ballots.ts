/** Entries that cast or open a ballot. */

import { type Bytes, fromHex, isZero, pieces, same } from "../core/bytes.ts";
import { ensure } from "../core/invalid.ts";
import { type Points, readCiphertexts, type Sealed, trackerOf, verifyCast, verifyOpening, verifyProofs } from "../core/sealed.ts";
import type { BallotEntry } from "./entries.ts";
import type { Count, Last, Seat, State } from "./state.ts";

/** Check a ballot and let it count. */
export function ballot(state: State, entry: BallotEntry, where: string): void {
  const count = openItem(state, entry, where);
  const seat = state.seatOf(entry.key);
  ensure(seat !== null, "ballot", `${where} key`);
  const last = continues(seat, entry, count, where);
  const sealed = sealedOf(state, entry, count);
  const points = ciphertexts(state, entry, count, where);
  const tracker = trackerOf(sealed);
  verifyCast(sealed, tracker, where);
  verifyProofs(sealed, points, where, state.naive);
  counted(count, last, points, where);
  seat.last.set(count.item.id, { counter: entry.counter, tracker, ciphertexts: entry.ciphertexts });
  state.counters.ballots++;
  state.counters.replaced += last === null ? 0 : 1;
  note(state, count);
}

/** Check an opened ballot; it counts nowhere. */
export function audit(state: State, entry: BallotEntry, where: string): void {
  const count = openItem(state, entry, where);
  const seat = state.seatOf(entry.key);
  if (seat === null) {
    ensure(state.manifest.auditors.has(entry.key), "audit", `${where} key`);
    ensure(entry.counter === 1 && isZero(entry.previous), "chain", where);
  } else {
    continues(seat, entry, count, where);
  }
  const sealed = sealedOf(state, entry, count);
  const points = ciphertexts(state, entry, count, where);
  verifyOpening(sealed, trackerOf(sealed), entry.choices, entry.opening, where);
  verifyProofs(sealed, points, where, state.naive);
  state.counters.audits++;
  note(state, count);
}

function note(state: State, count: Count): void {
  state.counters.signatures++;
  state.counters.proofs += count.item.cells + count.item.sums.length;
}

function openItem(state: State, entry: BallotEntry, where: string): Count {
  const count = state.count(entry.item, "ballot", where);
  ensure(count.phase === "open", "ballot", `${where} item not open`);
  return count;
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

function ciphertexts(state: State, entry: BallotEntry, count: Count, where: string): Points {
  const points = readCiphertexts(count.item, entry.ciphertexts, where);
  pieces(entry.ciphertexts, 64).forEach((both: Bytes) => state.noteOnce(both.subarray(0, 32), where));
  return points;
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
