/** Every single change to a JSON value: each field altered, dropped, doubled, and a stranger added. */

import { base64, fromBase64 } from "../src/core/bytes.ts";
import { type Json, write } from "../src/core/canonical.ts";

export interface Mutation {
  readonly path: string;
  readonly kind: "alter" | "drop" | "add" | "double" | "resize";
  /** The text after the change; canonical but for doubled names. */
  readonly text: string;
}

type Members = { readonly [name: string]: Json };
type Put = (value: Json) => Json;

/** Walk all fields of a value and change one at a time. */
export function* mutations(value: Json): Generator<Mutation> {
  yield* walk(value, (changed) => changed, "");
  const text = write(value);
  const first = /^\{("[a-z0-9_]+":(?:\d+|"[^"]*"))/.exec(text);
  if (first) yield { path: "", kind: "double", text: `{${first[1] ?? ""},${text.slice(1)}` };
}

function* walk(value: Json, put: Put, path: string): Generator<Mutation> {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (list.length > 0) yield { path, kind: "resize", text: write(put(list.slice(0, -1))) };
    yield { path, kind: "resize", text: write(put([...list, list[0] ?? 0])) };
    for (const [at, member] of list.entries()) {
      yield* walk(member, (changed) => put(list.map((one, other) => (other === at ? changed : one))), `${path}[${at}]`);
    }
  } else if (typeof value === "object" && value !== null) {
    const members = value as Members;
    yield { path, kind: "add", text: write(put({ ...members, zz: 0 })) };
    for (const [name, member] of Object.entries(members)) {
      const { [name]: _, ...rest } = members;
      yield { path: `${path}.${name}`, kind: "drop", text: write(put(rest)) };
      yield* walk(member, (changed) => put({ ...members, [name]: changed }), `${path}.${name}`);
    }
  } else {
    for (const changed of altered(value)) yield { path, kind: "alter", text: write(put(changed)) };
  }
}

function altered(value: string | number | boolean | null): Json[] {
  if (typeof value === "number") return value > 0 ? [value + 1, value - 1, String(value)] : [value + 1, String(value)];
  if (typeof value === "boolean") return [!value, Number(value)];
  if (value === null) return [0, { base: "present", den: 2, num: 1, op: ">" }];
  if (/^[0-9a-f]{64}$/.test(value)) return [flippedHex(value, 0), flippedHex(value, 40), value.toUpperCase(), value.slice(2), "0".repeat(64)].filter((one) => one !== value);
  if (value.length >= 64 && /^[A-Za-z0-9+/]+=*$/.test(value)) {
    return [0, 33, -20].map((at) => flippedBytes(value, at)).concat(value.slice(4), `${value} `);
  }
  return [`${value}x`, value.slice(1), 0];
}

function flippedHex(text: string, at: number): string {
  return text.slice(0, at) + (parseInt(text[at] ?? "0", 16) ^ 1).toString(16) + text.slice(at + 1);
}

function flippedBytes(text: string, at: number): string {
  const bytes = fromBase64(text);
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 4;
  return base64(bytes);
}
