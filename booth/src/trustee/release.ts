/** A trustee's decryptions: the rehearsal, and the factors of a tally after one's own check of the whole board. */

import { HeadCheck } from "../board/heads.ts";
import { decryptContext, rehearsalContext } from "../board/counting.ts";
import { Replay } from "../board/replay.ts";
import { type Count, State, type Tally } from "../board/state.ts";
import { checkCeremony, checkRoll } from "../archive/verify.ts";
import { base64, type Bytes, hex, join } from "../core/bytes.ts";
import type { Json } from "../core/canonical.ts";
import { base, type Entropy, point, type Point, times } from "../core/group.ts";
import { ensure } from "../core/invalid.ts";
import { type Manifest, readManifest } from "../core/manifest.ts";
import { proveEquality } from "../core/proofs.ts";
import { readRoll } from "../core/roll.ts";
import type { KeyPair } from "../core/signature.ts";

/** The board and what goes with it, as their files' bytes. */
export interface Files {
  readonly manifest: Bytes;
  readonly dkg: Bytes;
  readonly roll: Bytes;
  readonly board: Bytes;
  readonly heads: Bytes;
}

export type Progress = (done: number, of: number) => void;

/** Check manifest and ceremony, and that this share is one of its trustees'. */
export function checkOwnElection(files: Pick<Files, "manifest" | "dkg">, index: number, share: KeyPair): Manifest {
  const manifest = readManifest(files.manifest);
  const half = checkCeremony(manifest, files.dkg).halves.get(index);
  ensure(half !== undefined && hex(half) === hex(share.public), "share", "not this trustee's election");
  return manifest;
}

/** Make one share of the rehearsal; only the public randomness is decrypted, which tells nothing. */
export function rehearse(manifest: Manifest, index: number, share: KeyPair, randomness: bigint, value: number, entropy: Entropy): { readonly [name: string]: Json } {
  const left = times(base(), randomness);
  const factor = times(left, share.secret).toBytes();
  const context = rehearsalContext(manifest.election, index, value);
  return { trustee: index, factor: hex(factor), proof: base64(proveEquality(context, share.secret, share.public, left, factor, entropy)) };
}

/** A board that was checked so far; what is added to it needs no second look at what stood before. */
export interface Checked {
  readonly replay: Replay;
  readonly files: Files;
}

/**
 * Replay the whole board, and check that its last head is signed by the board and, if `vouched`, by a quorum of scrutineers. Of a
 * board that goes on from `before`, byte for byte, only the new lines are replayed.
 */
export function verifyBoard(files: Files, progress?: Progress, vouched = true, before?: Checked): Replay {
  const manifest = readManifest(files.manifest);
  const goesOn = before !== undefined && continues(before.files, files);
  const replay = goesOn ? before.replay : replayOf(manifest, files);
  const from = goesOn ? before.files.board.length : 0;
  for (const [line, to] of linesOf(files.board.subarray(from))) {
    replay.add(line);
    progress?.(from + to, files.board.length);
  }
  const heads = new HeadCheck(manifest, replay.heads);
  for (const [line] of linesOf(files.heads)) heads.add(line);
  // What is decrypted must be vouched for as if the board ended here; who vouches comes before.
  heads.finish(vouched);
  return replay;
}

function replayOf(manifest: Manifest, files: Files): Replay {
  const ceremony = checkCeremony(manifest, files.dkg);
  const roll = readRoll(files.roll);
  checkRoll(manifest, roll);
  return new Replay(new State(manifest, ceremony, roll));
}

function continues(before: Files, now: Files): boolean {
  const same = (one: Bytes, other: Bytes): boolean => one.length === other.length && one.every((byte, at) => byte === other[at]);
  const board = now.board.subarray(0, before.board.length);
  return same(before.manifest, now.manifest) && same(before.dkg, now.dkg) && same(before.roll, now.roll) && same(before.board, board);
}

function* linesOf(bytes: Bytes): Generator<readonly [Bytes, number]> {
  let from = 0;
  for (let feed = bytes.indexOf(10); feed >= 0; feed = bytes.indexOf(10, from)) {
    yield [bytes.subarray(from, feed), feed + 1];
    from = feed + 1;
  }
  ensure(from === bytes.length, "board", "last line not ended");
}

/** The tally entry of an item on a replayed board. */
export function tallied(replay: Replay, item: string): { readonly count: Count; readonly tally: Tally } {
  const count = replay.state.count(item, "tally", "release");
  ensure(count.tally !== null, "tally", `no tally of ${item} on the board`);
  return { count, tally: count.tally };
}

/** Decrypt a tally: one factor and one proof per cell. Returns the entry. */
export function decrypt(manifest: Manifest, item: string, tally: Tally, index: number, share: KeyPair, entropy: Entropy): { readonly [name: string]: Json } {
  const made = tally.lefts.map((bytes, cell) => {
    const left: Point = point(bytes, "tally", `cell ${cell}`);
    const factor = times(left, share.secret).toBytes();
    const context = decryptContext(manifest.election, item, tally, index, cell);
    return [factor, proveEquality(context, share.secret, share.public, left, factor, entropy)] as const;
  });
  const [factors, proofs] = [made.map(([factor]) => factor), made.map(([, proof]) => proof)];
  return { kind: "share", item, trustee: index, factors: base64(join(...factors)), proofs: base64(join(...proofs)) };
}
