/** What a board has come to after the entries read so far. */

import type { Ceremony } from "../ceremony/verify.ts";
import { type Bytes, hex } from "../core/bytes.ts";
import { type Point, ZERO } from "../core/group.ts";
import { type Check, ensure } from "../core/invalid.ts";
import type { Item } from "../core/items.ts";
import { electionKey, type Manifest } from "../core/manifest.ts";

/** A seat's last ballot for one item. */
export interface Last {
  readonly counter: number;
  readonly tracker: Bytes;
  readonly ciphertexts: Bytes;
}

/** A place on the roll; the key may change, the ballots stay. */
export interface Seat {
  key: string | null;
  readonly last: Map<string, Last>;
}

export interface Tally {
  readonly count: number;
  readonly ciphertexts: Bytes;
  readonly lefts: readonly Bytes[];
  readonly rights: readonly Bytes[];
}

export interface Count {
  readonly item: Item;
  phase: "waiting" | "open" | "closed";
  /** Seats that have a ballot. */
  count: number;
  readonly lefts: Point[];
  readonly rights: Point[];
  paper: { issued: number; valid: number; totals: number[] };
  tally: Tally | null;
  /** Factors by trustee, in the order of the board. */
  readonly shares: Map<number, readonly Bytes[]>;
  totals: readonly number[] | null;
  withheld: boolean;
}

export interface Counters {
  ballots: number;
  replaced: number;
  audits: number;
  signatures: number;
  proofs: number;
}

export class State {
  readonly manifest: Manifest;
  readonly ceremony: Ceremony;
  readonly key: Point;
  /** Every key that ever was on the roll. */
  readonly seats = new Map<string, Seat>();
  readonly counts = new Map<string, Count>();
  readonly seen = new Set<string>();
  readonly batches = new Set<string>();
  removed = 0;
  rollSealed = false;
  rehearsed = false;
  papers: readonly { readonly name: string; readonly sha256: Bytes; readonly size: number }[] | null = null;
  sealed = false;
  readonly counters: Counters = { ballots: 0, replaced: 0, audits: 0, signatures: 0, proofs: 0 };

  /** Whether proofs are checked one equation at a time. */
  readonly naive: boolean;

  constructor(manifest: Manifest, ceremony: Ceremony, roll: readonly string[], naive = false) {
    this.naive = naive;
    this.manifest = manifest;
    this.ceremony = ceremony;
    this.key = electionKey(manifest);
    for (const key of roll) this.seats.set(key, { key, last: new Map() });
    for (const item of manifest.items.values()) this.counts.set(item.id, fresh(item));
  }

  /** Find an item's count, or raise under `check`. */
  count(item: string, check: Check, where: string): Count {
    const found = this.counts.get(item);
    ensure(found !== undefined, check, `${where} item`);
    return found;
  }

  /** Find the seat whose current key this is. */
  seatOf(key: string): Seat | null {
    const seat = this.seats.get(key);
    return seat?.key === key ? seat : null;
  }

  get opened(): boolean {
    return [...this.counts.values()].some((count) => count.phase !== "waiting");
  }

  /** Note a ciphertext's first half; a second sight of it anywhere on the board is a copy. */
  noteOnce(left: Bytes, where: string): void {
    const name = hex(left);
    ensure(!this.seen.has(name), "duplicate", where);
    this.seen.add(name);
  }

  /** A copy that can go another way; entries do not change what the two share. */
  clone(): State {
    const copy = new State(this.manifest, this.ceremony, [], this.naive);
    const seats = new Map([...new Set(this.seats.values())].map((seat) => [seat, { key: seat.key, last: new Map(seat.last) }]));
    for (const [key, seat] of this.seats) copy.seats.set(key, seats.get(seat) as Seat);
    for (const [id, count] of this.counts) {
      const paper = { ...count.paper, totals: [...count.paper.totals] };
      copy.counts.set(id, { ...count, lefts: [...count.lefts], rights: [...count.rights], shares: new Map(count.shares), paper });
    }
    for (const name of this.seen) copy.seen.add(name);
    for (const name of this.batches) copy.batches.add(name);
    Object.assign(copy.counters, this.counters);
    const { removed, rollSealed, rehearsed, papers, sealed } = this;
    return Object.assign(copy, { removed, rollSealed, rehearsed, papers, sealed });
  }
}

function fresh(item: Item): Count {
  const zeros = (): Point[] => Array.from({ length: item.cells }, () => ZERO);
  return {
    item,
    phase: "waiting",
    count: 0,
    lefts: zeros(),
    rights: zeros(),
    paper: { issued: 0, valid: 0, totals: Array.from({ length: item.cells }, () => 0) },
    tally: null,
    shares: new Map(),
    totals: null,
    withheld: false,
  };
}
