/** Checking a whole archive from the archive alone. */

import { sha256 } from "@noble/hashes/sha2.js";
import { HeadCheck, LONGEST_HEAD, readHead, verifyHead } from "../board/heads.ts";
import { LONGEST_LINE, MOST_PAPER } from "../board/entries.ts";
import { Replay } from "../board/replay.ts";
import { State } from "../board/state.ts";
import { readTranscript } from "../ceremony/messages.ts";
import { type Ceremony, verifyTranscript } from "../ceremony/verify.ts";
import { type Bytes, same, utf8 } from "../core/bytes.ts";
import { ensure } from "../core/invalid.ts";
import { type Manifest, readManifest } from "../core/manifest.ts";
import { ROLL_LINE, rollHash, RollReader } from "../core/roll.ts";
import { digest } from "../core/transcript.ts";
import type { Source } from "./source.ts";
import { directory, lines, type Member, unpack, whole } from "./zip.ts";

export interface ItemReport {
  readonly id: string;
  readonly title: string;
  readonly options: readonly string[];
  readonly rows: readonly string[];
  readonly phase: "waiting" | "open" | "closed";
  readonly count: number;
  readonly totals: readonly number[] | null;
  readonly paper: { readonly valid: number; readonly totals: readonly number[] };
  readonly withheld: boolean;
}

export interface Report {
  readonly title: string;
  readonly election: Bytes;
  readonly booth: Bytes;
  readonly kMin: number;
  readonly trustees: readonly { readonly index: number; readonly name: string; readonly hosted: boolean }[];
  readonly threshold: number;
  readonly items: readonly ItemReport[];
  readonly seats: number;
  readonly entries: number;
  readonly head: Bytes;
  readonly sealed: boolean;
  readonly ballots: number;
  readonly replaced: number;
  readonly audits: number;
  readonly proofs: number;
  readonly signatures: number;
  readonly heads: number;
  readonly papers: number;
  readonly seconds: number;
}

/** How far the check is: a fraction from 0 to 1, and which part of the archive is being read. */
export type Progress = (done: number, part: string) => void;

const MiB = 1_048_576;
const FIXED = ["manifest.json", "dkg.json", "roll.txt", "board.jsonl", "heads.jsonl"];


export interface Wish {
  readonly progress?: Progress;
  /** Check proofs one equation at a time instead of a ballot's together under random weights. */
  readonly naive?: boolean;
  /** Take a board that is not sealed yet; the report says so. */
  readonly unsealed?: boolean;
  /** Signed heads from elsewhere, a receipt's or a screen's, one a line: they must lie on this board. */
  readonly seen?: string;
}

/** Check everything, or raise at the first thing that does not hold. */
export async function verifyArchive(source: Source, { progress, naive = false, unsealed = false, seen = "" }: Wish = {}): Promise<Report> {
  const began = Date.now();
  const members = new Map((await directory(source)).map((member) => [member.name, member]));
  for (const name of FIXED) ensure(members.has(name), "archive", `${name} missing`);
  for (const name of members.keys()) ensure(FIXED.includes(name) || /^papers\/./su.test(name), "archive", `unknown member ${name.slice(0, 100)}`);
  const member = (name: string): Member => members.get(name) as Member;
  const meter = metered(members.values(), progress);

  const manifest = readManifest(await whole(source, member("manifest.json"), 4 * MiB));
  const ceremony = checkCeremony(manifest, await whole(source, member("dkg.json"), 4 * MiB));
  const roll = await readRollMember(source, member("roll.txt"), manifest);

  const replay = new Replay(new State(manifest, ceremony, roll, naive));
  for await (const line of lines(source, member("board.jsonl"), LONGEST_LINE, meter("board.jsonl"))) replay.add(line);
  ensure(replay.state.sealed || unsealed, "seal", "board.jsonl is not sealed");
  const heads = new HeadCheck(manifest, replay.heads);
  for await (const line of lines(source, member("heads.jsonl"), LONGEST_HEAD, meter("heads.jsonl"))) heads.add(line);
  heads.finish(replay.state.sealed);
  checkSeen(replay, seen);
  await checkPapers(source, members, replay.state, meter("papers"));
  progress?.(1, "");
  return report(replay, heads.count, (Date.now() - began) / 1000);
}

/** Check the transcript, and that the manifest says of the trustees what it says. */
export function checkCeremony(manifest: Manifest, bytes: Bytes): Ceremony {
  ensure(same(digest("dkg", bytes), manifest.dkg), "dkg", "dkg.json hash");
  const transcript = readTranscript(bytes);
  const ceremony = verifyTranscript(transcript);
  const named = new Map(transcript.trustees.map((one) => [one.index, one.name]));
  ensure(manifest.trustees.every((one) => named.get(one.index) === one.name), "dkg", "manifest.json trustees name");
  ensure(same(ceremony.key, manifest.key), "dkg", "manifest.json key");
  ensure(ceremony.threshold === manifest.threshold, "dkg", "manifest.json threshold");
  const qualified = [...ceremony.halves.keys()];
  ensure(qualified.length === manifest.trustees.length, "dkg", "manifest.json trustees");
  manifest.trustees.forEach((one, at) => {
    const key = ceremony.signKeys.get(one.index);
    ensure(one.index === qualified[at] && key !== undefined && same(key, one.key), "dkg", `manifest.json trustees[${at}]`);
  });
  return ceremony;
}

/** Read the roll in a stream: a key that is none, or one too many, ends it there. */
async function readRollMember(source: Source, member: Member, manifest: Manifest): Promise<readonly string[]> {
  const reader = new RollReader();
  for await (const line of lines(source, member, ROLL_LINE)) {
    ensure(reader.keys.length < manifest.roll.size, "roll", "roll.txt size");
    reader.add(line);
  }
  checkRoll(manifest, reader.keys);
  return reader.keys;
}

/** Check the roll against the manifest. */
export function checkRoll(manifest: Manifest, roll: readonly string[]): void {
  ensure(roll.length === manifest.roll.size, "roll", "roll.txt size");
  ensure(same(rollHash(roll), manifest.roll.hash), "roll", "roll.txt hash");
}

/** Check that heads somebody kept lie on this board: else it was cut or forked. */
function checkSeen(replay: Replay, seen: string): void {
  const kept = seen.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  for (const [at, line] of kept.entries()) {
    const head = readHead(utf8(line), `head seen elsewhere, line ${at + 1}`);
    const where = `head ${head.index} seen elsewhere`;
    verifyHead(replay.state.manifest, head, where);
    const own = replay.heads[head.index];
    ensure(own !== undefined && same(own, head.head), "head", where);
  }
}

async function checkPapers(source: Source, members: ReadonlyMap<string, Member>, state: State, meter: (packed: number) => void): Promise<void> {
  const files = state.papers ?? [];
  ensure(members.size === FIXED.length + files.length, "papers", "a paper the board does not name");
  for (const file of files) {
    const member = members.get(`papers/${file.name}`);
    ensure(member !== undefined, "papers", `papers/${file.name} missing`);
    ensure(member.size === file.size && file.size <= MOST_PAPER, "papers", `${member.name} size`);
    const state = sha256.create();
    for await (const piece of unpack(source, member, meter)) state.update(piece);
    ensure(same(state.digest(), file.sha256), "papers", member.name);
  }
}

function metered(members: Iterable<Member>, progress?: Progress): (part: string) => (packed: number) => void {
  const all = [...members].reduce((size, member) => size + member.packed, 1);
  let read = 0;
  return (part) => (packed) => {
    read += packed;
    progress?.(Math.min(0.999, read / all), part);
  };
}

function report(replay: Replay, heads: number, seconds: number): Report {
  const { manifest, counters, counts, seats, papers, sealed } = replay.state;
  return {
    title: manifest.title,
    election: manifest.election,
    booth: manifest.booth,
    kMin: manifest.kMin,
    trustees: manifest.trustees.map(({ index, name, hosted }) => ({ index, name, hosted })),
    threshold: manifest.threshold,
    items: [...counts.values()].map(({ item, phase, count, totals, paper, withheld }) => ({
      id: item.id,
      title: item.title,
      options: item.options,
      rows: item.rows,
      phase,
      count,
      totals,
      paper: { valid: paper.valid, totals: paper.totals },
      withheld,
    })),
    seats: [...new Set(seats.values())].filter((seat) => seat.key !== null).length,
    entries: replay.length,
    head: replay.head,
    sealed,
    ballots: counters.ballots,
    replaced: counters.replaced,
    audits: counters.audits,
    proofs: counters.proofs,
    signatures: counters.signatures + heads,
    heads,
    papers: papers?.length ?? 0,
    seconds,
  };
}
