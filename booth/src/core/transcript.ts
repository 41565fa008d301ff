/** The hash of the protocol: every part with its length, under the suite and a label. */

import { sha512 } from "@noble/hashes/sha2.js";
import { type Bytes, littleEndian, utf8 } from "./bytes.ts";
import { ORDER } from "./group.ts";

export const SUITE = "gonghui-ballot-v1/ristretto255-sha512";

export type Part = Bytes | string;

/** HASH: 64 bytes over suite, label and parts. */
export function hash(label: string, ...parts: readonly Part[]): Bytes {
  const state = sha512.create();
  for (const part of [SUITE, label, ...parts]) {
    const bytes = typeof part === "string" ? utf8(part) : part;
    const size = new Uint8Array(4);
    new DataView(size.buffer).setUint32(0, bytes.length);
    state.update(size).update(bytes);
  }
  return state.digest();
}

/** DIGEST: the first 32 bytes of HASH. */
export function digest(label: string, ...parts: readonly Part[]): Bytes {
  return hash(label, ...parts).slice(0, 32);
}

/** CHALLENGE: HASH read as a little-endian integer modulo the order of the group. */
export function challenge(label: string, ...parts: readonly Part[]): bigint {
  return littleEndian(hash(label, ...parts)) % ORDER;
}
