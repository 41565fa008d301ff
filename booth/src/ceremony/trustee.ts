/** One trustee's side of the key ceremony, step by step. */

import { type Bytes, join, same, u64 } from "../core/bytes.ts";
import { base, type Entropy, mod, ORDER, type Point, point, pointNotZero, randomScalar, scalarBytes, times } from "../core/group.ts";
import { ensure } from "../core/invalid.ts";
import { proveEquality } from "../core/proofs.ts";
import { type KeyPair, keyPair, pairOf, sign } from "../core/signature.ts";
import { type Commit, type Complaint, type Confirm, type Registration, type Reveal, shareFor, type Transcript } from "./messages.ts";
import {
  combine, commitmentOf, complaintContext, confirmMessage, isPoint, padOf, registrationMessage, revealMessage, sessionOf, shareFits, uncover,
  verifyCommit, verifyComplaint, verifyConfirm, verifyRegistrations, verifyReveal,
} from "./verify.ts";

export interface Keys {
  readonly index: number;
  readonly sign: KeyPair;
  readonly encrypt: KeyPair;
}

export interface Dealing {
  readonly commit: Commit;
  /** To be published only when every commitment stands. */
  readonly reveal: Reveal;
}

/** Step 1: make both key pairs and prove them. */
export function register(nonce: Bytes, index: number, name: string, entropy: Entropy): { keys: Keys; registration: Registration } {
  const keys = { index, sign: keyPair(entropy), encrypt: keyPair(entropy) };
  const message = registrationMessage(nonce, index, keys.sign.public, keys.encrypt.public);
  const proof = join(sign(keys.sign, "dkg-sign-key", message, entropy), sign(keys.encrypt, "dkg-encrypt-key", message, entropy));
  return { keys, registration: { index, name, sign: keys.sign.public, encrypt: keys.encrypt.public, proof } };
}

/** Step 2: draw the polynomial, commit to it, and prepare the reveal. Refuses registrations without proof, or another key in one's place. */
export function deal(keys: Keys, nonce: Bytes, threshold: number, trustees: readonly Registration[], entropy: Entropy): Dealing {
  verifyRegistrations(nonce, trustees);
  const mine = trustees[keys.index - 1];
  ensure(mine !== undefined && sameKeys(mine, keys), "dkg", `trustee ${keys.index} registration`);
  const session = sessionOf(nonce, threshold, trustees);
  const polynomial = Array.from({ length: threshold }, () => randomScalar(entropy));
  const coefficients = join(...polynomial.map((secret) => times(base(), secret).toBytes()));
  const possession = sign(pairOf(polynomial[0] as bigint), "dkg-coefficient", join(session, u64(keys.index)), entropy);
  const commitment = commitmentOf(session, keys.index, coefficients, possession);
  const signature = sign(keys.sign, "dkg-commit", join(session, u64(keys.index), commitment), entropy);
  const shares = join(...trustees.map((to) => cover(session, keys.index, to, valueAt(polynomial, to.index), entropy)));
  const reveal = { trustee: keys.index, coefficients, possession, shares };
  return {
    commit: { trustee: keys.index, commitment, signature },
    reveal: { ...reveal, signature: sign(keys.sign, "dkg-reveal", revealMessage(session, reveal), entropy) },
  };
}

function sameKeys(registration: Registration, keys: Keys): boolean {
  return same(registration.sign, keys.sign.public) && same(registration.encrypt, keys.encrypt.public);
}

function valueAt(polynomial: readonly bigint[], index: number): bigint {
  return polynomial.reduceRight((value, secret) => mod(value * BigInt(index) + secret), 0n);
}

function cover(session: Bytes, from: number, to: Registration, share: bigint, entropy: Entropy): Bytes {
  const blind = randomScalar(entropy);
  const ephemeral = times(base(), blind).toBytes();
  const shared = times(pointNotZero(to.encrypt, "dkg", `trustee ${to.index} encrypt`), blind).toBytes();
  const pad = padOf(session, from, to.index, ephemeral, shared);
  return join(ephemeral, scalarBytes(share).map((byte, at) => byte ^ (pad[at] as number)));
}

/** Step 3: give the reveal out, but only when everybody has committed and one's own commitment is among them unchanged. */
export function reveal(keys: Keys, nonce: Bytes, threshold: number, trustees: readonly Registration[], commits: readonly Commit[], dealing: Dealing): Reveal {
  ensure(commits.length === trustees.length, "dkg", "commitments not complete");
  const session = sessionOf(nonce, threshold, trustees);
  trustees.forEach((registration, at) => {
    const commit = commits[at] as Commit;
    ensure(commit.trustee === registration.index, "dkg", `trustee ${registration.index} commit`);
    verifyCommit(session, registration, commit);
  });
  const mine = (commits[keys.index - 1] as Commit).commitment;
  ensure(same(mine, dealing.commit.commitment), "dkg", `trustee ${keys.index} commit`);
  return dealing.reveal;
}

/** Step 4: check everybody's reveal, open one's own shares, and complain about those that do not fit. */
export function receive(keys: Keys, transcript: Transcript, entropy: Entropy): Complaint[] {
  const session = sessionOf(transcript.nonce, transcript.threshold, transcript.trustees);
  const dealt = dealtBy(session, transcript);
  const complaints: Complaint[] = [];
  for (const one of transcript.reveals) {
    const opened = openShare(keys, session, one);
    if (opened !== null && shareFits(opened.share, dealt.get(one.trustee) as readonly Point[], keys.index)) continue;
    complaints.push(complain(keys, session, one, opened?.shared ?? null, entropy));
  }
  return complaints;
}

function dealtBy(session: Bytes, transcript: Transcript): Map<number, readonly Point[]> {
  return new Map(
    transcript.trustees.map((registration, at) => {
      const commit = transcript.commits[at] as Commit;
      verifyCommit(session, registration, commit);
      return [registration.index, verifyReveal(session, registration, commit, transcript.reveals[at] as Reveal)];
    }),
  );
}

function openShare(keys: Keys, session: Bytes, from: Reveal): { share: bigint; shared: Bytes } | null {
  const [ephemeral, covered] = shareFor(from, keys.index);
  if (!isPoint(ephemeral)) return null;
  const shared = times(point(ephemeral, "dkg", "share"), keys.encrypt.secret).toBytes();
  return { share: uncover(covered, padOf(session, from.trustee, keys.index, ephemeral, shared)), shared };
}

function complain(keys: Keys, session: Bytes, about: Reveal, shared: Bytes | null, entropy: Entropy): Complaint {
  const place = { trustee: keys.index, against: about.trustee };
  if (shared === null) return { ...place, secret: new Uint8Array(32), proof: new Uint8Array(96) };
  const [ephemeral] = shareFor(about, keys.index);
  const context = complaintContext(session, keys.index, about.trustee);
  const proof = proveEquality(context, keys.encrypt.secret, keys.encrypt.public, point(ephemeral, "dkg", "share"), shared, entropy);
  return { ...place, secret: shared, proof };
}

/** Steps 5 and 6: with the complaints all in, compute one's share of the key and confirm it. */
export function confirm(keys: Keys, transcript: Transcript, entropy: Entropy): { share: KeyPair; confirm: Confirm } {
  const session = sessionOf(transcript.nonce, transcript.threshold, transcript.trustees);
  verifyRegistrations(transcript.nonce, transcript.trustees);
  const dealt = dealtBy(session, transcript);
  for (const complaint of transcript.complaints) {
    const complainer = transcript.trustees[complaint.trustee - 1] as Registration;
    const about = transcript.reveals[complaint.against - 1] as Reveal;
    verifyComplaint(session, complainer, about, dealt.get(complaint.against) as readonly Point[], complaint);
  }
  const out = new Set(transcript.complaints.map((one) => one.against));
  ensure(!out.has(keys.index), "dkg", `trustee ${keys.index} disqualified`);
  const qualified = new Map([...dealt].filter(([index]) => !out.has(index)));
  ensure(qualified.size >= transcript.threshold, "dkg", "qualified trustees");
  const half = combine(qualified).halves.get(keys.index) as Point;
  const sum = transcript.reveals
    .filter((one) => qualified.has(one.trustee))
    .reduce((whole, one) => whole + fitting(keys, session, one, qualified.get(one.trustee) as readonly Point[]), 0n);
  const share = pairOf(sum % ORDER);
  ensure(same(share.public, half.toBytes()), "dkg", `trustee ${keys.index} share`);
  const done = { trustee: keys.index, possession: sign(share, "dkg-confirm", confirmMessage(transcript), entropy) };
  verifyConfirm(confirmMessage(transcript), share.public, done);
  return { share, confirm: done };
}

function fitting(keys: Keys, session: Bytes, from: Reveal, coefficients: readonly Point[]): bigint {
  const opened = openShare(keys, session, from);
  ensure(opened !== null && shareFits(opened.share, coefficients, keys.index), "dkg", `share from trustee ${from.trustee}`);
  return opened.share;
}
