/** What the tests share: the vectors, replayed entropy, and the worked election. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBytes } from "../src/archive/source.ts";
import { checkCeremony } from "../src/archive/verify.ts";
import { directory, whole } from "../src/archive/zip.ts";
import { Replay } from "../src/board/replay.ts";
import { State } from "../src/board/state.ts";
import { type Bytes, fromHex } from "../src/core/bytes.ts";
import { type Entropy, scalar } from "../src/core/group.ts";
import { type Check, Invalid } from "../src/core/invalid.ts";
import { type Manifest, readManifest } from "../src/core/manifest.ts";
import { readRoll } from "../src/core/roll.ts";
import { type KeyPair, pairOf } from "../src/core/signature.ts";

const VECTORS = join(process.env["BOOTH"] ?? ".", "../vectors");

export function vector<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(join(VECTORS, name), "utf8")) as Shape;
}

export function vectorBytes(name: string): Bytes {
  return new Uint8Array(readFileSync(join(VECTORS, name)));
}

/** Entropy that gives out these bytes and no more. */
export function replayed(text: string): Entropy & { readonly left: () => number } {
  const bytes = fromHex(text);
  let at = 0;
  const draw = (size: number): Bytes => {
    if (at + size > bytes.length) throw new Error("entropy used up");
    at += size;
    return bytes.slice(at - size, at);
  };
  return Object.assign(draw, { left: () => bytes.length - at });
}

/** Entropy for tests that need none in particular, the same at every run. */
export function counted(seed = 1): Entropy {
  let state = BigInt(seed);
  return (size) =>
    Uint8Array.from({ length: size }, () => {
      state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
      return Number(state >> 56n);
    });
}

export function pair(secret: string): KeyPair {
  return pairOf(scalar(fromHex(secret), "json", "secret"));
}

export interface World {
  readonly files: ReadonlyMap<string, Bytes>;
  readonly manifest: Manifest;
  readonly lines: readonly Bytes[];
  readonly heads: readonly Bytes[];
  /** A replay that has read nothing yet. */
  start(naive?: boolean): Replay;
}

let world: Promise<World> | undefined;

/** The worked election. */
export function worked(): Promise<World> {
  world ??= load();
  return world;
}

async function load(): Promise<World> {
  const source = fromBytes(vectorBytes("election.zip"));
  const files = new Map<string, Bytes>();
  for (const member of await directory(source)) files.set(member.name, await whole(source, member, 1e7));
  const file = (name: string): Bytes => files.get(name) as Bytes;
  const manifest = readManifest(file("manifest.json"));
  const ceremony = checkCeremony(manifest, file("dkg.json"));
  const roll = readRoll(file("roll.txt"));
  return {
    files,
    manifest,
    lines: cut(file("board.jsonl")),
    heads: cut(file("heads.jsonl")),
    start: (naive = false) => new Replay(new State(manifest, ceremony, roll, naive)),
  };
}

/** Cut into lines, without line feeds. */
export function cut(bytes: Bytes): Bytes[] {
  const lines: Bytes[] = [];
  for (let from = 0, feed = bytes.indexOf(10); feed >= 0; from = feed + 1, feed = bytes.indexOf(10, from)) lines.push(bytes.slice(from, feed));
  return lines;
}

/** Run, and return the check that refused; "" when nothing did. */
export function refusal(run: () => unknown): Check | "" {
  try {
    run();
  } catch (error) {
    if (error instanceof Invalid) return error.check;
    throw error;
  }
  return "";
}

export async function refusalOf(run: () => Promise<unknown>): Promise<Check | ""> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Invalid) return error.check;
    throw error;
  }
  return "";
}
