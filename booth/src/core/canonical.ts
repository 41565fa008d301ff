/** The one JSON text a value has in the protocol, and a reader that takes no other. */

import { type Bytes, utf8 } from "./bytes.ts";
import { Invalid } from "./invalid.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const NAME = /^[a-z0-9_]+$/;
// With the u flag a pair is one character, so this finds lone surrogates alone.
const LONE = /[\ud800-\udfff]/u;
const DEEPEST = 8;

/** Write a value canonically; what cannot be written is a mistake of the caller or a hostile text. */
export function write(value: Json, depth = 1): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) throw new Invalid("json", "number");
    return String(value);
  }
  if (typeof value === "string") return quoted(value);
  if (depth > DEEPEST) throw new Invalid("json", "depth");
  if (Array.isArray(value)) return `[${value.map((member: Json) => write(member, depth + 1)).join(",")}]`;
  const members = value as { readonly [name: string]: Json };
  const named = Object.keys(members).sort().map((name) => {
    if (!NAME.test(name)) throw new Invalid("json", "name");
    return `"${name}":${write(members[name] as Json, depth + 1)}`;
  });
  return `{${named.join(",")}}`;
}

/** Write a value canonically, as bytes. */
export function bytesOf(value: Json): Bytes {
  return utf8(write(value));
}

/**
 * Read a canonical text. A duplicate name, white space, a fraction or any other spelling does not survive the way back,
 * so comparing with the text written anew refuses it.
 */
export function read(bytes: Bytes, where: string): Json {
  let value: Json;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text) as Json;
  } catch {
    throw new Invalid("json", where);
  }
  if (write(value) !== text) throw new Invalid("json", where);
  return value;
}

function quoted(text: string): string {
  // JSON.stringify writes exactly the wanted escapes; only lone surrogates it escapes where we refuse them.
  if (LONE.test(text)) throw new Invalid("json", "surrogate");
  return JSON.stringify(text);
}
