/** The frozen description of an election; its hash is the election id. */

import { type Bytes, fromHex, hex, same } from "./bytes.ts";
import { read } from "./canonical.ts";
import { pointNotZero, type Point, tabled } from "./group.ts";
import { ensure } from "./invalid.ts";
import { type Item, readItem } from "./items.ts";
import { ensureSuite, Shape } from "./shape.ts";
import { digest } from "./transcript.ts";

export interface Trustee {
  readonly index: number;
  readonly name: string;
  readonly key: Bytes;
  readonly hosted: boolean;
}

export interface Person {
  readonly key: Bytes;
  readonly name: string;
}

export interface Manifest {
  /** The election id. */
  readonly election: Bytes;
  readonly title: string;
  readonly items: ReadonlyMap<string, Item>;
  readonly trustees: readonly Trustee[];
  readonly threshold: number;
  readonly dkg: Bytes;
  readonly key: Bytes;
  readonly roll: { readonly hash: Bytes; readonly paper: number; readonly size: number };
  readonly boardKey: Bytes;
  readonly scrutineers: readonly Person[];
  readonly quorum: number;
  /** Hex, as they are looked up. */
  readonly auditors: ReadonlySet<string>;
  readonly booth: Bytes;
  readonly opens: string;
  readonly closes: string;
  readonly kMin: number;
}

const MOST_PEOPLE = 100_000_000;
const MOST_AUDITORS = 256;

const NAMES = [
  "suite", "title", "items", "trustees", "threshold", "dkg", "key", "roll", "board_key", "scrutineers", "quorum", "auditors", "booth",
  "opens", "closes", "k_min",
];

/** Read and check a manifest from the bytes of its file; the suite is looked at first. */
export function readManifest(bytes: Bytes): Manifest {
  const value = read(bytes, "manifest.json");
  ensureSuite(value, "manifest.json");
  const shape = new Shape(value, NAMES, "manifest.json", "manifest");
  const items = readItems(shape);
  const trustees = readTrustees(shape);
  const scrutineers = readScrutineers(shape);
  const roll = new Shape(shape.members["roll"], ["hash", "paper", "size"], "manifest.json roll", "manifest");
  return {
    election: digest("manifest", bytes),
    title: shape.text("title"),
    items,
    trustees,
    threshold: inRange(shape, "threshold", 1, trustees.length),
    dkg: shape.hex("dkg"),
    key: publicKey(shape, "key"),
    roll: { hash: roll.hex("hash"), paper: roll.whole("paper", 0, MOST_PEOPLE), size: roll.whole("size", 0, MOST_PEOPLE) },
    boardKey: boardKey(shape, scrutineers),
    scrutineers,
    quorum: inRange(shape, "quorum", 0, scrutineers.length),
    auditors: readAuditors(shape),
    booth: shape.hex("booth"),
    opens: shape.text("opens"),
    closes: shape.text("closes"),
    kMin: inRange(shape, "k_min", 1, 1_000_000),
  };
}

/** The election key as a point with a table. */
export function electionKey(manifest: Manifest): Point {
  return tabled(pointNotZero(manifest.key, "manifest", "manifest.json key"));
}

function inRange(shape: Shape, name: string, least: number, most: number): number {
  const value = shape.whole(name);
  ensure(value >= least && value <= most, "manifest", `${shape.where} ${name}`);
  return value;
}

function publicKey(shape: Shape, name: string): Bytes {
  const bytes = shape.hex(name);
  pointNotZero(bytes, "manifest", `${shape.where} ${name}`);
  return bytes;
}

/** The board's key is no scrutineer's: who keeps the board does not vouch for it. */
function boardKey(shape: Shape, scrutineers: readonly Person[]): Bytes {
  const key = publicKey(shape, "board_key");
  ensure(scrutineers.every((one) => !same(one.key, key)), "manifest", `${shape.where} board_key`);
  return key;
}

function readItems(shape: Shape): Map<string, Item> {
  const list = shape.list("items", 1, 64).map((value, at) => readItem(value, `manifest.json items[${at}]`));
  const items = new Map(list.map((item) => [item.id, item]));
  ensure(items.size === list.length, "manifest", "manifest.json items id");
  return items;
}

function readTrustees(shape: Shape): Trustee[] {
  const list = shape.shapes("trustees", ["hosted", "index", "key", "name"], 1, 32).map((one) => ({
    index: one.whole("index", 1, 32),
    name: one.text("name"),
    key: publicKey(one, "key"),
    hosted: one.truth("hosted"),
  }));
  ensure(list.every((one, at) => at === 0 || (list[at - 1]?.index ?? 0) < one.index), "manifest", "manifest.json trustees index");
  return list;
}

function readScrutineers(shape: Shape): Person[] {
  const list = shape.shapes("scrutineers", ["key", "name"], 0, 32).map((one) => ({ key: publicKey(one, "key"), name: one.text("name") }));
  ensure(new Set(list.map((one) => hex(one.key))).size === list.length, "manifest", "manifest.json scrutineers key");
  return list;
}

function readAuditors(shape: Shape): Set<string> {
  const list = shape.list("auditors", 0, MOST_AUDITORS).map((value, at) => {
    const where = `manifest.json auditors[${at}]`;
    ensure(typeof value === "string" && value.length === 64, "manifest", where);
    pointNotZero(fromHex(value, where, "manifest"), "manifest", where);
    return value;
  });
  ensure(list.every((key, at) => at === 0 || (list[at - 1] ?? "") < key), "manifest", "manifest.json auditors");
  return new Set(list);
}
