/** The vectors of the protocol, all of them; the same files the Python library reads. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { decryptContext, lagrange, sums } from "../src/board/counting.ts";
import { readTranscript } from "../src/ceremony/messages.ts";
import { sessionOf, verifyTranscript } from "../src/ceremony/verify.ts";
import { base64, fromBase64, fromHex, hex, pieces, utf8 } from "../src/core/bytes.ts";
import { read, write } from "../src/core/canonical.ts";
import { firstFalse, firstFalseOneByOne } from "../src/core/equations.ts";
import { point, scalar, scalarBytes, tabled } from "../src/core/group.ts";
import { electionKey } from "../src/core/manifest.ts";
import { proveEquality, proveRange, rangeEquations, verifyEquality } from "../src/core/proofs.ts";
import { cast, open, prepare, shortTracker } from "../src/core/sealed.ts";
import { sign, verify } from "../src/core/signature.ts";
import { challenge, digest, hash, SUITE } from "../src/core/transcript.ts";
import { pair, refusal, replayed, vector, worked } from "./world.ts";

type Texts = Record<string, string>;
const secret = (text: string): bigint => scalar(fromHex(text), "json", "secret");
const read32 = (text: string): ReturnType<typeof point> => point(fromHex(text), "json", "point");

test("transcript.json gives hash, digest and challenge", () => {
  const given = vector<{ suite: string; label: string; parts: string[]; hash: string; digest: string; challenge: string }>("transcript.json");
  const parts = given.parts.map((part) => fromHex(part));
  assert.equal(given.suite, SUITE);
  assert.equal(hex(hash(given.label, ...parts)), given.hash);
  assert.equal(hex(digest(given.label, ...parts)), given.digest);
  assert.equal(hex(scalarBytes(challenge(given.label, ...parts))), given.challenge);
});

test("canonical.json takes the good texts and refuses the bad ones", () => {
  const given = vector<{ good: string[]; bad: string[] }>("canonical.json");
  for (const text of given.good) assert.equal(write(read(fromHex(text), "good")), new TextDecoder().decode(fromHex(text)));
  for (const text of given.bad) assert.equal(refusal(() => read(fromHex(text), "bad")), "json", text);
});

test("signature.json is signed alike, taken, and refused where it must be", () => {
  const given = vector<Texts & { bad_signatures: string[] }>("signature.json");
  const keys = pair(given["secret"] as string);
  const message = fromHex(given["message"] as string);
  const purpose = given["purpose"] as string;
  assert.equal(hex(keys.public), given["public"]);
  const made = sign(keys, purpose, message, replayed(given["entropy"] as string));
  assert.equal(hex(made), given["signature"]);
  verify(keys.public, purpose, message, made, "own");
  assert.equal(refusal(() => verify(fromHex(given["other_public"] as string), purpose, message, made, "")), "signature");
  assert.equal(refusal(() => verify(keys.public, "audit", message, made, "")), "signature");
  assert.equal(refusal(() => verify(new Uint8Array(32), purpose, message, made, "")), "signature");
  for (const bad of given["bad_signatures"] as unknown as string[]) {
    assert.equal(refusal(() => verify(keys.public, purpose, message, fromHex(bad), "")), "signature", bad);
  }
});

test("equality.json is proved alike and taken", () => {
  const given = vector<Texts>("equality.json") as { [name in "context" | "secret" | "public" | "base" | "image" | "entropy" | "proof"]: string };
  const [context, key, of, image] = [given.context, given.public, given.base, given.image].map((text) => fromHex(text)) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const made = proveEquality(context, secret(given.secret), key, read32(given.base), image, replayed(given.entropy));
  assert.equal(hex(made), given.proof);
  verifyEquality(context, key, of, image, made, "vector");
  const context2 = context.map((byte) => byte ^ 1);
  assert.equal(refusal(() => verifyEquality(context2, key, of, image, made, "")), "proof");
});

interface RangeVector {
  readonly [name: string]: string | number;
}

test("range.json is proved alike, taken, and no other range is", () => {
  for (const given of vector<RangeVector[]>("range.json")) {
    const text = (name: string): string => given[name] as string;
    const number = (name: string): number => given[name] as number;
    const range = {
      key: tabled(read32(text("key"))),
      label: given["label"] as "cell" | "sum",
      context: fromHex(text("context")),
      index: number("index"),
      low: number("low"),
      high: number("high"),
    };
    const entropy = replayed(text("entropy"));
    const made = proveRange(range, number("value"), secret(text("randomness")), entropy);
    assert.equal(hex(made), given["proof"]);
    assert.equal(entropy.left() % 64, 0);
    const [left, right] = pieces(fromHex(text("ciphertext"))).map((bytes) => point(bytes, "json", "ciphertext")) as [never, never];
    assert.equal(firstFalse(rangeEquations(range, left, right, made, "vector")), null);
    assert.equal(firstFalseOneByOne(rangeEquations(range, left, right, made, "vector")), null);
    for (const other of [{ ...range, index: 6 }, { ...range, label: "sum" as const, index: 5 }, { ...range, low: range.low + 1, high: range.high + 1 }]) {
      if (other.label === range.label && other.index === range.index && other.low === range.low) continue;
      assert.notEqual(firstFalse(rangeEquations(other, left, right, made, "")), null);
    }
  }
});

interface BallotVector {
  readonly item: string;
  readonly secret: string;
  readonly choices: number[];
  readonly entropy_prepare: string;
  readonly entropy_sign: string;
  readonly entropy_audit: string;
  readonly context: string;
  readonly tracker: string;
  readonly short_tracker: string;
  readonly ballot: { readonly counter: number; readonly previous: string };
  readonly audit: unknown;
}

test("ballot.json is prepared, cast and opened alike, for every kind of item", async () => {
  const { manifest } = await worked();
  for (const given of vector<BallotVector[]>("ballot.json")) {
    const voter = pair(given.secret);
    const item = manifest.items.get(given.item);
    assert.ok(item);
    const place = { election: manifest.election, key: electionKey(manifest), item, voter: voter.public };
    const chained = { ...place, counter: given.ballot.counter, previous: fromHex(given.ballot.previous) };
    const prepared = prepare(chained, given.choices, replayed(given.entropy_prepare));
    assert.equal(hex(prepared.context), given.context);
    assert.equal(hex(prepared.tracker), given.tracker);
    assert.equal(shortTracker(prepared.tracker), given.short_tracker);
    assert.deepEqual(cast(prepared, voter, replayed(given.entropy_sign)), given.ballot);
    assert.deepEqual(open(prepared, voter, replayed(given.entropy_audit)), given.audit);
  }
});

interface DkgVector {
  readonly transcript: string;
  readonly hash: string;
  readonly session: string;
  readonly key: string;
  readonly trustees: { index: number; sign_secret: string; encrypt_secret: string; share_secret: string; share_public: string }[];
  readonly lagrange_1_3: string[];
}

test("dkg.json is verified, and gives key, halves and weights", () => {
  const given = vector<DkgVector>("dkg.json");
  const transcript = readTranscript(utf8(given.transcript));
  const ceremony = verifyTranscript(transcript);
  assert.equal(hex(digest("dkg", utf8(given.transcript))), given.hash);
  assert.equal(hex(sessionOf(transcript.nonce, transcript.threshold, transcript.trustees)), given.session);
  assert.equal(hex(ceremony.key), given.key);
  for (const one of given.trustees) {
    assert.equal(hex(ceremony.halves.get(one.index) as Uint8Array), one.share_public);
    assert.equal(hex(pair(one.share_secret).public), one.share_public);
    assert.equal(hex(pair(one.sign_secret).public), hex(transcript.trustees[one.index - 1]?.sign as Uint8Array));
  }
  assert.deepEqual(lagrange([1, 3]).map((weight) => hex(scalarBytes(weight))), given.lagrange_1_3);
});

interface Complained {
  readonly name: string;
  readonly transcript: string;
  readonly check: string;
  readonly key?: string;
  readonly qualified?: readonly number[];
}

test("attack 10: complaints.json: a bad dealer leaves the key, a false complaint is refused", () => {
  const all = vector<Complained[]>("complaints.json");
  for (const { name, transcript, check, key, qualified } of all) {
    let found: { key: string; qualified: readonly number[] } | undefined;
    const refused = refusal(() => {
      const { key: whole, halves } = verifyTranscript(readTranscript(utf8(transcript)));
      found = { key: hex(whole), qualified: [...halves.keys()] };
    });
    assert.equal(refused, check, name);
    assert.deepEqual(found, check === "" ? { key, qualified } : undefined, name);
  }
  assert.equal(all.filter(({ check }) => check === "").length, 2);
});

test("share.json is the tally of the replayed board, decrypted alike", async () => {
  const given = vector<{ item: string; count: number; ciphertexts: string; trustee: number; entropy: string; factors: string; proofs: string }>("share.json");
  const shares = vector<{ secrets: { shares: string[] } }>("board.json").secrets.shares;
  const world = await worked();
  const replay = world.start();
  for (const line of world.lines) replay.add(line);
  const tally = sums(replay.state.count(given.item, "tally", "vector"));
  assert.equal(base64(tally.ciphertexts), given.ciphertexts);
  assert.equal(tally.count, given.count);
  const keys = pair(shares[given.trustee - 1] as string);
  const entropy = replayed(given.entropy);
  const made = tally.lefts.map((left, cell) => {
    const of = point(left, "json", "left");
    const image = of.multiply(keys.secret).toBytes();
    const context = decryptContext(world.manifest.election, given.item, tally, given.trustee, cell);
    return [image, proveEquality(context, keys.secret, keys.public, of, image, entropy)] as const;
  });
  assert.deepEqual(made.map(([image]) => hex(image)), pieces(fromBase64(given.factors)).map(hex));
  assert.deepEqual(made.map(([, proof]) => hex(proof)), pieces(fromBase64(given.proofs), 96).map(hex));
});
