/** Changes of the worked election's entries: refused under the very name the library refuses them with. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { base64, type Bytes, fromBase64, fromHex, hex } from "../src/core/bytes.ts";
import { HeadCheck } from "../src/board/heads.ts";
import { readTranscript } from "../src/ceremony/messages.ts";
import { verifyTranscript } from "../src/ceremony/verify.ts";
import { bytesOf, type Json, read } from "../src/core/canonical.ts";
import { readManifest } from "../src/core/manifest.ts";
import { refusal, vector, worked } from "./world.ts";

interface Change {
  readonly entry?: number;
  /** Of a file: which, and of heads which line. */
  readonly file?: string;
  readonly line?: number;
  readonly path: readonly (string | number)[];
  readonly set?: Json;
  readonly flip?: number;
  readonly drop?: boolean;
  readonly check: string;
}

type Open = { [name: string | number]: Open };

/** Carry a change out. */
function changed(value: Json, change: Change): Json {
  if (change.path.length === 0) return change.set as Json;
  const copy = structuredClone(value) as unknown as Open;
  const path = [...change.path];
  const last = path.pop() as string | number;
  const at = path.reduce((inner, name) => inner[name] as Open, copy);
  if (change.flip !== undefined) at[last] = flipped(at[last] as unknown as string, change.flip) as unknown as Open;
  else if (change.drop) delete at[last];
  else at[last] = change.set as unknown as Open;
  return copy as unknown as Json;
}

function flipped(text: string, byte: number): string {
  const plain = /^[0-9a-f]{64}$/.test(text);
  const bytes = plain ? fromHex(text) : fromBase64(text);
  bytes[byte] = (bytes[byte] ?? 0) ^ 4;
  return plain ? hex(bytes) : base64(bytes);
}

for (const naive of [false, true]) {
  test(`attack 13: every change is refused by the check of its name, ${naive ? "one equation at a time" : "a ballot's equations together"}`, async () => {
    const world = await worked();
    const changes = vector<Change[]>("refusals.json");
    const found: string[] = [];
    const replay = world.start(naive);
    for (const [at, line] of world.lines.entries()) {
      // Only what carries proofs of a ballot is read differently.
      const tried = !naive || /"ciphertexts".*"proofs"/.test(new TextDecoder().decode(line));
      for (const change of tried ? changes.filter(({ entry }) => entry === at + 1) : []) {
        const refused = refusal(() => replay.clone().add(bytesOf(changed(read(line, "line"), change))));
        if (refused !== change.check) found.push(`${JSON.stringify(change)}: ${refused || "taken"}`);
      }
      replay.add(line);
    }
    assert.deepEqual(found, []);
    assert.ok(changes.length > 300);
  });
}

test("attack 13: every change of manifest, ceremony and heads is refused by the check of its name", async () => {
  const world = await worked();
  const replay = world.start();
  for (const line of world.lines) replay.add(line);
  const judge: Record<string, (text: Bytes, line: number) => void> = {
    "manifest.json": (text) => void readManifest(text),
    "dkg.json": (text) => void verifyTranscript(readTranscript(text)),
    "heads.jsonl": (text, line) => {
      const heads = new HeadCheck(world.manifest, replay.heads);
      world.heads.forEach((head, at) => heads.add(at === line - 1 ? text : head));
      heads.finish(true);
    },
  };
  const changes = vector<Change[]>("refusals.json").filter(({ file }) => file !== undefined);
  const found: string[] = [];
  for (const change of changes) {
    const { file = "", line = 0 } = change;
    const text = file === "heads.jsonl" ? world.heads[line - 1] : world.files.get(file);
    const refused = refusal(() => judge[file]?.(bytesOf(changed(read(text as Bytes, file), change)), line));
    if (refused !== change.check) found.push(`${JSON.stringify(change)}: ${refused || "taken"}`);
  }
  assert.deepEqual(found, []);
  assert.ok(changes.length > 400);
});
