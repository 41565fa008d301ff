/** What a trustee's worker does: the ceremony step by step, the rehearsal, and the release of factors. */

import { asJson, COMMIT, readCommit, readRegistration, readReveal, readTranscript, REGISTRATION, type Registration, REVEAL } from "../ceremony/messages.ts";
import { confirm, deal, type Dealing, type Keys, receive, register, reveal } from "../ceremony/trustee.ts";
import { checkRoll } from "../archive/verify.ts";
import { signHead } from "../board/heads.ts";
import { signedEntry } from "../board/people.ts";
import type { Replay } from "../board/replay.ts";
import { base64, type Bytes, fromHex, hex, utf8 } from "../core/bytes.ts";
import { bytesOf, type Json, read, write } from "../core/canonical.ts";
import { type Entropy, scalar, scalarBytes, system } from "../core/group.ts";
import { ensure } from "../core/invalid.ts";
import type { Manifest } from "../core/manifest.ts";
import { readRoll } from "../core/roll.ts";
import { Shape } from "../core/shape.ts";
import { type KeyPair, pairOf, sign } from "../core/signature.ts";
import { digest } from "../core/transcript.ts";
import type { Progress } from "../worker/calls.ts";
import type { Vault } from "../worker/vault.ts";
import { openBackup, sealBackup } from "./backup.ts";
import { type Checked, checkOwnElection, decrypt, type Files, rehearse, tallied, verifyBoard } from "./release.ts";

type Record = { [name: string]: Json };

/** Who is meant: one device may serve several elections. */
interface Mine {
  readonly owner: string;
}

/** The transcript so far, as its canonical text with every later list empty. */
interface SoFar extends Mine {
  readonly transcript: Bytes;
}

export function trusteeOperations(vault: Vault, entropy: Entropy = system) {
  const name = (owner: string): string => `trustee ${owner}`;

  const kept = async (owner: string): Promise<Record> => {
    const bytes = await vault.read(name(owner));
    ensure(bytes !== null, "dkg", "no trustee key on this device");
    return read(bytes, "kept trustee") as Record;
  };

  let checked: Checked | undefined;

  /** Check a board; a replay that failed half way is not gone on from. */
  const check = (files: Files, progress: Progress, vouched: boolean): Replay => {
    const before = checked;
    checked = undefined;
    const replay = verifyBoard(files, progress, vouched, before);
    checked = { replay, files };
    return replay;
  };

  const keep = (owner: string, record: Record): Promise<void> => vault.write(name(owner), bytesOf(record));

  return {
    /** Step 1: make keys; returns the registration to publish. A second call gives the same one. */
    async register({ owner, nonce, index, title }: Mine & { nonce: string; index: number; title: string }): Promise<string> {
      const known = await vault.read(name(owner));
      if (known !== null) return write(((read(known, "kept trustee") as Record)["registration"] ?? null) as Json);
      const { keys, registration } = register(fromHex(nonce), index, title, entropy);
      const published = asJson(registration, ["sign", "encrypt"]);
      await keep(owner, {
        index,
        registration: published,
        sign: hex(scalarBytes(keys.sign.secret)),
        encrypt: hex(scalarBytes(keys.encrypt.secret)),
      });
      return write(published);
    },

    /** Step 2: returns the commitment to publish; the reveal stays here until all commitments stand. */
    async commit({ owner, nonce, threshold, trustees }: Mine & { nonce: string; threshold: number; trustees: string }): Promise<string> {
      const record = await kept(owner);
      const everyone = registrations(trustees);
      const session = hex(digest("booth-session", nonce, String(threshold), trustees));
      if (record["session"] !== undefined) {
        ensure(record["session"] === session, "dkg", "already dealt for other trustees");
        return write(record["commit"] as Json);
      }
      const dealing = deal(keysOf(record), fromHex(nonce), threshold, everyone, entropy);
      const commit = asJson(dealing.commit, ["commitment"]);
      await keep(owner, { ...record, session, nonce, threshold, trustees, commit, reveal: asJson(dealing.reveal, []) });
      return write(commit);
    },

    /** Step 3: returns the reveal, once everybody has committed. */
    async reveal({ owner, commits }: Mine & { commits: string }): Promise<string> {
      const record = await kept(owner);
      const everyone = registrations(record["trustees"] as string);
      const threshold = record["threshold"] as number;
      const dealing: Dealing = {
        commit: readCommit(new Shape(record["commit"], COMMIT, "commit", "dkg")),
        reveal: readReveal(new Shape(record["reveal"], REVEAL, "reveal", "dkg"), threshold, everyone.length),
      };
      reveal(keysOf(record), fromHex(record["nonce"] as string), threshold, everyone, listed(commits, COMMIT, "commits").map(readCommit), dealing);
      return write(record["reveal"] as Json);
    },

    /** Step 4: returns the complaints to publish, usually an empty list. */
    async receive({ owner, transcript }: SoFar): Promise<string> {
      const complaints = receive(keysOf(await kept(owner)), readTranscript(transcript), entropy);
      return write(complaints.map((one) => asJson(one, ["secret"])));
    },

    /** Steps 5 and 6: compute and keep the share of the key; returns the confirmation to publish. */
    async confirm({ owner, transcript }: SoFar): Promise<string> {
      const record = await kept(owner);
      const { share, confirm: done } = confirm(keysOf(record), readTranscript(transcript), entropy);
      await keep(owner, { ...record, share: hex(scalarBytes(share.secret)) });
      return write(asJson(done, []));
    },

    async backup({ owner, passphrase }: Mine & { passphrase: string }): Promise<string> {
      const { index, registration, sign, encrypt, share } = await kept(owner);
      ensure(share !== undefined, "dkg", "ceremony not finished");
      return sealBackup(bytesOf({ index, registration, sign, encrypt, share } as Record), passphrase);
    },

    /** Take a backup in, in place of whatever this device kept under that name. */
    async restore({ owner, text, passphrase }: Mine & { text: string; passphrase: string }): Promise<number> {
      const record = read(await openBackup(text, passphrase), "backup") as Record;
      keysOf(record);
      await keep(owner, record);
      return record["index"] as number;
    },

    /** Check the frozen roll, whose length is what was announced, and sign it; returns the signature in base64. */
    async signRoll({ owner, manifest, dkg, roll, size }: Mine & Pick<Files, "manifest" | "dkg" | "roll"> & { size: number }): Promise<string> {
      const record = await kept(owner);
      const election = checkOwnElection({ manifest, dkg }, record["index"] as number, shareOf(record));
      const keys = readRoll(roll);
      checkRoll(election, keys);
      ensure(keys.length === size, "roll", "another number of keys than announced");
      await bind(owner, record, election);
      return base64(sign(keysOf(record).sign, "entry", signedEntry({ manifest: election }, bytesOf({ kind: "roll_seal" })), entropy));
    },

    /** Check the whole board, then sign its last head; returns the line of heads.jsonl. */
    async signHead({ owner, files }: Mine & { files: Files }, progress: Progress): Promise<string> {
      const record = await kept(owner);
      const manifest = checkOwnElection(files, record["index"] as number, shareOf(record));
      const { heads } = check(files, progress, false);
      await remember(vault, owner, hex(manifest.election), heads);
      return write(asJson(signHead(manifest.election, heads.length - 1, heads.at(-1) as Bytes, keysOf(record).sign, entropy), ["head"]));
    },

    /** Give one share of the rehearsal. */
    async rehearse({ owner, manifest, dkg, randomness, value }: Mine & Pick<Files, "manifest" | "dkg"> & { randomness: string; value: number }): Promise<string> {
      const record = await kept(owner);
      const share = shareOf(record);
      const election = checkOwnElection({ manifest, dkg }, record["index"] as number, share);
      await bind(owner, record, election);
      const secret = scalar(fromHex(randomness), "tally", "randomness");
      return write(rehearse(election, record["index"] as number, share, secret, value, entropy));
    },

    /** Check the whole board, then give the share of one item's tally. Asked again for the same tally, it gives the same entry. */
    async release({ owner, files, item }: Mine & { files: Files; item: string }, progress: Progress): Promise<string> {
      const record = await kept(owner);
      const [index, share] = [record["index"] as number, shareOf(record)];
      const manifest = checkOwnElection(files, index, share);
      await bind(owner, record, manifest);
      const election = hex(manifest.election);
      const replay = check(files, progress, true);
      await remember(vault, owner, election, replay.heads);
      const { count, tally } = tallied(replay, item);
      const of = hex(digest("booth-release", election, item, tally.ciphertexts, String(tally.count)));
      const before = await vault.read(`released ${owner} ${election} ${item}`);
      if (before !== null) {
        const { line, of: then } = read(before, "released") as { line: string; of: string };
        ensure(then === of, "share", "another tally of this item was released before");
        return line;
      }
      ensure(!count.shares.has(index), "share", "already on the board");
      const line = write(decrypt(manifest, item, tally, index, share, entropy));
      await vault.write(`released ${owner} ${election} ${item}`, bytesOf({ line, of }));
      return line;
    },
  };

  /**
   * One ceremony serves the rounds of one meeting, each an election of its own: all that a trustee proves or signs holds the
   * election's id. What a later one may not do is open smaller sums than the first allowed.
   */
  async function bind(owner: string, record: Record, manifest: Manifest): Promise<void> {
    const least = record["k_min"];
    ensure(least === undefined || manifest.kMin >= (least as number), "share", "opens smaller sums than before");
    if (least === undefined) await keep(owner, { ...record, k_min: manifest.kMin });
  }
}

export type TrusteeOperations = ReturnType<typeof trusteeOperations>;

/** Refuse a board that is not a continuation of the one seen last, then keep its head. */
async function remember(vault: Vault, owner: string, election: string, heads: readonly Bytes[]): Promise<void> {
  const name = `board ${owner} ${election}`;
  const before = await vault.read(name);
  if (before !== null) {
    const { index, head } = read(before, "board seen") as { index: number; head: string };
    const now = heads[index];
    ensure(now !== undefined && hex(now) === head, "board", "not a continuation of the board seen before");
  }
  await vault.write(name, bytesOf({ index: heads.length - 1, head: hex(heads.at(-1) as Bytes) }));
}

function keysOf(record: Record): Keys {
  const pair = (member: string): KeyPair => pairOf(scalar(fromHex(record[member] as string), "dkg", `kept ${member}`));
  return { index: record["index"] as number, sign: pair("sign"), encrypt: pair("encrypt") };
}

function shareOf(record: Record): KeyPair {
  ensure(typeof record["share"] === "string", "share", "ceremony not finished");
  return pairOf(scalar(fromHex(record["share"]), "share", "kept share"));
}

/** Read the registrations from their canonical array. */
function registrations(text: string): readonly Registration[] {
  const trustees = listed(text, REGISTRATION, "trustees").map(readRegistration);
  ensure(trustees.every((one, at) => one.index === at + 1), "dkg", "trustees index");
  return trustees;
}

function listed(text: string, names: readonly string[], where: string): Shape[] {
  const list = read(utf8(text), where);
  ensure(Array.isArray(list), "dkg", where);
  return (list as readonly Json[]).map((value, at) => new Shape(value, names, `${where}[${at}]`, "dkg"));
}
