/** A slip for a delegate without a phone: a code of 100 bits, from which a kiosk makes the same key each time and keeps nothing. */

import { type Bytes, hex } from "../core/bytes.ts";
import type { Entropy } from "../core/group.ts";
import { ensure } from "../core/invalid.ts";
import { type KeyPair, pairOf } from "../core/signature.ts";
import { challenge, digest } from "../core/transcript.ts";

/** Crockford's 32 signs: no I, L, O, U, which are taken for 1, 1, 0, V. */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;

/** Draw a code; 256 is a multiple of 32, so every sign is as likely as another. */
export function freshCode(entropy: Entropy): string {
  return [...entropy(LENGTH)].map((byte) => SIGNS[byte & 31]).join("");
}

/** Read a code as people type it, or raise. */
export function readCode(typed: string): string {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1").replaceAll("U", "V");
  ensure(code.length === LENGTH && [...code].every((sign) => SIGNS.includes(sign)), "ballot", "slip");
  return code;
}

export interface Slip {
  /** What tells the server whose slip it is. Code and key do not follow from it. */
  readonly proof: string;
  readonly keys: KeyPair;
}

/** Derive what a code gives within one meeting. */
export function ofCode(scope: string, code: string): Slip {
  const read: Bytes = new TextEncoder().encode(readCode(code));
  return { proof: hex(digest("slip proof", scope, read)), keys: pairOf(challenge("slip key", scope, read)) };
}
