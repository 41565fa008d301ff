/** The roll: voters' public keys in ascending order, without names. */

import { type Bytes, fromHex, join, u64, utf8 } from "./bytes.ts";
import { pointNotZero } from "./group.ts";
import { ensure } from "./invalid.ts";
import { digest } from "./transcript.ts";

export const ROLL_LINE = 65;
const LINE = /^[0-9a-f]{64}$/;

/** Hash keys that stand in ascending order. */
export function rollHash(keys: readonly string[]): Bytes {
  return digest("roll", u64(keys.length), join(...keys.map((key) => fromHex(key))));
}

/** Write the roll of these keys (hex) as the bytes of its file. */
export function rollText(keys: readonly string[]): Bytes {
  return utf8([...keys].sort().map((key) => `${key}\n`).join(""));
}

/** The roll under reading, line by line: hex keys, strictly ascending, each a point other than 0. */
export class RollReader {
  readonly keys: string[] = [];

  /** Take a line, without its line feed. */
  add(line: Bytes): void {
    const where = `roll.txt line ${this.keys.length + 1}`;
    const key = new TextDecoder("latin1").decode(line);
    ensure(LINE.test(key) && (this.keys.at(-1) ?? "") < key, "roll", where);
    pointNotZero(fromHex(key), "roll", where);
    this.keys.push(key);
  }
}

/** Read the roll from the bytes of its file. */
export function readRoll(bytes: Bytes): string[] {
  const reader = new RollReader();
  let from = 0;
  for (let feed = bytes.indexOf(10); feed >= 0; feed = bytes.indexOf(10, from)) {
    ensure(feed - from < ROLL_LINE, "archive", "roll.txt line length");
    reader.add(bytes.subarray(from, feed));
    from = feed + 1;
  }
  ensure(from === bytes.length, "archive", "roll.txt last line");
  return reader.keys;
}
