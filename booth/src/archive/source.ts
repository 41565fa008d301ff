/** Where an archive's bytes come from: read in pieces, so that a large file need not fit in memory. */

import type { Bytes } from "../core/bytes.ts";

export interface Source {
  readonly size: number;
  /** Read `from` up to, not including, `to`. */
  read(from: number, to: number): Promise<Bytes>;
}

export function fromBytes(bytes: Bytes): Source {
  return { size: bytes.length, read: (from, to) => Promise.resolve(bytes.subarray(from, to)) };
}

/** A file a person chose or dropped. */
export function fromBlob(blob: Blob): Source {
  return { size: blob.size, read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()) };
}
