/** Reading a board in order: the chain of heads, and every entry against what stands before it. */

import { type Bytes, u64 } from "../core/bytes.ts";
import { ensure } from "../core/invalid.ts";
import { digest } from "../core/transcript.ts";
import { audit, ballot } from "./ballots.ts";
import { paper, rehearsal, result, share, tally, withheld } from "./counting.ts";
import { ensureForm, type Entry, readEntry } from "./entries.ts";
import { rollAdd, rollRemove, rollReplace, rollSeal } from "./people.ts";
import type { State } from "./state.ts";

export function startHead(election: Bytes): Bytes {
  return digest("board-start", election);
}

export function nextHead(head: Bytes, index: number, line: Bytes): Bytes {
  return digest("board-entry", head, u64(index), line);
}

/** A board under reading. Give it the lines one by one; it raises at the first that does not hold. */
export class Replay {
  readonly state: State;
  readonly heads: Bytes[];

  constructor(state: State, heads: readonly Bytes[] = [startHead(state.manifest.election)]) {
    this.state = state;
    this.heads = [...heads];
  }

  /** How many entries were read. */
  get length(): number {
    return this.heads.length - 1;
  }

  get head(): Bytes {
    return this.heads[this.length] as Bytes;
  }

  /** Check the next line (without its line feed) and take it in. */
  add(line: Bytes): Entry {
    const index = this.length + 1;
    const where = `board.jsonl entry ${index}`;
    const entry = readEntry(line, where);
    ensureForm(this.state.manifest.items, entry, where);
    ensure(!this.state.sealed, "seal", `${where} after the seal`);
    apply(this.state, entry, index, where);
    this.heads.push(nextHead(this.head, index, line));
    return entry;
  }

  /** A copy that can go another way. */
  clone(): Replay {
    return new Replay(this.state.clone(), this.heads);
  }
}

function apply(state: State, entry: Entry, index: number, where: string): void {
  switch (entry.kind) {
    case "roll_seal":
      return rollSeal(state, entry, where);
    case "roll_add":
      return rollAdd(state, entry, where);
    case "roll_replace":
      return rollReplace(state, entry, where);
    case "roll_remove":
      return rollRemove(state, entry, where);
    case "rehearsal":
      return rehearsal(state, entry, where);
    case "open":
      return open(state, entry.item, where);
    case "ballot":
      return ballot(state, entry, where);
    case "audit":
      return audit(state, entry, where);
    case "paper":
      return paper(state, entry, where);
    case "close":
      return close(state, entry.item, where);
    case "tally":
      return tally(state, entry, where);
    case "share":
      return share(state, entry, where);
    case "result":
      return result(state, entry, where);
    case "withheld":
      return withheld(state, entry, where);
    case "papers":
      return papers(state, entry, where);
    case "seal":
      return seal(state, entry.entries, index, where);
  }
}

function open(state: State, item: string, where: string): void {
  const count = state.count(item, "entry", where);
  ensure(count.phase === "waiting", "entry", `${where} item`);
  ensure(state.rehearsed, "entry", `${where} before the rehearsal`);
  ensure(state.rollSealed || state.manifest.quorum === 0, "entry", `${where} before the roll is sealed`);
  count.phase = "open";
}

function close(state: State, item: string, where: string): void {
  const count = state.count(item, "entry", where);
  ensure(count.phase === "open", "entry", `${where} item`);
  count.phase = "closed";
}

function papers(state: State, entry: Extract<Entry, { kind: "papers" }>, where: string): void {
  ensure(state.papers === null, "papers", where);
  const names = entry.files.map((file) => file.name);
  ensure(new Set(names).size === names.length, "papers", `${where} name`);
  state.papers = entry.files;
}

function seal(state: State, entries: number, index: number, where: string): void {
  ensure(entries === index - 1, "seal", `${where} entries`);
  for (const count of state.counts.values()) {
    const done = count.phase === "waiting" || count.totals !== null || count.withheld;
    ensure(done, "seal", `${where} ${count.item.id} has no result`);
  }
  state.sealed = true;
}
