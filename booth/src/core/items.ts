/** The kinds of questions: how many cells each has, and which sums of cells lie in which range. */

import type { Json } from "./canonical.ts";
import { rangeSize } from "./proofs.ts";
import { members, Shape } from "./shape.ts";
import { ensure, Invalid } from "./invalid.ts";

export type Kind = "one" | "matrix" | "choose" | "candidates";

export interface Sum {
  readonly cells: readonly number[];
  readonly low: number;
  readonly high: number;
}

export interface Majority {
  readonly base: string;
  readonly num: number;
  readonly den: number;
  readonly op: ">" | ">=";
}

export interface Item {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly options: readonly string[];
  /** One row without a name, where the kind has no rows. */
  readonly rows: readonly string[];
  readonly revote: "first" | "last";
  readonly majority: Majority | null;
  readonly cells: number;
  readonly sums: readonly Sum[];
}

const ALWAYS = ["id", "kind", "title", "options", "revote", "majority"];
const MORE: Record<Kind, readonly string[]> = { one: [], matrix: ["rows"], choose: ["min", "max"], candidates: ["rows", "seats"] };
const MOST_CELLS = 2048;
const LARGEST_DENOMINATOR = 1_000_000;

export function readItem(value: Json, where: string): Item {
  const kind = members(value, where, "manifest")["kind"];
  ensure(typeof kind === "string" && Object.hasOwn(MORE, kind), "manifest", `${where} kind`);
  const shape = new Shape(value, [...ALWAYS, ...MORE[kind as Kind]], where, "manifest");
  const options = shape.texts("options", 2, 256);
  const rows = MORE[kind as Kind].includes("rows") ? shape.texts("rows", 1, 256) : [];
  const cells = options.length * Math.max(1, rows.length);
  ensure(cells <= MOST_CELLS, "manifest", `${where} cells`);
  const revote = shape.string("revote");
  ensure(revote === "first" || revote === "last", "manifest", `${where} revote`);
  const id = shape.id("id");
  const sums = sumsOf(kind as Kind, shape, options.length, rows.length);
  return { id, kind: kind as Kind, title: shape.text("title"), options, rows, revote, majority: readMajority(shape), cells, sums };
}

function sumsOf(kind: Kind, shape: Shape, width: number, rows: number): Sum[] {
  const all = Array.from({ length: width }, (_, cell) => cell);
  const perRow = Array.from({ length: rows }, (_, row) => ({ cells: all.map((cell) => row * width + cell), low: 1, high: 1 }));
  if (kind === "one") return [{ cells: all, low: 1, high: 1 }];
  if (kind === "matrix") return perRow;
  if (kind === "choose") {
    const high = shape.whole("max");
    const low = shape.whole("min");
    ensure(low <= high && high >= 1 && high <= width, "manifest", `${shape.where} min max`);
    return [{ cells: all, low, high }];
  }
  ensure(width === 3, "manifest", `${shape.where} options`);
  const seats = shape.whole("seats");
  ensure(seats >= 1 && seats <= rows, "manifest", `${shape.where} seats`);
  return [...perRow, { cells: perRow.map((_, row) => row * width), low: 0, high: seats }];
}

function readMajority(shape: Shape): Majority | null {
  if (shape.members["majority"] === null) return null;
  const inner = new Shape(shape.members["majority"], ["base", "den", "num", "op"], `${shape.where} majority`, "manifest");
  const op = inner.string("op");
  ensure(op === ">" || op === ">=", "manifest", `${inner.where} op`);
  const den = inner.whole("den", 1, LARGEST_DENOMINATOR);
  return { base: inner.id("base"), num: inner.whole("num", 0, den), den, op };
}

/** The bytes of all proofs of a ballot for this item. */
export function proofsSize(item: Item): number {
  return item.cells * rangeSize(0, 1) + item.sums.reduce((size, sum) => size + rangeSize(sum.low, sum.high), 0);
}

/** Refuse choices the item does not allow, before anything is encrypted. */
export function ensureAllowed(item: Item, choices: readonly number[]): void {
  const right = choices.length === item.cells && choices.every((choice) => choice === 0 || choice === 1);
  if (!right || !item.sums.every((sum) => within(sum, choices))) throw new Invalid("ballot", `${item.id} choices`);
}

function within(sum: Sum, choices: readonly number[]): boolean {
  const total = sum.cells.reduce((whole, cell) => whole + (choices[cell] ?? 0), 0);
  return sum.low <= total && total <= sum.high;
}
