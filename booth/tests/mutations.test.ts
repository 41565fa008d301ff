/** The worked election, changed one field at a time: refused, however much the forger signs anew. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { HeadCheck, signHead } from "../src/board/heads.ts";
import { Replay } from "../src/board/replay.ts";
import { asJson, readTranscript } from "../src/ceremony/messages.ts";
import { isPoint, verifyTranscript } from "../src/ceremony/verify.ts";
import { base64, type Bytes, fromBase64, fromHex, hex, utf8 } from "../src/core/bytes.ts";
import { bytesOf, type Json, read } from "../src/core/canonical.ts";
import { ensure } from "../src/core/invalid.ts";
import { electionKey, readManifest } from "../src/core/manifest.ts";
import { readRoll } from "../src/core/roll.ts";
import { trackerOf } from "../src/core/sealed.ts";
import { sign } from "../src/core/signature.ts";
import { State } from "../src/board/state.ts";
import { checkCeremony, checkRoll } from "../src/archive/verify.ts";
import { mutations } from "./mutations.ts";
import { counted, pair, refusal, vector, type World, worked } from "./world.ts";

const secrets = vector<{ secrets: { voters: string[]; board: string; scrutineers: string[] } }>("board.json").secrets;

/** The replay before each entry, so that a change is tried where it stands. */
async function before(naive = false): Promise<{ world: World; replays: Replay[] }> {
  const world = await worked();
  const replay = world.start(naive);
  const replays = world.lines.map((line) => {
    const copy = replay.clone();
    replay.add(line);
    return copy;
  });
  return { world, replays };
}

const prepared = before();

for (const naive of [false, true]) {
  test(`attack 13: every field of every board entry, changed with all heads signed anew, is refused ${naive ? "one equation at a time" : "together"}`, () => changeAll(naive));
}

async function changeAll(naive: boolean): Promise<void> {
  const { world, replays } = naive ? await before(true) : await prepared;
  const signers = [secrets.board, ...secrets.scrutineers].map(pair);
  let tried = 0;
  const kinds = new Set<string>();
  for (const [at, line] of world.lines.entries()) {
    const { kind, item } = read(line, "line") as { kind: string; item?: string };
    // Only what carries proofs of a ballot is read differently.
    if (naive && kind !== "ballot" && kind !== "audit") continue;
    // Every field of every entry; each of its variants where an entry of this kind on this item comes first.
    const again = kinds.has(`${kind} ${item ?? ""}`);
    kinds.add(`${kind} ${item ?? ""}`);
    const fields = new Set<string>();
    for (const mutation of mutations(read(line, "line"))) {
      const field = `${mutation.kind} ${mutation.path}`;
      if (again && fields.has(field)) continue;
      fields.add(field);
      // A forger who signs all heads may leave one of three good rehearsal shares out: that is another board, not a false one.
      if (mutation.kind === "resize" && mutation.path === ".shares") continue;
      const replay = (replays[at] as Replay).clone();
      const refused = refusal(() => {
        replay.add(utf8(mutation.text));
        for (const later of world.lines.slice(at + 1)) replay.add(later);
        const heads = new HeadCheck(world.manifest, replay.heads);
        for (const signer of signers) {
          heads.add(bytesOf(asJson(signHead(world.manifest.election, replay.length, replay.head, signer, counted()), ["head"])));
        }
        heads.finish(replay.state.sealed);
        checkFiles(world, replay);
      });
      assert.notEqual(refused, "", `entry ${at + 1} ${mutation.kind} ${mutation.path}`);
      tried++;
    }
  }
  assert.ok(tried > (naive ? 800 : 1800), String(tried));
}

/** The papers as the board now describes them, against those in the archive. */
function checkFiles(world: World, replay: Replay): void {
  const described = (replay.state.papers ?? []).map((file) => `${file.name} ${file.size} ${hex(file.sha256)}`);
  const kept = read(world.lines.at(-2) as Bytes, "papers") as { files: { name: string; size: number; sha256: string }[] };
  const there = kept.files.map((file) => `${file.name} ${file.size} ${file.sha256}`);
  ensure(JSON.stringify(described) === JSON.stringify(there), "papers", "files");
}

test("attack 08, 09: a board entry left out, moved or put twice is refused", async () => {
  const { world, replays } = await prepared;
  const heads = (replay: Replay): void => {
    const check = new HeadCheck(world.manifest, replay.heads);
    for (const line of world.heads) check.add(line);
    check.finish(replay.state.sealed);
  };
  for (const at of [0, 1, 2, 10, 50, 70, 90, world.lines.length - 2, world.lines.length - 1]) {
    const line = world.lines[at] as Bytes;
    const next = world.lines[at + 1];
    const changed: Bytes[][] = [world.lines.slice(at + 1), [line, line, ...world.lines.slice(at + 1)]];
    if (next) changed.push([next, line, ...world.lines.slice(at + 2)]);
    for (const [how, rest] of changed.entries()) {
      const replay = (replays[at] as Replay).clone();
      const refused = refusal(() => {
        for (const one of rest) replay.add(one);
        heads(replay);
      });
      assert.notEqual(refused, "", `entry ${at + 1} change ${how}`);
    }
  }
});

test("attack 01, 13: every part of a ballot changed and signed anew by its own voter is refused for its proofs", async () => {
  const { world, replays } = await prepared;
  const voters = new Map(secrets.voters.map(pair).map((keys) => [hex(keys.public), keys]));
  const kinds = new Set<string>();
  for (const [at, line] of world.lines.entries()) {
    const entry = read(line, "line") as { kind: string; item: string; key: string; ciphertexts: string; proofs: string; counter: number; previous: string };
    const voter = voters.get(entry.key);
    if (entry.kind !== "ballot" || kinds.has(entry.item) || voter === undefined) continue;
    kinds.add(entry.item);
    const item = world.manifest.items.get(entry.item);
    assert.ok(item);
    const place = { election: world.manifest.election, key: electionKey(world.manifest), item, voter: voter.public };
    for (const member of ["ciphertexts", "proofs"] as const) {
      const whole = fromBase64(entry[member]);
      for (let piece = 0; piece < whole.length; piece += 32 * (kinds.size === 1 ? 1 : 5)) {
        const bytes = whole.slice();
        // Another canonical point where points stand, a small canonical scalar where scalars stand.
        const points = member === "ciphertexts" || isPoint(whole.subarray(piece, piece + 32));
        bytes.set(points ? whole.subarray(piece === 0 ? 32 : 0, piece === 0 ? 64 : 32) : Uint8Array.of(7, ...new Uint8Array(31)), piece);
        const parts = { ciphertexts: fromBase64(entry.ciphertexts), proofs: fromBase64(entry.proofs), [member]: bytes };
        const sealed = { place: { ...place, counter: entry.counter, previous: fromHex(entry.previous) }, ...parts, signature: new Uint8Array(64) };
        const signature = sign(voter, "ballot", trackerOf(sealed), counted());
        const forged = { ...entry, [member]: base64(bytes), signature: base64(signature) };
        const refused = refusal(() => (replays[at] as Replay).clone().add(bytesOf(forged)));
        assert.ok(["proof", "ballot", "duplicate"].includes(refused), `${entry.item} ${member} ${piece / 32}: ${refused || "taken"}`);
      }
    }
  }
  assert.deepEqual([...kinds].sort(), ["appraisal", "board", "committee", "plan", "small"]);
});

test("attack 13: every field of the manifest changed is refused", async () => {
  const world = await worked();
  const file = (name: string): Bytes => world.files.get(name) as Bytes;
  let tried = 0;
  for (const mutation of mutations(read(file("manifest.json"), "manifest"))) {
    const refused = refusal(() => {
      const manifest = readManifest(utf8(mutation.text));
      const roll = readRoll(file("roll.txt"));
      checkRoll(manifest, roll);
      new Replay(new State(manifest, checkCeremony(manifest, file("dkg.json")), roll)).add(world.lines[0] as Bytes);
    });
    assert.notEqual(refused, "", `${mutation.kind} ${mutation.path}`);
    tried++;
  }
  assert.ok(tried > 200, String(tried));
});

test("attack 13: every field of the key ceremony changed is refused, whatever hash the manifest names", async () => {
  const world = await worked();
  for (const mutation of mutations(read(world.files.get("dkg.json") as Bytes, "dkg"))) {
    assert.notEqual(refusal(() => verifyTranscript(readTranscript(utf8(mutation.text)))), "", `${mutation.kind} ${mutation.path}`);
  }
});

test("attack 09, 13: every field of every signed head changed is refused", async () => {
  const { world, replays } = await prepared;
  const last = (replays.at(-1) as Replay).clone();
  last.add(world.lines.at(-1) as Bytes);
  const check = (lines: readonly Bytes[]): string =>
    refusal(() => {
      const heads = new HeadCheck(world.manifest, last.heads);
      for (const line of lines) heads.add(line);
      heads.finish(true);
    });
  assert.equal(check(world.heads), "");
  for (const [at, line] of world.heads.entries()) {
    for (const mutation of mutations(read(line, "head") as Json)) {
      const changed = world.heads.map((one, other) => (other === at ? utf8(mutation.text) : one));
      assert.notEqual(check(changed), "", `line ${at + 1} ${mutation.kind} ${mutation.path}`);
    }
  }
  assert.equal(check(world.heads.slice(0, -1)), "head");
});

test("attack 07: every line of the roll changed is refused", async () => {
  const world = await worked();
  const text = world.files.get("roll.txt") as Bytes;
  for (let at = 0; at < text.length; at += 13) {
    const changed = text.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(refusal(() => checkRoll(world.manifest, readRoll(changed))), "roll", String(at));
  }
  assert.equal(refusal(() => checkRoll(world.manifest, readRoll(text.slice(65)))), "roll");
});
