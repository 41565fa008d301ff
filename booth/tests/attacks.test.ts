/** Known attacks on ballots and counts, each with the number it has in the list; the others stand in the tests beside this. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Replay } from "../src/board/replay.ts";
import { base64, type Bytes, fromBase64, fromHex, hex, join, pieces } from "../src/core/bytes.ts";
import { bytesOf, type Json, read } from "../src/core/canonical.ts";
import { base, inverse, mod, point, publicTimes, scalar, times } from "../src/core/group.ts";
import { electionKey } from "../src/core/manifest.ts";
import { cast, type Place, prepare, trackerOf } from "../src/core/sealed.ts";
import { type KeyPair, sign, verify } from "../src/core/signature.ts";
import { challenge, digest } from "../src/core/transcript.ts";
import { counted, pair, refusal, vector, type World, worked } from "./world.ts";

type Entry = { [name: string]: Json };

const secrets = vector<{ secrets: { voters: string[]; shares: string[] } }>("board.json").secrets;
const voters = secrets.voters.map(pair);

/** The board of the worked election before its entry of this kind, and that entry. */
async function at(wanted: (entry: Entry) => boolean): Promise<{ world: World; replay: Replay; entry: Entry }> {
  const world = await worked();
  const replay = world.start();
  for (const line of world.lines) {
    const entry = read(line, "line") as Entry;
    if (wanted(entry)) return { world, replay, entry };
    replay.add(line);
  }
  throw new Error("no such entry");
}

const firstBallot = (): ReturnType<typeof at> => at(({ kind }) => kind === "ballot");

function placeOf(world: World, item: string, voter: KeyPair, election = world.manifest.election): Place {
  const found = world.manifest.items.get(item);
  assert.ok(found);
  return { election, key: electionKey(world.manifest), item: found, voter: voter.public, counter: 1, previous: new Uint8Array(32) };
}

/** Sign a changed entry as its voter would: signatures alone must not be what saves us. */
function resigned(place: Place, entry: Entry, voter: KeyPair): Bytes {
  const parts = { ciphertexts: fromBase64(entry["ciphertexts"] as string), proofs: fromBase64(entry["proofs"] as string) };
  const tracker = trackerOf({ place, ...parts, signature: new Uint8Array(64) });
  return bytesOf({ ...entry, key: hex(voter.public), signature: base64(sign(voter, "ballot", tracker, counted(9))) });
}

const [one, two] = voters as [KeyPair, KeyPair];
const YES = [1, 0, 0];

test("attack 01: options or items permuted, proofs of another ballot", async () => {
  const { world, replay } = await firstBallot();
  const place = placeOf(world, "plan", one);
  const entry = cast(prepare(place, YES, counted(1)), one, counted(2)) as Entry;
  const other = cast(prepare(place, YES, counted(3)), one, counted(4)) as Entry;
  const cells = pieces(fromBase64(entry["ciphertexts"] as string), 64) as [Bytes, Bytes, Bytes];
  const swapped = { ...entry, ciphertexts: base64(join(cells[1], cells[0], cells[2])) };
  const tried = (changed: Entry): string => refusal(() => replay.clone().add(resigned(place, changed, one)));
  assert.equal(tried(entry), "");
  assert.equal(tried(swapped), "proof");
  assert.equal(tried({ ...entry, proofs: other["proofs"] as string }), "proof");
});

test("attack 02: a factor moved under an old decryption proof", async () => {
  const { replay, entry } = await at(({ kind }) => kind === "share");
  const factors = pieces(fromBase64(entry["factors"] as string));
  const moved = point(factors[0] as Bytes, "share", "factor").add(base()).toBytes();
  const changed = { ...entry, factors: base64(join(moved, ...factors.slice(1))) };
  assert.equal(refusal(() => replay.clone().add(bytesOf(changed))), "share");
});

test("attack 03: a ballot copied, covered anew, or with randomness used twice", async () => {
  const { world, replay } = await firstBallot();
  const [mine, theirs] = [placeOf(world, "plan", one), placeOf(world, "plan", two)];
  const entry = cast(prepare(mine, YES, counted(1)), one, counted(2)) as Entry;
  assert.equal(refusal(() => replay.clone().add(resigned(theirs, entry, two))), "proof");
  const shifted = pieces(fromBase64(entry["ciphertexts"] as string)).map((bytes, half) => {
    const by = times(half % 2 === 0 ? base() : electionKey(world.manifest), 5n);
    return point(bytes, "ballot", "half").add(by).toBytes();
  });
  assert.equal(refusal(() => replay.clone().add(resigned(theirs, { ...entry, ciphertexts: base64(join(...shifted)) }, two))), "proof");
  const both = replay.clone();
  both.add(bytesOf(entry));
  const again = cast(prepare(theirs, YES, counted(1)), two, counted(2));
  assert.equal(refusal(() => both.add(bytesOf(again))), "duplicate");
  // In two cells of one ballot, too: every proof and the signature hold.
  const repeating = counted(6);
  const drawn = repeating(64);
  let draws = 0;
  const twice = prepare(mine, YES, (size) => (++draws <= 2 ? drawn : repeating(size)));
  assert.equal(refusal(() => replay.clone().add(bytesOf(cast(twice, one, counted(7))))), "duplicate");
});

test("attack 05: the only generator is that of the standard", () => {
  assert.equal(hex(base().toBytes()), "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76");
});

test("attack 06: two voters never have one tracker", async () => {
  const { world } = await firstBallot();
  const [mine, theirs] = [one, two].map((voter) => prepare(placeOf(world, "plan", voter), YES, counted(1)));
  assert.equal(hex(mine?.ciphertexts as Bytes), hex(theirs?.ciphertexts as Bytes));
  assert.notEqual(hex(mine?.tracker as Bytes), hex(theirs?.tracker as Bytes));
});

test("attack 07: a stranger's key, and a key that is no point, are on no roll", async () => {
  const { world, replay } = await firstBallot();
  const stranger = pair(`07${"00".repeat(31)}`);
  const entry = cast(prepare(placeOf(world, "plan", stranger), YES, counted(1)), stranger, counted(2));
  assert.equal(refusal(() => replay.clone().add(bytesOf(entry))), "roll");
  const added = await at(({ kind }) => kind === "roll_add");
  for (const key of [`01${"00".repeat(31)}`, "00".repeat(32)]) {
    // The scrutineers' signatures fail first, as they must: they signed another key.
    assert.equal(refusal(() => added.replay.clone().add(bytesOf({ ...added.entry, key }))), "signature");
  }
});

test("attack 08: an old ballot sent again", async () => {
  const { replay, entry } = await at(({ kind, counter }) => kind === "ballot" && counter === 2);
  replay.add(bytesOf(entry));
  assert.equal(refusal(() => replay.clone().add(bytesOf(entry))), "chain");
});

test("attack 12: another key fitted to a signature", async () => {
  const message = digest("example", fromHex("00"));
  const signature = sign(one, "ballot", message, counted(3));
  const [commitment, response] = [signature.subarray(0, 32), scalar(signature.subarray(32), "signature", "s")];
  const plain = challenge("signature", "ballot", commitment, message);
  const left = publicTimes(base(), response).subtract(point(commitment, "signature", "R"));
  const other = left.multiply(mod(inverse(plain))).toBytes();
  assert.equal(refusal(() => verify(other, "ballot", message, signature, "here")), "signature");
  verify(one.public, "ballot", message, signature, "here");
});

test("attack 16: a poison ballot is refused where it stands and stalls nothing", async () => {
  const { world, replay, entry } = await firstBallot();
  const place = placeOf(world, "plan", one);
  const good = cast(prepare(place, YES, counted(1)), one, counted(2)) as Entry;
  const cells = pieces(fromBase64(good["ciphertexts"] as string));
  const [zero, none] = [new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31))];
  for (const poison of [zero, none, Uint8Array.from(zero, () => 255)]) {
    assert.equal(refusal(() => replay.add(resigned(place, { ...good, ciphertexts: base64(join(poison, ...cells.slice(1))) }, one))), "ballot");
  }
  // A thousand votes in one cell, with the best proof there is.
  const many = point(cells[1] as Bytes, "ballot", "B").add(times(base(), 999n)).toBytes();
  assert.equal(refusal(() => replay.add(resigned(place, { ...good, ciphertexts: base64(join(cells[0] as Bytes, many, ...cells.slice(2))) }, one))), "proof");
  replay.add(bytesOf(entry));
});

test("attack 17: a ballot of one election cast in another", async () => {
  const { world, replay } = await firstBallot();
  const entry = cast(prepare(placeOf(world, "plan", one, digest("manifest", fromHex("00"))), YES, counted(1)), one, counted(2)) as Entry;
  assert.equal(refusal(() => replay.clone().add(resigned(placeOf(world, "plan", one), entry, one))), "proof");
});

test("attack 18: fewer ballots than k_min are not added up", async () => {
  const { world, replay, entry } = await at(({ kind }) => kind === "withheld");
  const count = replay.state.counts.get(entry["item"] as string);
  assert.ok(count && count.count < world.manifest.kMin);
  const ciphertexts = base64(join(...count.lefts.flatMap((left, cell) => [left.toBytes(), (count.rights[cell] as typeof left).toBytes()])));
  const tally = { kind: "tally", item: entry["item"] as string, count: count.count, ciphertexts };
  assert.equal(refusal(() => replay.clone().add(bytesOf(tally))), "tally");
  replay.add(bytesOf(entry));
});
