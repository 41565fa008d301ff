/** Bytes and their spellings: hex, strict base64, fixed-width integers. */

import { type Check, Invalid } from "./invalid.ts";

export type Bytes = Uint8Array;

const HEX = /^(?:[0-9a-f]{2})*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function hex(bytes: Bytes): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** Read lower-case hex; refuse anything else. */
export function fromHex(text: string, where = "hex", check: Check = "json"): Bytes {
  if (!HEX.test(text)) throw new Invalid(check, where);
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

export function base64(bytes: Bytes): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** Read base64 with padding and zero unused bits; refuse anything else. */
export function fromBase64(text: string, where = "base64", check: Check = "json"): Bytes {
  if (!BASE64.test(text)) throw new Invalid(check, where);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (text.endsWith("=") && base64(bytes.subarray(-(bytes.length % 3))) !== text.slice(-4)) throw new Invalid(check, where);
  return bytes;
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

export function join(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Write an integer in 8 bytes, big-endian. */
export function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

export function same(left: Bytes, right: Bytes): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

export function isZero(bytes: Bytes): boolean {
  return bytes.every((byte) => byte === 0);
}

/** Cut into pieces of 32 bytes; the length must be a multiple of it. */
export function pieces(bytes: Bytes, size = 32): Bytes[] {
  return Array.from({ length: bytes.length / size }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

/** Read a little-endian integer. */
export function littleEndian(bytes: Bytes): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`);
}
