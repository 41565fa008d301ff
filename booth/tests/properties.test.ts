/** Laws that hold for all inputs. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lagrange } from "../src/board/counting.ts";
import { base64, fromBase64, fromHex, hex } from "../src/core/bytes.ts";
import { bytesOf, type Json, read } from "../src/core/canonical.ts";
import { encodeDoubles, half } from "../src/core/encoding.ts";
import { firstFalse, firstFalseOneByOne } from "../src/core/equations.ts";
import { base, mod, ORDER, point, publicSum, publicTimes, randomScalar, scalar, scalarBytes, tabled, times, ZERO } from "../src/core/group.ts";
import { type Item, readItem } from "../src/core/items.ts";
import { proveEquality, proveRange, rangeEquations, verifyEquality } from "../src/core/proofs.ts";
import { cast, open, prepare, readCiphertexts, trackerOf, verifyCast, verifyOpening, verifyProofs } from "../src/core/sealed.ts";
import { keyPair, sign, verify } from "../src/core/signature.ts";
import { counted, refusal } from "./world.ts";

const EDGES = [0n, 1n, 2n, ORDER - 1n, ORDER - 2n, ORDER / 2n, 2n ** 252n, 2n ** 128n - 1n];
const scalars = fc.oneof(fc.bigInt({ min: 0n, max: ORDER - 1n }), fc.constantFrom(...EDGES));
const nonzero = scalars.filter((value) => value !== 0n);
const bytes = (size: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: size, maxLength: size });
const seeds = fc.integer({ min: 1, max: 1e9 });
const runs = (numRuns: number): fc.Parameters<unknown> => ({ numRuns });

test("bytes survive hex, base64 and scalars", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (given) => {
    assert.deepEqual(fromHex(hex(given)), given);
    assert.deepEqual(fromBase64(base64(given)), given);
  }));
  fc.assert(fc.property(scalars, (value) => assert.equal(scalar(scalarBytes(value), "proof", ""), value)));
});

test("a base64 text that is taken is the only one of its bytes", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."ABab01+/=-_ "), maxLength: 12 }), (text) => {
    let taken: Uint8Array | null = null;
    refusal(() => (taken = fromBase64(text)));
    if (taken !== null) assert.equal(base64(taken), text);
  }), runs(2000));
});

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom<Json>(null, true, false),
    fc.maxSafeNat(),
    fc.string({ unit: "grapheme" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z0-9_]{1,6}$/), tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("a JSON value has one canonical text, and one more space or another order is refused", () => {
  fc.assert(fc.property(json, fc.nat(), (value, at) => {
    const text = bytesOf(value);
    assert.deepEqual(bytesOf(read(text, "")), text);
    const place = at % (text.length + 1);
    const longer = Uint8Array.from([...text.subarray(0, place), 32, ...text.subarray(place)]);
    let again: Json = null;
    // Where the space fell into a string it is another value; everywhere else it is refused.
    if (refusal(() => (again = read(longer, ""))) === "") assert.deepEqual(bytesOf(again), longer);
  }));
});

test("secret and public multiplication agree, and multiply like numbers", () => {
  fc.assert(fc.property(scalars, scalars, (one, other) => {
    const of = times(base(), one);
    assert.ok(of.equals(publicTimes(base(), one)));
    assert.ok(times(of, other).equals(times(base(), mod(one * other))));
    assert.ok(of.add(times(base(), other)).equals(times(base(), mod(one + other))));
    assert.ok(publicSum([of, base()], [other, one]).equals(times(base(), mod(one * other + one))));
    assert.deepEqual(point(of.toBytes(), "ballot", "").toBytes(), of.toBytes());
  }), runs(25));
});

test("doubles are encoded in one go as each is alone", () => {
  const edges = [ZERO, base(), base().negate(), times(base(), half(1n))];
  fc.assert(fc.property(fc.array(scalars, { maxLength: 8 }), (factors) => {
    const points = [...edges, ...factors.map((factor) => times(base(), factor)), ...factors.map((factor) => publicTimes(base(), factor).add(base()))];
    assert.deepEqual(encodeDoubles(points).map(hex), points.map((one) => hex(one.double().toBytes())));
    for (const factor of factors) assert.deepEqual(encodeDoubles([times(base(), half(factor))])[0], times(base(), factor).toBytes());
  }), runs(40));
});

test("attack 12: a signature holds for its own key, purpose and message alone", () => {
  fc.assert(fc.property(seeds, fc.uint8Array({ maxLength: 40 }), fc.nat(511), (seed, message, bit) => {
    const keys = keyPair(counted(seed));
    const made = sign(keys, "ballot", message, counted(seed + 1));
    verify(keys.public, "ballot", message, made, "");
    const flipped = made.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(refusal(() => verify(keys.public, "ballot", message, flipped, "")), "signature");
    assert.equal(refusal(() => verify(keys.public, "audit", message, made, "")), "signature");
    assert.equal(refusal(() => verify(keys.public, "ballot", Uint8Array.of(...message, 0), made, "")), "signature");
    assert.equal(refusal(() => verify(keyPair(counted(seed + 2)).public, "ballot", message, made, "")), "signature");
  }), runs(15));
});

test("equal logarithms are proved, unequal ones never", () => {
  fc.assert(fc.property(nonzero, nonzero, bytes(64), seeds, (secret, other, context, seed) => {
    const of = times(base(), other);
    const key = times(base(), secret).toBytes();
    const image = times(of, secret).toBytes();
    const proof = proveEquality(context, secret, key, of, image, counted(seed));
    verifyEquality(context, key, of.toBytes(), image, proof, "");
    const wrong = times(of, mod(secret + 1n)).toBytes();
    const forged = proveEquality(context, secret, key, of, wrong, counted(seed));
    assert.equal(refusal(() => verifyEquality(context, key, of.toBytes(), wrong, forged, "")), "proof");
    assert.equal(refusal(() => verifyEquality(context, key, of.toBytes(), wrong, proof, "")), "proof");
  }), runs(10));
});

test("a value within its range is proved, one outside never", () => {
  const ranges = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), fc.nat(3));
  fc.assert(fc.property(ranges, nonzero, bytes(64), seeds, ([low, more, inside], secret, context, seed) => {
    const key = tabled(times(base(), 7n));
    const high = low + more;
    const value = low + (inside % (more + 1));
    const range = { key, label: "sum" as const, context, index: 2, low, high };
    const left = times(base(), secret);
    const sealed = (of: number): typeof left => times(key, secret).add(publicTimes(base(), BigInt(of)));
    const proof = proveRange(range, value, secret, counted(seed));
    assert.equal(firstFalse(rangeEquations(range, left, sealed(value), proof, "")), null);
    assert.notEqual(firstFalse(rangeEquations(range, left, sealed(high + 1), proof, "")), null);
    assert.notEqual(firstFalseOneByOne(rangeEquations(range, left, sealed(high + 1), proof, "")), null);
    assert.notEqual(firstFalse(rangeEquations({ ...range, index: 3 }, left, sealed(value), proof, "")), null);
  }), runs(10));
});

test("attack 15: errors that cancel in a plain sum do not cancel under weights", () => {
  const of = times(base(), 5n);
  const equations = [1n, -1n].map((error) => ({ where: "", terms: [[base(), mod(5n + error)], [of.negate(), 1n]] as const }));
  const plain = equations.flatMap(({ terms }) => [...terms]);
  assert.ok(publicSum(plain.map(([one]) => one), plain.map(([, factor]) => factor)).is0());
  assert.notEqual(firstFalse(equations), null);
});

test("shares of any threshold of trustees weigh up to the secret", () => {
  const some = fc.uniqueArray(fc.integer({ min: 1, max: 32 }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(some, seeds, (indices, seed) => {
    const entropy = counted(seed);
    const polynomial = indices.map(() => randomScalar(entropy));
    const at = (index: number): bigint => polynomial.reduceRight((value, one) => mod(value * BigInt(index) + one), 0n);
    const weights = lagrange(indices);
    assert.equal(mod(indices.reduce((sum, index, place) => sum + (weights[place] ?? 0n) * at(index), 0n)), polynomial[0]);
  }));
});

const items: fc.Arbitrary<{ item: Item; choices: number[] }> = fc
  .record({ kind: fc.constantFrom("one", "matrix", "choose", "candidates"), width: fc.integer({ min: 2, max: 4 }), rows: fc.integer({ min: 1, max: 2 }), seed: seeds })
  .map(({ kind, width, rows, seed }) => {
    const names = (many: number): string[] => Array.from({ length: many }, (_, at) => `选项 ${at + 1}`);
    const options = names(kind === "candidates" ? 3 : width);
    const high = 1 + (seed % options.length);
    const more = { one: {}, matrix: { rows: names(rows) }, choose: { min: 0, max: high }, candidates: { rows: names(rows), seats: 1 } }[kind] ?? {};
    const item = readItem({ id: "item", kind, title: "议题", options, revote: "last", majority: null, ...more }, "item");
    return { item, choices: chosen(item, seed, high) };
  });

function chosen(item: Item, seed: number, high: number): number[] {
  const width = item.options.length;
  if (item.kind === "choose") return item.options.map((_, cell) => (cell < seed % (high + 1) ? 1 : 0));
  const rows = Math.max(1, item.rows.length);
  return Array.from({ length: rows }, (_, row) => {
    const column = item.kind === "candidates" ? (row === 0 ? 0 : 1 + (seed % 2)) : (seed + row) % width;
    return Array.from({ length: width }, (_, cell) => (cell === column ? 1 : 0));
  }).flat();
}

test("a prepared ballot, of any kind, is taken when cast and opens to its choices when audited", () => {
  fc.assert(fc.property(items, seeds, ({ item, choices }, seed) => {
    const entropy = counted(seed);
    const voter = keyPair(entropy);
    const key = tabled(times(base(), 11n));
    const place = { election: new Uint8Array(32), key, item, voter: voter.public, counter: 1, previous: new Uint8Array(32) };
    const steps: number[] = [];
    const prepared = prepare(place, choices, entropy, (ready, of) => steps.push(ready / of));
    assert.equal(steps.at(-1), 1);
    const sealed = { place, ciphertexts: prepared.ciphertexts, proofs: prepared.proofs };
    const signed = (entry: { readonly [name: string]: Json }): Uint8Array => fromBase64(entry["signature"] as string);
    const one = { ...sealed, signature: signed(cast(prepared, voter, entropy)) };
    verifyCast(one, trackerOf(one), "");
    verifyProofs(one, readCiphertexts(item, one.ciphertexts, ""), "");
    const opened = open(prepared, voter, entropy);
    const other = { ...sealed, signature: signed(opened) };
    const opening = fromBase64(opened["opening"] as string);
    assert.deepEqual(verifyOpening(other, trackerOf(other), opened["choices"] as string, opening, ""), choices);
    const lie = choices.map((choice) => 1 - choice).join("");
    assert.equal(refusal(() => verifyOpening(other, trackerOf(other), lie, opening, "")), "signature");
    assert.equal(refusal(() => prepare(place, choices.map(() => 1).concat(1), entropy)), "ballot");
  }), runs(8));
});
