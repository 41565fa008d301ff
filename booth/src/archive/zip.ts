/** A strict, bounded reader of zip files: stored or deflated members, nothing else. */

import { Inflate } from "fflate";
import { type Bytes, join, same } from "../core/bytes.ts";
import { ensure, Invalid } from "../core/invalid.ts";
import type { Source } from "./source.ts";

export interface Member {
  readonly name: string;
  /** As the directory says; more or less is refused while reading. */
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly crc: number;
  /** Where its bytes begin. */
  readonly start: number;
}

/** An entry of the directory. */
interface Entry extends Omit<Member, "start"> {
  readonly flags: number;
  readonly raw: Bytes;
  readonly offset: number;
}

const CHUNK = 16_384;
const [LOCAL, ENTRY, END, LARGE_END, LOCATOR] = [30, 46, 22, 56, 20] as const;
const MOST_MEMBERS = 1005;
const LONGEST_DIRECTORY = 2 ** 20;
const STORED = 0;
const DEFLATED = 8;
const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;
const UTF8 = 0x800;
/** How hard deflate tried, and UTF-8: what no other flag may join, for each changes what is read. */
const FLAGS = 0x006 | UTF8;

function bad(where: string): never {
  throw new Invalid("archive", where);
}

function view(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Read the directory, and check that the file holds nothing but its members: one file, one reading. */
export async function directory(source: Source): Promise<Member[]> {
  const { start, size, many } = await findDirectory(source);
  const entries = readDirectory(await source.read(start, start + size), many);
  const members: Member[] = [];
  let at = 0;
  for (const entry of entries) {
    const { name, method, crc, packed, size: length } = entry;
    if (entry.offset !== at) bad(`${name} place`);
    const from = await dataStart(source, entry);
    at = from + packed;
    if (at > start) bad(`${name} place`);
    members.push({ name, method, crc, packed, size: length, start: from });
  }
  if (at !== start) bad("zip directory");
  ensure(new Set(members.map((one) => one.name)).size === members.length, "archive", "repeated name");
  return members;
}

async function findDirectory(source: Source): Promise<{ start: number; size: number; many: number }> {
  let end = source.size - END;
  if (end < 0) bad("no zip file");
  const at = view(await source.read(end, source.size));
  // Nothing may follow the end, a comment neither: another reader might find another end in it.
  if (at.getUint32(0, true) !== 0x06054b50 || at.getUint16(20, true) !== 0) bad("no zip file");
  const short = [at.getUint16(10, true), at.getUint32(12, true), at.getUint32(16, true)] as const;
  if (at.getUint32(4, true) !== 0 || at.getUint16(8, true) !== short[0]) bad("zip directory");
  let said: readonly number[] = short;
  if (short[0] === FULL_16 || short[1] === FULL_32 || short[2] === FULL_32) {
    end -= LARGE_END + LOCATOR;
    said = await largeEnd(source, end);
    short.forEach((value, field) => {
      if (value !== (field === 0 ? FULL_16 : FULL_32) && value !== said[field]) bad("zip directory");
    });
  }
  const [many, size, start] = said as readonly [number, number, number];
  if (many > MOST_MEMBERS || size > LONGEST_DIRECTORY || start + size !== end) bad("zip directory");
  return { start, size, many };
}

/** Read the two zip64 records that stand before the end. */
async function largeEnd(source: Source, place: number): Promise<readonly number[]> {
  if (place < 0) bad("zip directory");
  const at = view(await source.read(place, place + LARGE_END + LOCATOR));
  const large = (offset: number): number => Number(at.getBigUint64(offset, true));
  const record = at.getUint32(0, true) === 0x06064b50 && large(4) === LARGE_END - 12 && large(16) === 0 && large(24) === large(32);
  const locator = at.getUint32(56, true) === 0x07064b50 && at.getUint32(60, true) === 0 && large(64) === place && at.getUint32(72, true) === 1;
  if (!record || !locator) bad("zip directory");
  return [large(32), large(40), large(48)];
}

function readDirectory(bytes: Bytes, many: number): Entry[] {
  const at = view(bytes);
  const entries: Entry[] = [];
  let place = 0;
  for (let one = 0; one < many; one++) {
    if (place + ENTRY > bytes.length || at.getUint32(place, true) !== 0x02014b50) bad("zip directory");
    const [flags, method, crc] = [at.getUint16(place + 8, true), at.getUint16(place + 10, true), at.getUint32(place + 16, true)];
    const nameEnd = place + ENTRY + at.getUint16(place + 28, true);
    const next = nameEnd + at.getUint16(place + 30, true);
    // No comment, and all on one disk.
    if (next > bytes.length || at.getUint32(place + 32, true) !== 0) bad("zip directory");
    const raw = bytes.subarray(place + ENTRY, nameEnd);
    const name = nameOf(raw, flags);
    if (flags & ~FLAGS || (method !== STORED && method !== DEFLATED)) bad(name);
    const values = [at.getUint32(place + 24, true), at.getUint32(place + 20, true), at.getUint32(place + 42, true)];
    const [size, packed, offset] = large(bytes.subarray(nameEnd, next), values, name) as [number, number, number];
    if (method === STORED && size !== packed) bad(`${name} size`);
    entries.push({ name, raw, flags, method, crc, size, packed, offset });
    place = next;
  }
  if (place !== bytes.length) bad("zip directory");
  return entries;
}

function nameOf(bytes: Bytes, flags: number): string {
  let name: string;
  try {
    name = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bad("name of a member");
  }
  const plain = bytes.every((byte) => byte < 128);
  if (bytes.includes(0) || (!plain && !(flags & UTF8))) bad("name of a member");
  return name;
}

/** Put zip64's values, which stand in the extra field in order, in the place of those that are full. */
function large(extra: Bytes, values: readonly number[], name: string): number[] {
  const at = view(extra);
  let found: number | null = null;
  let size = 0;
  for (let place = 0; place < extra.length; place += 4 + size) {
    if (place + 4 > extra.length) bad(name);
    size = at.getUint16(place + 2, true);
    if (place + 4 + size > extra.length) bad(name);
    if (at.getUint16(place, true) !== 1) continue;
    const full = values.filter((value) => value === FULL_32).length;
    if (found !== null || full === 0 || size !== 8 * full) bad(name);
    found = place + 4;
  }
  if (found === null && values.includes(FULL_32)) bad(name);
  let inner = found ?? 0;
  return values.map((value) => (value === FULL_32 ? Number(at.getBigUint64((inner += 8) - 8, true)) : value));
}

/** Check that a member's own header says what the directory says; returns where its bytes begin. */
async function dataStart(source: Source, entry: Entry): Promise<number> {
  const header = await source.read(entry.offset, entry.offset + LOCAL);
  if (header.length < LOCAL || view(header).getUint32(0, true) !== 0x04034b50) bad(entry.name);
  const at = view(header);
  const nameEnd = entry.offset + LOCAL + at.getUint16(26, true);
  const start = nameEnd + at.getUint16(28, true);
  const rest = await source.read(entry.offset + LOCAL, start);
  if (rest.length !== start - entry.offset - LOCAL || !same(rest.subarray(0, nameEnd - entry.offset - LOCAL), entry.raw)) bad(entry.name);
  const extra = rest.subarray(nameEnd - entry.offset - LOCAL);
  const [size, packed] = large(extra, [at.getUint32(22, true), at.getUint32(18, true)], entry.name);
  const said = [at.getUint16(6, true), at.getUint16(8, true), at.getUint32(14, true), size, packed];
  const told = [entry.flags, entry.method, entry.crc, entry.size, entry.packed];
  if (said.some((value, field) => value !== told[field])) bad(entry.name);
  return start;
}

/** Unpack a member piece by piece; `read` is told how many packed bytes were taken. Raises when size or checksum differ. */
export async function* unpack(source: Source, member: Member, read?: (packed: number) => void): AsyncGenerator<Bytes> {
  const { start } = member;
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
  if (inflater?.ended === false || size !== member.size) bad(`${member.name} size`);
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
    if (this.ended && this.left > 0) bad(`${this.name} packing`);
    return this.pieces;
  }

  /** Whether the last block has come to its end. */
  get ended(): boolean {
    const { f, l } = this.state.s;
    return Boolean(f) && !l;
  }

  /** Whole bytes that stand after it; the last byte of the stream may have bits to spare. */
  private get left(): number {
    const { s, p } = this.state;
    return p.length - (s.p ? 1 : 0);
  }

  /** The library does not say where a stream ended, so its state is looked at: last block, table in use, bit, bytes not yet read. */
  private get state(): { readonly s: { readonly f?: number; readonly l?: unknown; readonly p?: number }; readonly p: Bytes } {
    return this.inner as unknown as Inflating["state"];
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
