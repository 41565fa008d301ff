/** A strict, bounded reader of zip files: stored or deflated members, nothing else. */

import { Inflate } from "fflate";
import { type Bytes, join } from "../core/bytes.ts";
import { ensure, Invalid } from "../core/invalid.ts";
import type { Source } from "./source.ts";

export interface Member {
  readonly name: string;
  /** As the directory says; more or less is refused while reading. */
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly crc: number;
  readonly offset: number;
}

const CHUNK = 16_384;
const END = 22;
const LONGEST_COMMENT = 65_535;
const MOST_MEMBERS = 4096;
const STORED = 0;
const DEFLATED = 8;
const FULL = 0xffffffff;
const ENCRYPTED = 0x2041;

function bad(where: string): never {
  throw new Invalid("archive", where);
}

function view(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Read the directory. Raises for repeated names, encryption, other methods, and places outside the file. */
export async function directory(source: Source): Promise<Member[]> {
  const from = Math.max(0, source.size - END - LONGEST_COMMENT);
  const tail = await source.read(from, source.size);
  const end = findEnd(tail);
  const at = view(tail);
  const many = at.getUint16(end + 10, true);
  const size = at.getUint32(end + 12, true);
  const start = at.getUint32(end + 16, true);
  if (many !== at.getUint16(end + 8, true) || many > MOST_MEMBERS) bad("zip directory");
  if (start + size !== from + end) bad("zip directory");
  const members = readDirectory(await source.read(start, start + size), many);
  ensure(new Set(members.map((one) => one.name)).size === members.length, "archive", "repeated name");
  ensure(members.every((one) => one.offset < start), "archive", "zip directory");
  return members;
}

function findEnd(tail: Bytes): number {
  const at = view(tail);
  for (let place = tail.length - END; place >= 0; place--) {
    if (at.getUint32(place, true) === 0x06054b50 && place + END + at.getUint16(place + 20, true) === tail.length) return place;
  }
  return bad("no zip file");
}

function readDirectory(bytes: Bytes, many: number): Member[] {
  const at = view(bytes);
  const members: Member[] = [];
  let place = 0;
  for (let one = 0; one < many; one++) {
    if (place + 46 > bytes.length || at.getUint32(place, true) !== 0x02014b50) bad("zip directory");
    const flags = at.getUint16(place + 8, true);
    const method = at.getUint16(place + 10, true);
    const nameSize = at.getUint16(place + 28, true);
    const extraSize = at.getUint16(place + 30, true);
    const next = place + 46 + nameSize + extraSize + at.getUint16(place + 32, true);
    if (next > bytes.length) bad("zip directory");
    const name = nameOf(bytes.subarray(place + 46, place + 46 + nameSize));
    if (flags & ENCRYPTED || (method !== STORED && method !== DEFLATED)) bad(name);
    const sizes = [at.getUint32(place + 24, true), at.getUint32(place + 20, true), at.getUint32(place + 42, true)];
    const extra = bytes.subarray(place + 46 + nameSize, place + 46 + nameSize + extraSize);
    const [size, packed, offset] = large(extra, sizes, name) as [number, number, number];
    members.push({ name, size, packed, method, crc: at.getUint32(place + 16, true), offset });
    place = next;
  }
  if (place !== bytes.length) bad("zip directory");
  return members;
}

function nameOf(bytes: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bad("name of a member");
  }
}

/** Put the 64-bit values of the extra field in the place of those that did not fit. */
function large(extra: Bytes, values: readonly number[], name: string): number[] {
  if (!values.includes(FULL)) return [...values];
  const at = view(extra);
  for (let place = 0; place + 4 <= extra.length; place += 4 + at.getUint16(place + 2, true)) {
    if (at.getUint16(place, true) !== 1) continue;
    let inner = place + 4;
    return values.map((value) => {
      if (value !== FULL) return value;
      if (inner + 8 > extra.length) bad(name);
      inner += 8;
      return Number(at.getBigUint64(inner - 8, true));
    });
  }
  return bad(name);
}

async function dataStart(source: Source, member: Member): Promise<number> {
  const header = await source.read(member.offset, member.offset + 30);
  if (header.length < 30 || view(header).getUint32(0, true) !== 0x04034b50) bad(member.name);
  const at = view(header);
  if (at.getUint16(8, true) !== member.method || at.getUint16(6, true) & ENCRYPTED) bad(member.name);
  const nameSize = at.getUint16(26, true);
  const name = await source.read(member.offset + 30, member.offset + 30 + nameSize);
  if (nameOf(name) !== member.name) bad(member.name);
  const start = member.offset + 30 + nameSize + at.getUint16(28, true);
  if (start + member.packed > source.size) bad(member.name);
  return start;
}

/** Unpack a member piece by piece; `read` is told how many packed bytes were taken. Raises when size or checksum differ. */
export async function* unpack(source: Source, member: Member, read?: (packed: number) => void): AsyncGenerator<Bytes> {
  const start = await dataStart(source, member);
  const inflater = member.method === DEFLATED ? new Inflating(member) : null;
  let crc = 0;
  let size = 0;
  for (let at = 0; at < member.packed || at === 0; at += CHUNK) {
    const to = Math.min(at + CHUNK, member.packed);
    const packed = await source.read(start + at, start + to);
    const pieces = inflater === null ? [packed] : inflater.take(packed, to === member.packed);
    for (const piece of pieces) {
      size += piece.length;
      if (size > member.size) bad(`${member.name} size`);
      crc = checksum(piece, crc);
      yield piece;
    }
    read?.(packed.length);
  }
  if (size !== member.size) bad(`${member.name} size`);
  if (crc !== member.crc) bad(`${member.name} checksum`);
}

/** The inflater, fed by pieces; one piece of 16 kB cannot give more than about 16 MB. */
class Inflating {
  private readonly inner: Inflate;
  private readonly name: string;
  private pieces: Bytes[] = [];

  constructor(member: Member) {
    this.name = member.name;
    this.inner = new Inflate((piece) => {
      if (piece.length > 0) this.pieces.push(piece);
    });
  }

  take(packed: Bytes, last: boolean): Bytes[] {
    this.pieces = [];
    try {
      this.inner.push(packed, last);
    } catch {
      bad(`${this.name} packing`);
    }
    return this.pieces;
  }
}

let crcTable: Uint32Array | undefined;

function checksum(bytes: Bytes, before: number): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    return rest;
  });
  let crc = ~before;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Read a whole member of at most `most` bytes. */
export async function whole(source: Source, member: Member, most: number): Promise<Bytes> {
  ensure(member.size <= most, "archive", `${member.name} size`);
  const bytes = new Uint8Array(member.size);
  let at = 0;
  for await (const piece of unpack(source, member)) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Read a member line by line, without line feeds; every line must end in one and be at most `most` bytes with it. */
export async function* lines(source: Source, member: Member, most: number, read?: (packed: number) => void): AsyncGenerator<Bytes> {
  let rest: Bytes[] = [];
  let waiting = 0;
  for await (const piece of unpack(source, member, read)) {
    let from = 0;
    for (let feed = piece.indexOf(10); feed >= 0; feed = piece.indexOf(10, from)) {
      ensure(waiting + feed - from < most, "archive", `${member.name} line length`);
      yield join(...rest, piece.subarray(from, feed));
      rest = [];
      waiting = 0;
      from = feed + 1;
    }
    if (from < piece.length) rest.push(piece.slice(from));
    waiting += piece.length - from;
    ensure(waiting < most, "archive", `${member.name} line length`);
  }
  ensure(waiting === 0, "archive", `${member.name} last line`);
}
