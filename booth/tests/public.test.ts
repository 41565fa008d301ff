/** Published vectors: RFC 9496 (the group), RFC 9497 (equality of logarithms), RFC 9591 (shares and weights). */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ristretto255_hasher } from "@noble/curves/ed25519.js";
import { lagrange } from "../src/board/counting.ts";
import { publicShare, shareFits } from "../src/ceremony/verify.ts";
import { fromHex, hex } from "../src/core/bytes.ts";
import { base, mod, ORDER, point, publicSum, publicTimes, scalar, scalarBytes, times } from "../src/core/group.ts";
import { readCiphertexts } from "../src/core/sealed.ts";
import { verify } from "../src/core/signature.ts";
import { refusal, vector, worked } from "./world.ts";

interface Group {
  readonly multiples_of_the_base: string[];
  readonly bad_encodings: string[];
  readonly from_uniform: { uniform: string; point: string }[];
}

const group = vector<Group>("public/rfc9496.json");
const read = (text: string): ReturnType<typeof point> => point(fromHex(text), "ballot", "point");
const secret = (text: string): bigint => scalar(fromHex(text), "ballot", "scalar");

test("RFC 9496: multiples of the base, with either multiplication", () => {
  group.multiples_of_the_base.forEach((text, factor) => {
    assert.equal(hex(times(base(), BigInt(factor)).toBytes()), text);
    assert.equal(hex(publicTimes(base(), BigInt(factor)).toBytes()), text);
    assert.equal(hex(read(text).toBytes()), text);
    assert.ok(read(text).equals(publicSum([base()], [BigInt(factor)])));
  });
});

test("RFC 9496: uniform bytes become the published points", () => {
  for (const one of group.from_uniform) assert.equal(hex(ristretto255_hasher.deriveToCurve?.(fromHex(one.uniform)).toBytes() as Uint8Array), one.point);
});

test("attack 04: every bad encoding of RFC 9496 is refused in every field that holds a point", async () => {
  const item = (await worked()).manifest.items.get("small");
  assert.ok(item);
  for (const text of group.bad_encodings) {
    const bad = fromHex(text);
    assert.equal(refusal(() => point(bad, "ballot", "")), "ballot", text);
    const pieces = [base(), base(), base(), base()].map((one) => one.toBytes());
    for (let at = 0; at < 4; at++) {
      const bytes = Uint8Array.from(pieces.flatMap((piece, other) => [...(other === at ? bad : piece)]));
      assert.equal(refusal(() => readCiphertexts(item, bytes, "")), "ballot");
    }
    const rest = new Uint8Array(32);
    assert.equal(refusal(() => verify(bad, "ballot", rest, Uint8Array.from([...base().toBytes(), ...rest]), "")), "signature");
    assert.equal(refusal(() => verify(base().toBytes(), "ballot", rest, Uint8Array.from([...bad, ...rest]), "")), "signature");
  }
});

test("scalars at and above the order are refused", () => {
  for (const value of [ORDER, ORDER + 1n, 2n ** 253n, 2n ** 256n - 1n]) assert.equal(refusal(() => scalar(scalarBytes(value), "proof", "")), "proof");
  assert.equal(scalar(scalarBytes(ORDER - 1n), "proof", ""), ORDER - 1n);
});

interface Dleq {
  readonly secret: string;
  readonly public: string;
  readonly cases: { blinded: string[]; evaluated: string[]; proof: string; random: string }[];
}

test("RFC 9497: evaluations are the secret's multiples, and the published proofs hold", () => {
  const given = vector<Dleq>("public/rfc9497-dleq.json");
  assert.equal(hex(times(base(), secret(given.secret)).toBytes()), given.public);
  for (const one of given.cases) {
    one.blinded.forEach((text, at) => assert.equal(hex(times(read(text), secret(given.secret)).toBytes()), one.evaluated[at]));
    const proof = fromHex(one.proof);
    const [sealed, response] = [scalar(proof.slice(0, 32), "proof", ""), scalar(proof.slice(32), "proof", "")];
    const first = publicSum([base(), read(given.public)], [response, sealed]);
    // The first commitment is the published random scalar times the base: s·G + c·pk = r·G.
    assert.ok(first.equals(times(base(), secret(one.random))));
  }
});

interface Frost {
  readonly group_secret: string;
  readonly group_public: string;
  readonly coefficient: string;
  readonly shares: Record<string, string>;
}

test("RFC 9591: shares fit the polynomial, and two of three weigh up to the secret", () => {
  const given = vector<Frost>("public/rfc9591.json");
  const coefficients = [read(given.group_public), times(base(), secret(given.coefficient))];
  assert.equal(hex(times(base(), secret(given.group_secret)).toBytes()), given.group_public);
  const shares = new Map(Object.entries(given.shares).map(([index, text]) => [Number(index), secret(text)]));
  for (const [index, share] of shares) {
    assert.ok(shareFits(share, coefficients, index));
    assert.ok(!shareFits(mod(share + 1n), coefficients, index));
    assert.ok(publicShare(coefficients, index).equals(times(base(), share)));
  }
  for (const indices of [[1, 2], [1, 3], [2, 3], [1, 2, 3]]) {
    const weights = lagrange(indices);
    const whole = indices.reduce((sum, index, at) => sum + (weights[at] ?? 0n) * (shares.get(index) ?? 0n), 0n);
    assert.equal(mod(whole), secret(given.group_secret));
  }
});
