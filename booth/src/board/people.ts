/** Entries about the roll, and what scrutineers sign. */

import { fromHex } from "../core/bytes.ts";
import { pointNotZero } from "../core/group.ts";
import { type Check, ensure } from "../core/invalid.ts";
import { verify } from "../core/signature.ts";
import { digest } from "../core/transcript.ts";
import type { Entry, Signed } from "./entries.ts";
import type { Seat, State } from "./state.ts";

type Of<Kind extends Entry["kind"]> = Extract<Entry, { kind: Kind }>;

/** The digest a scrutineer signs for an entry. */
export function signedEntry(state: { manifest: { election: Uint8Array } }, body: Uint8Array): Uint8Array {
  return digest("signed-entry", state.manifest.election, body);
}

/** Check the scrutineers' signatures: known, ascending, at least `least`. */
export function verifySigned(state: State, signed: Signed, least: number, where: string, check: Check = "entry"): void {
  const { scrutineers } = state.manifest;
  signed.by.forEach((one, at) => ensure(at === 0 || (signed.by[at - 1]?.scrutineer ?? 0) < one.scrutineer, check, `${where} scrutineer`));
  ensure(signed.by.length >= least, check, `${where} signatures`);
  const message = signedEntry(state, signed.body);
  signed.by.forEach((one) => {
    const person = scrutineers[one.scrutineer - 1];
    ensure(person !== undefined, check, `${where} scrutineer`);
    verify(person.key, "entry", message, one.signature, `${where} scrutineer ${one.scrutineer}`);
    state.counters.signatures++;
  });
}

export function rollSeal(state: State, entry: Of<"roll_seal">, where: string): void {
  verifySigned(state, entry.signed, state.manifest.quorum, where);
  ensure(!state.rollSealed && !state.opened, "entry", where);
  state.rollSealed = true;
}

export function rollAdd(state: State, entry: Of<"roll_add">, where: string): void {
  verifyChange(state, entry.signed, where);
  newKey(state, entry.key, where);
  state.seats.set(entry.key, { key: entry.key, last: new Map() });
}

export function rollReplace(state: State, entry: Of<"roll_replace">, where: string): void {
  verifyChange(state, entry.signed, where);
  const seat = currentSeat(state, entry.old, where);
  newKey(state, entry.new, where);
  seat.key = entry.new;
  state.seats.set(entry.new, seat);
}

export function rollRemove(state: State, entry: Of<"roll_remove">, where: string): void {
  verifyChange(state, entry.signed, where);
  const seat = currentSeat(state, entry.key, where);
  for (const item of seat.last.keys()) ensure(state.count(item, "roll", where).phase !== "open", "roll", `${where} has a ballot in ${item}`);
  seat.key = null;
  state.removed++;
}

/** Check the signatures under a change; without scrutineers the roll cannot change at all. */
function verifyChange(state: State, signed: Signed, where: string): void {
  verifySigned(state, signed, state.manifest.quorum, where);
  ensure(state.manifest.quorum > 0, "entry", where);
}

function currentSeat(state: State, key: string, where: string): Seat {
  const seat = state.seatOf(key);
  ensure(seat !== null, "roll", `${where} key`);
  return seat;
}

function newKey(state: State, key: string, where: string): void {
  ensure(!state.seats.has(key), "roll", `${where} key`);
  pointNotZero(fromHex(key), "roll", `${where} key`);
}
