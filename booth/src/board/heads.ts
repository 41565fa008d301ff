/** Signed heads: who vouches for which state of the board. */

import { type Bytes, fromHex, hex, join, same, u64 } from "../core/bytes.ts";
import { read } from "../core/canonical.ts";
import { ensure } from "../core/invalid.ts";
import type { Manifest } from "../core/manifest.ts";
import { Shape } from "../core/shape.ts";
import { type KeyPair, sign, verify } from "../core/signature.ts";
import type { Entropy } from "../core/group.ts";

export const LONGEST_HEAD = 4096;

export interface SignedHead {
  readonly index: number;
  readonly head: Bytes;
  /** Hex. */
  readonly signer: string;
  readonly signature: Bytes;
}

export function headMessage(election: Bytes, index: number, head: Bytes): Bytes {
  return join(election, u64(index), head);
}

export function signHead(election: Bytes, index: number, head: Bytes, signer: KeyPair, entropy: Entropy): SignedHead {
  const signature = sign(signer, "head", headMessage(election, index, head), entropy);
  return { index, head, signer: hex(signer.public), signature };
}

export function readHead(line: Bytes, where: string): SignedHead {
  ensure(line.length < LONGEST_HEAD, "head", `${where} length`);
  const shape = new Shape(read(line, where), ["head", "index", "signature", "signer"], where, "head");
  shape.hex("signer");
  return { index: shape.whole("index"), head: shape.hex("head"), signer: shape.string("signer"), signature: shape.base64("signature", 64) };
}

/** Check one signed head by itself; the signer must be the board or a scrutineer. */
export function verifyHead(manifest: Manifest, head: SignedHead, where: string): void {
  const known = [manifest.boardKey, ...manifest.scrutineers.map((one) => one.key)].some((key) => hex(key) === head.signer);
  ensure(known, "head", `${where} signer`);
  verify(fromHex(head.signer), "head", headMessage(manifest.election, head.index, head.head), head.signature, where);
}

/** Signed heads under reading, against the heads of a replayed board. */
export class HeadCheck {
  private readonly manifest: Manifest;
  private readonly heads: readonly Bytes[];
  private readonly seen = new Set<string>();
  private at = 0;
  private readonly last = new Set<string>();
  count = 0;

  constructor(manifest: Manifest, heads: readonly Bytes[]) {
    this.manifest = manifest;
    this.heads = heads;
  }

  add(line: Bytes): void {
    const where = `heads.jsonl line ${this.count + 1}`;
    const head = readHead(line, where);
    const name = `${head.index} ${head.signer}`;
    const own = this.heads[head.index];
    ensure(own !== undefined && same(own, head.head), "head", where);
    ensure(head.index >= this.at && !this.seen.has(name), "head", `${where} order`);
    verifyHead(this.manifest, head, where);
    this.seen.add(name);
    this.at = head.index;
    this.count++;
    if (head.index === this.heads.length - 1) this.last.add(head.signer);
  }

  /** Check who signed the last head: the board always, a quorum of scrutineers once the board is sealed. */
  finish(sealed: boolean): void {
    ensure(this.last.has(hex(this.manifest.boardKey)), "head", "heads.jsonl board's signature on the last head");
    const signed = this.manifest.scrutineers.filter((one) => this.last.has(hex(one.key))).length;
    ensure(!sealed || signed >= this.manifest.quorum, "head", "heads.jsonl scrutineers' signatures on the last head");
  }
}
