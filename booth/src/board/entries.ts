/** The entries of a board, read from their canonical lines. */

import type { Bytes } from "../core/bytes.ts";
import { bytesOf, type Json, read } from "../core/canonical.ts";
import { ensure } from "../core/invalid.ts";
import { type Item, proofsSize } from "../core/items.ts";
import { EQUALITY_SIZE } from "../core/proofs.ts";
import { members, Shape } from "../core/shape.ts";

export const LONGEST_LINE = 1_048_576;
export const MOST_PAPER = 2 ** 28;
const MOST_PEOPLE = 32;
const LONGEST_NAME = 200;

export interface Countersign {
  readonly scrutineer: number;
  readonly signature: Bytes;
}

/** What scrutineers signed (the entry without its signatures), and their signatures. */
export interface Signed {
  readonly body: Bytes;
  readonly by: readonly Countersign[];
}

export interface BallotEntry {
  readonly kind: "ballot" | "audit";
  readonly item: string;
  /** Hex. */
  readonly key: string;
  readonly counter: number;
  readonly previous: Bytes;
  readonly ciphertexts: Bytes;
  readonly proofs: Bytes;
  readonly signature: Bytes;
  readonly choices: string;
  readonly opening: Bytes;
}

export interface PaperEntry {
  readonly kind: "paper";
  readonly item: string;
  readonly batch: string;
  readonly issued: number;
  readonly received: number;
  readonly valid: number;
  readonly totals: readonly number[];
  readonly signed: Signed;
}

export interface RehearsalEntry {
  readonly kind: "rehearsal";
  readonly randomness: Bytes;
  readonly value: number;
  readonly shares: readonly { readonly trustee: number; readonly factor: Bytes; readonly proof: Bytes }[];
}

export interface PaperFile {
  readonly name: string;
  readonly sha256: Bytes;
  readonly size: number;
}

export type Entry =
  | { readonly kind: "roll_seal"; readonly signed: Signed }
  | { readonly kind: "roll_add"; readonly key: string; readonly reason: string; readonly signed: Signed }
  | { readonly kind: "roll_replace"; readonly old: string; readonly new: string; readonly reason: string; readonly signed: Signed }
  | { readonly kind: "roll_remove"; readonly key: string; readonly reason: string; readonly signed: Signed }
  | RehearsalEntry
  | { readonly kind: "open" | "close"; readonly item: string }
  | BallotEntry
  | PaperEntry
  | { readonly kind: "tally"; readonly item: string; readonly count: number; readonly ciphertexts: Bytes }
  | { readonly kind: "share"; readonly item: string; readonly trustee: number; readonly factors: Bytes; readonly proofs: Bytes }
  | { readonly kind: "result"; readonly item: string; readonly totals: readonly number[] }
  | { readonly kind: "withheld"; readonly item: string; readonly count: number }
  | { readonly kind: "papers"; readonly files: readonly PaperFile[] }
  | { readonly kind: "seal"; readonly entries: number };

const BALLOT = ["ciphertexts", "counter", "item", "key", "kind", "previous", "proofs", "signature"];
const NAMES: Record<Entry["kind"], readonly string[]> = {
  roll_seal: ["kind", "signatures"],
  roll_add: ["key", "kind", "reason", "signatures"],
  roll_replace: ["kind", "new", "old", "reason", "signatures"],
  roll_remove: ["key", "kind", "reason", "signatures"],
  rehearsal: ["kind", "randomness", "shares", "value"],
  open: ["item", "kind"],
  ballot: BALLOT,
  audit: [...BALLOT, "choices", "opening"],
  paper: ["batch", "issued", "item", "kind", "received", "signatures", "totals", "valid"],
  close: ["item", "kind"],
  tally: ["ciphertexts", "count", "item", "kind"],
  share: ["factors", "item", "kind", "proofs", "trustee"],
  result: ["item", "kind", "totals"],
  withheld: ["count", "item", "kind"],
  papers: ["files", "kind"],
  seal: ["entries", "kind"],
};

/** Read one line (without its line feed); `where` names the entry in messages. */
export function readEntry(line: Bytes, where: string): Entry {
  ensure(line.length < LONGEST_LINE, "entry", `${where} length`);
  const value = read(line, where);
  const kind = members(value, where, "entry")["kind"];
  ensure(typeof kind === "string" && Object.hasOwn(NAMES, kind), "entry", `${where} kind`);
  const shape = new Shape(value, NAMES[kind as Entry["kind"]], where, "entry");
  return READERS[kind as Entry["kind"]](shape);
}

const READERS: Record<Entry["kind"], (shape: Shape) => Entry> = {
  roll_seal: (shape) => ({ kind: "roll_seal", signed: signed(shape) }),
  roll_add: (shape) => ({ kind: "roll_add", key: key(shape, "key"), reason: shape.text("reason"), signed: signed(shape) }),
  roll_replace: (shape) => ({
    kind: "roll_replace",
    old: key(shape, "old"),
    new: key(shape, "new"),
    reason: shape.text("reason"),
    signed: signed(shape),
  }),
  roll_remove: (shape) => ({ kind: "roll_remove", key: key(shape, "key"), reason: shape.text("reason"), signed: signed(shape) }),
  rehearsal: (shape) => ({
    kind: "rehearsal",
    randomness: shape.hex("randomness"),
    value: shape.whole("value", 1, 1000),
    shares: shape.shapes("shares", ["factor", "proof", "trustee"], 1, 32).map((one) => ({
      trustee: one.whole("trustee", 1, MOST_PEOPLE),
      factor: one.hex("factor"),
      proof: one.base64("proof", 96),
    })),
  }),
  open: (shape) => ({ kind: "open", item: shape.id("item") }),
  ballot: (shape) => ({ ...ballot(shape), kind: "ballot", choices: "", opening: new Uint8Array() }),
  audit: (shape) => ({ ...ballot(shape), kind: "audit", choices: shape.string("choices"), opening: shape.base64("opening") }),
  paper: (shape) => ({
    kind: "paper",
    item: shape.id("item"),
    batch: shape.id("batch"),
    issued: shape.whole("issued"),
    received: shape.whole("received"),
    valid: shape.whole("valid"),
    totals: wholes(shape, "totals"),
    signed: signed(shape),
  }),
  close: (shape) => ({ kind: "close", item: shape.id("item") }),
  tally: (shape) => ({ kind: "tally", item: shape.id("item"), count: shape.whole("count", 1), ciphertexts: shape.base64("ciphertexts") }),
  share: (shape) => ({
    kind: "share",
    item: shape.id("item"),
    trustee: shape.whole("trustee", 1, MOST_PEOPLE),
    factors: shape.base64("factors"),
    proofs: shape.base64("proofs"),
  }),
  result: (shape) => ({ kind: "result", item: shape.id("item"), totals: wholes(shape, "totals") }),
  withheld: (shape) => ({ kind: "withheld", item: shape.id("item"), count: shape.whole("count") }),
  papers: (shape) => ({
    kind: "papers",
    files: shape.shapes("files", ["name", "sha256", "size"], 1, 1000).map((one) => ({
      name: fileName(one),
      sha256: one.hex("sha256"),
      size: one.whole("size", 0, MOST_PAPER),
    })),
  }),
  seal: (shape) => ({ kind: "seal", entries: shape.whole("entries") }),
};

function fileName(shape: Shape): string {
  const name = shape.text("name");
  ensure(!/^\.|[/\\:]/.test(name) && [...name].length <= LONGEST_NAME, "entry", `${shape.where} name`);
  return name;
}

/** Check that the lengths of an entry are those of its item. */
export function ensureForm(items: ReadonlyMap<string, Item>, entry: Entry, where: string): void {
  if (!("item" in entry)) return;
  const item = items.get(entry.item);
  ensure(item !== undefined, "entry", `${where} item`);
  const sizes: Record<string, number> = { factors: 32 * item.cells, ciphertexts: 64 * item.cells, totals: item.cells };
  sizes["proofs"] = entry.kind === "share" ? EQUALITY_SIZE * item.cells : proofsSize(item);
  if (entry.kind === "audit") Object.assign(sizes, { choices: item.cells, opening: 32 * item.cells });
  for (const [name, size] of Object.entries(sizes)) {
    const value = (entry as unknown as Record<string, { readonly length: number } | undefined>)[name];
    ensure(value === undefined || value.length === size, "entry", `${where} ${name}`);
  }
  if (entry.kind === "audit") ensure(/^[01]*$/.test(entry.choices), "entry", `${where} choices`);
}

function key(shape: Shape, name: string): string {
  shape.hex(name);
  return shape.string(name);
}

function wholes(shape: Shape, name: string): number[] {
  return shape.wholes(name, shape.list(name).length);
}

function ballot(shape: Shape): Omit<BallotEntry, "kind" | "choices" | "opening"> {
  return {
    item: shape.id("item"),
    key: key(shape, "key"),
    counter: shape.whole("counter", 1),
    previous: shape.hex("previous"),
    ciphertexts: shape.base64("ciphertexts"),
    proofs: shape.base64("proofs"),
    signature: shape.base64("signature", 64),
  };
}

function signed(shape: Shape): Signed {
  const rest = Object.fromEntries(Object.entries(shape.members).filter(([name]) => name !== "signatures"));
  const by = shape.shapes("signatures", ["scrutineer", "signature"], 0, 32).map((one) => ({
    scrutineer: one.whole("scrutineer", 1, MOST_PEOPLE),
    signature: one.base64("signature", 64),
  }));
  return { body: bytesOf(rest as { [name: string]: Json }), by };
}

