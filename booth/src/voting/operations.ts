/** What the voting worker does; secrets never leave it but as signatures, or as the opening of an audited ballot. */

import { readEntry } from "../board/entries.ts";
import { readHead, verifyHead } from "../board/heads.ts";
import { type Bytes, fromHex, hex, isZero } from "../core/bytes.ts";
import { write } from "../core/canonical.ts";
import { base, type Entropy, scalar, scalarBytes, system, times } from "../core/group.ts";
import { ensure } from "../core/invalid.ts";
import { electionKey, type Manifest, readManifest } from "../core/manifest.ts";
import { readRoll, rollHash } from "../core/roll.ts";
import { cast, open, type Place, prepare, type Prepared, readCiphertexts, shortTracker, trackerOf, verifyOpening, verifyProofs } from "../core/sealed.ts";
import { type KeyPair, keyPair, pairOf } from "../core/signature.ts";
import type { Progress } from "../worker/calls.ts";
import { freshCode, ofCode } from "./slip.ts";
import type { Vault } from "../worker/vault.ts";

/** What people see of a ballot. */
export interface Shown {
  readonly election: string;
  readonly tracker: string;
  readonly short: string;
}

export interface Written extends Shown {
  /** The entry, as one canonical line without its line feed. */
  readonly line: string;
}

interface Held {
  readonly prepared: Prepared;
  readonly owner: string;
  done: { readonly how: "cast" | "audit"; readonly written: Written } | null;
}

export interface Wanted {
  readonly owner: string;
  readonly manifest: Bytes;
  readonly item: string;
  readonly choices: readonly number[];
  readonly counter: number;
  /** Hex; 64 zeros for the first ballot. */
  readonly previous: string;
}

/** The operations of one voting worker; `owner` names whose key is meant, for a device may serve several people. */
export function votingOperations(vault: Vault, entropy: Entropy = system) {
  const held = new Map<number, Held>();
  let last = 0;

  const keysOf = async (owner: string): Promise<KeyPair | null> => {
    const secret = await vault.read(`voter ${owner}`);
    return secret === null ? null : pairOf(scalar(secret, "ballot", "kept key"));
  };

  const finished = async (handle: number, how: "cast" | "audit"): Promise<Written> => {
    const one = held.get(handle);
    ensure(one !== undefined, "ballot", "no such ballot");
    // A second press gives the same entry again; the other way is closed for good.
    ensure(one.done === null || one.done.how === how, "ballot", "already cast or audited");
    if (one.done !== null) return one.done.written;
    const keys = await keysOf(one.owner);
    ensure(keys !== null, "ballot", "no key");
    const entry = how === "cast" ? cast(one.prepared, keys, entropy) : open(one.prepared, keys, entropy);
    const written = { ...shown(one.prepared), line: write(entry) };
    one.done = { how, written };
    one.prepared.randomness.fill(0n);
    return written;
  };

  return {
    /** Return the public key, made now if there is none yet. */
    async key({ owner }: { owner: string }): Promise<string> {
      const known = await keysOf(owner);
      if (known !== null) return hex(known.public);
      const fresh = keyPair(entropy);
      await vault.write(`voter ${owner}`, scalarBytes(fresh.secret));
      return hex(fresh.public);
    },

    /** Draw the code of a new slip, with what the server is told of it. Nothing is kept. */
    newSlip({ scope }: { scope: string }): { readonly code: string; readonly proof: string; readonly key: string } {
      const code = freshCode(entropy);
      const { proof, keys } = ofCode(scope, code);
      return { code, proof, key: hex(keys.public) };
    },

    /** Take up the key of a slip's code as the owner's. */
    async slip({ owner, scope, code }: { owner: string; scope: string; code: string }): Promise<{ readonly proof: string; readonly key: string }> {
      const { proof, keys } = ofCode(scope, code);
      await vault.write(`voter ${owner}`, scalarBytes(keys.secret));
      return { proof, key: hex(keys.public) };
    },

    async forget({ owner }: { owner: string }): Promise<void> {
      for (const [handle, one] of held) if (one.owner === owner) held.delete(handle);
      await vault.remove(`voter ${owner}`);
    },

    /** Make the tables that the first ballot would otherwise wait for. */
    warm({ manifest }: { manifest: Bytes }): void {
      times(base(), 2n);
      times(electionKey(readManifest(manifest)), 2n);
    },

    /** Encrypt and prove. The tracker is to be shown before the voter says whether to cast or to audit. */
    async prepare(wanted: Wanted, progress: Progress): Promise<Shown & { readonly handle: number }> {
      const keys = await keysOf(wanted.owner);
      ensure(keys !== null, "ballot", "no key");
      const prepared = prepare(placeOf(wanted, keys.public), wanted.choices, entropy, progress);
      held.set(++last, { prepared, owner: wanted.owner, done: null });
      return { ...shown(prepared), handle: last };
    },

    cast: ({ handle }: { handle: number }): Promise<Written> => finished(handle, "cast"),

    audit: ({ handle }: { handle: number }): Promise<Written> => finished(handle, "audit"),

    /** Drop a ballot that is neither to be cast nor audited. */
    discard({ handle }: { handle: number }): void {
      held.get(handle)?.prepared.randomness.fill(0n);
      held.delete(handle);
    },

    /** On a second device: check an opened ballot, and say what it holds. */
    check: ({ manifest, line }: { manifest: Bytes; line: string }) => checkAudit(readManifest(manifest), line),

    /** Check that one's own key is on the roll, and that the roll is the manifest's. */
    async onRoll({ owner, manifest, roll }: { owner: string; manifest: Bytes; roll: Bytes }): Promise<{ on: boolean; size: number }> {
      const keys = readRoll(roll);
      const frozen = readManifest(manifest).roll;
      ensure(keys.length === frozen.size && hex(rollHash(keys)) === hex(frozen.hash), "roll", "roll.txt");
      const own = await keysOf(owner);
      return { on: own !== null && keys.includes(hex(own.public)), size: keys.length };
    },

    /** Check a receipt's signed head, and keep the newest seen; a second head of one index is refused. */
    receipt: ({ manifest, head }: { manifest: Bytes; head: string }) => keepHead(vault, readManifest(manifest), head),
  };
}

export type VotingOperations = ReturnType<typeof votingOperations>;

function shown(prepared: Prepared): Shown {
  return { election: hex(prepared.place.election), tracker: hex(prepared.tracker), short: shortTracker(prepared.tracker) };
}

function placeOf(wanted: Wanted, voter: Bytes): Place {
  const manifest = readManifest(wanted.manifest);
  const item = manifest.items.get(wanted.item);
  ensure(item !== undefined, "ballot", "no such item");
  const previous = fromHex(wanted.previous);
  ensure(previous.length === 32 && wanted.counter >= 1 && (wanted.counter === 1) === isZero(previous), "chain", "counter and previous ballot");
  return { election: manifest.election, key: electionKey(manifest), item, voter, counter: wanted.counter, previous };
}

/** Check an opened ballot alone: signature, opening and proofs; the board checks its place in the chain. */
export function checkAudit(manifest: Manifest, line: string): Shown & { readonly item: string; readonly choices: number[] } {
  const entry = readEntry(new TextEncoder().encode(line), "opened ballot");
  ensure(entry.kind === "audit", "audit", "not an opened ballot");
  const item = manifest.items.get(entry.item);
  ensure(item !== undefined, "audit", "no such item");
  const { counter, previous, ciphertexts, proofs, signature } = entry;
  const place = { election: manifest.election, key: electionKey(manifest), item, voter: fromHex(entry.key), counter, previous };
  const sealed = { place, ciphertexts, proofs, signature };
  const points = readCiphertexts(item, ciphertexts, "opened ballot", "audit");
  const tracker = trackerOf(sealed);
  const choices = verifyOpening(sealed, tracker, entry.choices, entry.opening, "opened ballot");
  verifyProofs(sealed, points, "opened ballot");
  return { election: hex(manifest.election), tracker: hex(tracker), short: shortTracker(tracker), item: entry.item, choices };
}

async function keepHead(vault: Vault, manifest: Manifest, line: string): Promise<{ index: number; head: string }> {
  const signed = readHead(new TextEncoder().encode(line), "receipt");
  verifyHead(manifest, signed, "receipt");
  const name = `head ${hex(manifest.election)} ${signed.index}`;
  const known = await vault.read(name);
  ensure(known === null || hex(known) === hex(signed.head), "head", `receipt: two heads at ${signed.index}`);
  if (known === null) await vault.write(name, signed.head);
  return { index: signed.index, head: hex(signed.head) };
}
