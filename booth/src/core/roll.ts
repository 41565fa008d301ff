/** The roll: voters' public keys in ascending order, without names. */

import { type Bytes, fromHex, join, u64, utf8 } from "./bytes.ts";
import { pointNotZero } from "./group.ts";
import { ensure } from "./invalid.ts";
import { digest } from "./transcript.ts";

export const ROLL_LINE = 65;
const LINE = /^[0-9a-f]{64}\n$/;

/** Hash keys that stand in ascending order. */
export function rollHash(keys: readonly string[]): Bytes {
  return digest("roll", u64(keys.length), join(...keys.map((key) => fromHex(key))));
}

/** Write the roll of these keys (hex) as the bytes of its file. */
export function rollText(keys: readonly string[]): Bytes {
  return utf8([...keys].sort().map((key) => `${key}\n`).join(""));
}

/** Read the roll from the bytes of its file: hex keys, strictly ascending, each a point other than 0. */
export function readRoll(bytes: Bytes): string[] {
  ensure(bytes.length % ROLL_LINE === 0, "roll", "roll.txt");
  const text = new TextDecoder("latin1").decode(bytes);
  const keys: string[] = [];
  for (let at = 0; at < text.length; at += ROLL_LINE) {
    const line = text.slice(at, at + ROLL_LINE);
    const where = `roll.txt line ${keys.length + 1}`;
    ensure(LINE.test(line), "roll", where);
    const key = line.slice(0, 64);
    ensure((keys.at(-1) ?? "") < key, "roll", where);
    pointNotZero(fromHex(key), "roll", where);
    keys.push(key);
  }
  return keys;
}
