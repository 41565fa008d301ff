/** The transcript of a key ceremony: what each trustee publishes, and the reader of its file. */

import { base64, type Bytes, hex, pieces } from "../core/bytes.ts";
import { bytesOf, type Json, read } from "../core/canonical.ts";
import { ensure } from "../core/invalid.ts";
import { ensureSuite, Shape } from "../core/shape.ts";
import { SUITE } from "../core/transcript.ts";

export interface Registration {
  readonly index: number;
  readonly name: string;
  readonly sign: Bytes;
  readonly encrypt: Bytes;
  readonly proof: Bytes;
}

export interface Commit {
  readonly trustee: number;
  readonly commitment: Bytes;
  readonly signature: Bytes;
}

export interface Reveal {
  readonly trustee: number;
  readonly coefficients: Bytes;
  readonly possession: Bytes;
  readonly shares: Bytes;
  readonly signature: Bytes;
}

export interface Complaint {
  readonly trustee: number;
  readonly against: number;
  readonly secret: Bytes;
  readonly proof: Bytes;
}

export interface Confirm {
  readonly trustee: number;
  readonly possession: Bytes;
}

export interface Transcript {
  readonly nonce: Bytes;
  readonly threshold: number;
  readonly trustees: readonly Registration[];
  readonly commits: readonly Commit[];
  readonly reveals: readonly Reveal[];
  readonly complaints: readonly Complaint[];
  readonly confirms: readonly Confirm[];
}

export const MOST_TRUSTEES = 32;
const NAMES = ["suite", "nonce", "threshold", "trustees", "commits", "reveals", "complaints", "confirms"];
const WHERE = "dkg.json";
export const REGISTRATION = ["encrypt", "index", "name", "proof", "sign"];
export const COMMIT = ["commitment", "signature", "trustee"];
export const REVEAL = ["coefficients", "possession", "shares", "signature", "trustee"];

/** Read a transcript from the bytes of its file; only form and order are checked here. */
export function readTranscript(bytes: Bytes): Transcript {
  const value = read(bytes, WHERE);
  ensureSuite(value, WHERE);
  const shape = new Shape(value, NAMES, WHERE, "dkg");
  const trustees = shape.shapes("trustees", REGISTRATION, 1, MOST_TRUSTEES).map(readRegistration);
  const threshold = shape.whole("threshold");
  ensure(threshold >= 1 && threshold <= trustees.length, "dkg", `${WHERE} threshold`);
  const everyone = trustees.length;
  const transcript = {
    nonce: shape.hex("nonce"),
    threshold,
    trustees,
    commits: shape.shapes("commits", COMMIT, everyone, everyone).map(readCommit),
    reveals: shape.shapes("reveals", REVEAL, everyone, everyone).map((one) => readReveal(one, threshold, everyone)),
    complaints: shape.shapes("complaints", ["against", "proof", "secret", "trustee"], 0, everyone ** 2).map(readComplaint),
    confirms: shape.shapes("confirms", ["possession", "trustee"], 0, everyone).map((one) => ({
      trustee: one.whole("trustee", 1, everyone),
      possession: one.base64("possession", 64),
    })),
  };
  ensureOrder(transcript);
  return transcript;
}

export function readRegistration(one: Shape): Registration {
  const { sign, encrypt, proof } = { sign: one.hex("sign"), encrypt: one.hex("encrypt"), proof: one.base64("proof", 128) };
  return { index: one.whole("index"), name: one.text("name"), sign, encrypt, proof };
}

export function readCommit(one: Shape): Commit {
  return { trustee: one.whole("trustee"), commitment: one.hex("commitment"), signature: one.base64("signature", 64) };
}

export function readReveal(one: Shape, threshold: number, everyone: number): Reveal {
  return {
    trustee: one.whole("trustee"),
    coefficients: one.base64("coefficients", 32 * threshold),
    possession: one.base64("possession", 64),
    shares: one.base64("shares", 64 * everyone),
    signature: one.base64("signature", 64),
  };
}

function readComplaint(one: Shape): Complaint {
  return { trustee: one.whole("trustee"), against: one.whole("against"), secret: one.hex("secret"), proof: one.base64("proof", 96) };
}

function ensureOrder(transcript: Transcript): void {
  const everyone = transcript.trustees.length;
  const inOrder = (indices: readonly number[]): boolean => indices.every((index, at) => index === at + 1);
  ensure(inOrder(transcript.trustees.map((one) => one.index)), "dkg", `${WHERE} trustees index`);
  ensure(inOrder(transcript.commits.map((one) => one.trustee)), "dkg", `${WHERE} commits trustee`);
  ensure(inOrder(transcript.reveals.map((one) => one.trustee)), "dkg", `${WHERE} reveals trustee`);
  const places = transcript.complaints.map((one) => one.trustee * (MOST_TRUSTEES + 1) + one.against);
  ensure(places.every((place, at) => at === 0 || (places[at - 1] ?? 0) < place), "dkg", `${WHERE} complaints order`);
  const known = (index: number): boolean => index >= 1 && index <= everyone;
  ensure(transcript.complaints.every((one) => known(one.trustee) && known(one.against)), "dkg", `${WHERE} complaints trustee`);
}

/** Write a transcript as the bytes of its file. */
export function writeTranscript(transcript: Transcript): Bytes {
  return bytesOf({
    suite: SUITE,
    nonce: hex(transcript.nonce),
    threshold: transcript.threshold,
    trustees: transcript.trustees.map((one) => asJson(one, ["sign", "encrypt"])),
    commits: transcript.commits.map((one) => asJson(one, ["commitment"])),
    reveals: transcript.reveals.map((one) => asJson(one, [])),
    complaints: transcript.complaints.map((one) => asJson(one, ["secret"])),
    confirms: transcript.confirms.map((one) => asJson(one, [])),
  });
}

/** Write one message as JSON; the members named are hex, other bytes base64. */
export function asJson(message: object, inHex: readonly string[]): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(message).map(([name, value]: [string, unknown]) => {
      if (!(value instanceof Uint8Array)) return [name, value as Json];
      return [name, inHex.includes(name) ? hex(value) : base64(value)];
    }),
  );
}

/** The encrypted share for trustee `to`: the ephemeral point and the covered share. */
export function shareFor(reveal: Reveal, to: number): readonly [Bytes, Bytes] {
  const both = pieces(reveal.shares).slice(2 * (to - 1), 2 * to);
  return [both[0] as Bytes, both[1] as Bytes];
}
