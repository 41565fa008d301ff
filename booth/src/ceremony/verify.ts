/** Checking a key ceremony from its transcript alone, and what it yields: the key and the trustees' public halves. */

import { type Bytes, hex, isZero, join, littleEndian, pieces, same, u64 } from "../core/bytes.ts";
import { base, ORDER, type Point, point, pointNotZero, publicSum, times, ZERO } from "../core/group.ts";
import { ensure, Invalid } from "../core/invalid.ts";
import { verifyEquality } from "../core/proofs.ts";
import { verify } from "../core/signature.ts";
import { digest, hash } from "../core/transcript.ts";
import { type Commit, type Complaint, type Confirm, type Registration, type Reveal, shareFor, type Transcript, writeTranscript } from "./messages.ts";

export interface Ceremony {
  readonly key: Bytes;
  readonly threshold: number;
  /** Public half of each qualified trustee's share, by index. */
  readonly halves: ReadonlyMap<number, Bytes>;
  readonly signKeys: ReadonlyMap<number, Bytes>;
  readonly disqualified: ReadonlySet<number>;
}

export function registrationMessage(nonce: Bytes, index: number, sign: Bytes, encrypt: Bytes): Bytes {
  return join(nonce, u64(index), sign, encrypt);
}

export function sessionOf(nonce: Bytes, threshold: number, trustees: readonly Registration[]): Bytes {
  const keys = trustees.map((one) => join(one.sign, one.encrypt));
  return digest("dkg-session", nonce, u64(threshold), u64(trustees.length), join(...keys));
}

export function commitmentOf(session: Bytes, trustee: number, coefficients: Bytes, possession: Bytes): Bytes {
  return digest("dkg-commitment", session, u64(trustee), coefficients, possession);
}

export function revealMessage(session: Bytes, reveal: Omit<Reveal, "signature">): Bytes {
  return digest("dkg-reveal", session, u64(reveal.trustee), reveal.coefficients, reveal.possession, reveal.shares);
}

export function complaintContext(session: Bytes, trustee: number, against: number): Bytes {
  return hash("dkg-complaint", session, u64(trustee), u64(against));
}

export function padOf(session: Bytes, from: number, to: number, ephemeral: Bytes, shared: Bytes): Bytes {
  return digest("dkg-pad", session, u64(from), u64(to), ephemeral, shared);
}

export function confirmMessage(transcript: Transcript): Bytes {
  return digest("dkg-transcript", writeTranscript({ ...transcript, confirms: [] }));
}

/** Check that no key is used twice, and that every trustee holds the secrets of its own. */
export function verifyRegistrations(nonce: Bytes, trustees: readonly Registration[]): void {
  verifyDistinct(trustees);
  for (const one of trustees) verifyRegistration(nonce, one);
}

function verifyDistinct(trustees: readonly Registration[]): void {
  const keys = trustees.flatMap((one) => [hex(one.sign), hex(one.encrypt)]);
  ensure(new Set(keys).size === keys.length, "dkg", "trustees with one key");
}

function verifyRegistration(nonce: Bytes, one: Registration): void {
  const message = registrationMessage(nonce, one.index, one.sign, one.encrypt);
  const where = `trustee ${one.index} registration`;
  for (const key of [one.sign, one.encrypt]) pointNotZero(key, "dkg", where);
  verify(one.sign, "dkg-sign-key", message, one.proof.subarray(0, 64), where);
  verify(one.encrypt, "dkg-encrypt-key", message, one.proof.subarray(64), where);
}

export function verifyCommit(session: Bytes, registration: Registration, commit: Commit): void {
  const message = join(session, u64(commit.trustee), commit.commitment);
  verify(registration.sign, "dkg-commit", message, commit.signature, `trustee ${commit.trustee} commit`);
}

/** Check a reveal against the commitment made before; returns the coefficient commitments. */
export function verifyReveal(session: Bytes, registration: Registration, commit: Commit, reveal: Reveal): Point[] {
  const where = `trustee ${reveal.trustee} reveal`;
  ensure(same(commitmentOf(session, reveal.trustee, reveal.coefficients, reveal.possession), commit.commitment), "dkg", where);
  const coefficients = pieces(reveal.coefficients).map((bytes) => pointNotZero(bytes, "dkg", where));
  verify(registration.sign, "dkg-reveal", revealMessage(session, reveal), reveal.signature, where);
  const constant = reveal.coefficients.subarray(0, 32);
  verify(constant, "dkg-coefficient", join(session, u64(reveal.trustee)), reveal.possession, where);
  return coefficients;
}

/** The polynomial's public value at `index`: Σ index^k·C_k. */
export function publicShare(coefficients: readonly Point[], index: number): Point {
  const powers = coefficients.map((_, power) => BigInt(index) ** BigInt(power) % ORDER);
  return publicSum(coefficients, powers);
}

export function uncover(covered: Bytes, pad: Bytes): bigint {
  return littleEndian(covered.map((byte, at) => byte ^ (pad[at] as number)));
}

/** Whether an opened share (still secret to its trustee) is the dealer's polynomial at this index. */
export function shareFits(share: bigint, coefficients: readonly Point[], index: number): boolean {
  return share < ORDER && times(base(), share).equals(publicShare(coefficients, index));
}

/** Check that a complaint stands, or raise. */
export function verifyComplaint(session: Bytes, complainer: Registration, reveal: Reveal, coefficients: readonly Point[], complaint: Complaint): void {
  const where = `complaint of trustee ${complaint.trustee} against ${complaint.against}`;
  const [ephemeral, covered] = shareFor(reveal, complaint.trustee);
  if (!isPoint(ephemeral)) {
    ensure(isZero(complaint.secret) && isZero(complaint.proof), "dkg", where);
    return;
  }
  const context = complaintContext(session, complaint.trustee, complaint.against);
  verifyEquality(context, complainer.encrypt, ephemeral, complaint.secret, complaint.proof, where, "dkg");
  const share = uncover(covered, padOf(session, complaint.against, complaint.trustee, ephemeral, complaint.secret));
  ensure(!shareFits(share, coefficients, complaint.trustee), "dkg", where);
}

export function isPoint(bytes: Bytes): boolean {
  try {
    point(bytes, "dkg", "");
    return true;
  } catch (error) {
    if (error instanceof Invalid) return false;
    throw error;
  }
}

/** The key and the public halves of those whose dealing counts. */
export function combine(coefficients: ReadonlyMap<number, readonly Point[]>): { key: Point; halves: Map<number, Point> } {
  const dealt = [...coefficients.values()];
  const key = dealt.reduce((sum, [constant]) => sum.add(constant as Point), ZERO);
  ensure(!key.is0(), "dkg", "election key");
  const halves = new Map<number, Point>();
  for (const index of coefficients.keys()) {
    const half = dealt.reduce((sum, one) => sum.add(publicShare(one, index)), ZERO);
    ensure(!half.is0(), "dkg", `trustee ${index} share`);
    halves.set(index, half);
  }
  return { key, halves };
}

export function verifyConfirm(message: Bytes, half: Bytes, confirm: Confirm): void {
  verify(half, "dkg-confirm", message, confirm.possession, `trustee ${confirm.trustee} confirm`);
}

/** Check a whole transcript. */
export function verifyTranscript(transcript: Transcript): Ceremony {
  const { nonce, threshold, trustees, commits, reveals, complaints, confirms } = transcript;
  verifyDistinct(trustees);
  const session = sessionOf(nonce, threshold, trustees);
  const coefficients = new Map<number, readonly Point[]>();
  trustees.forEach((registration, at) => {
    const commit = commits[at] as Commit;
    verifyRegistration(nonce, registration);
    verifyCommit(session, registration, commit);
    coefficients.set(registration.index, verifyReveal(session, registration, commit, reveals[at] as Reveal));
  });
  const disqualified = new Set<number>();
  for (const complaint of complaints) {
    const against = reveals[complaint.against - 1] as Reveal;
    const dealt = coefficients.get(complaint.against) as readonly Point[];
    verifyComplaint(session, trustees[complaint.trustee - 1] as Registration, against, dealt, complaint);
    disqualified.add(complaint.against);
  }
  const qualified = new Map([...coefficients].filter(([index]) => !disqualified.has(index)));
  ensure(qualified.size >= threshold, "dkg", "qualified trustees");
  const { key, halves } = combine(qualified);
  const encoded = new Map([...halves].map(([index, half]) => [index, half.toBytes()]));
  const expected = [...encoded.keys()];
  ensure(confirms.length === expected.length && confirms.every((one, at) => one.trustee === expected[at]), "dkg", "confirms trustee");
  const message = confirmMessage(transcript);
  for (const confirm of confirms) verifyConfirm(message, encoded.get(confirm.trustee) as Bytes, confirm);
  const signKeys = new Map(trustees.map((one) => [one.index, one.sign]));
  return { key: key.toBytes(), threshold, halves: encoded, signKeys, disqualified };
}
