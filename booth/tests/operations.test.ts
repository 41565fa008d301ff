/** What the workers do: a voter's ballots, a whole key ceremony, and a trustee who decrypts what it has checked itself. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { signHead } from "../src/board/heads.ts";
import { nextHead } from "../src/board/replay.ts";
import { asJson, readTranscript, writeTranscript } from "../src/ceremony/messages.ts";
import { verifyTranscript } from "../src/ceremony/verify.ts";
import { type Bytes, hex, join, utf8 } from "../src/core/bytes.ts";
import { bytesOf, type Json, read, write } from "../src/core/canonical.ts";
import { rollHash, rollText } from "../src/core/roll.ts";
import { type KeyPair, keyPair } from "../src/core/signature.ts";
import { digest, SUITE } from "../src/core/transcript.ts";
import { trusteeOperations, type TrusteeOperations } from "../src/trustee/operations.ts";
import { votingOperations } from "../src/voting/operations.ts";
import { MemoryVault } from "../src/worker/vault.ts";
import { counted, refusalOf, worked } from "./world.ts";

const quiet = (): void => undefined;
const NONCE = "ab".repeat(32);

interface Ceremony {
  readonly dkg: Bytes;
  readonly trustees: readonly TrusteeOperations[];
  readonly vaults: readonly MemoryVault[];
}

const texts = (list: readonly string[]): Json[] => list.map((text) => read(utf8(text), "message"));

/** Run the ceremony of three. */
async function ceremony(threshold = 2): Promise<Ceremony> {
  const vaults = [1, 2, 3].map(() => new MemoryVault());
  const trustees = vaults.map((vault, at) => trusteeOperations(vault, counted(100 + at)));
  const all = <Answer>(ask: (one: TrusteeOperations, at: number) => Promise<Answer>): Promise<Answer[]> => Promise.all(trustees.map(ask));
  const registered = write(texts(await all((one, at) => one.register({ owner: "e", nonce: NONCE, index: at + 1, title: `受托人 ${at + 1}` }))));
  const commits = write(texts(await all((one) => one.commit({ owner: "e", nonce: NONCE, threshold, trustees: registered }))));
  const reveals = texts(await all((one) => one.reveal({ owner: "e", commits })));
  const soFar = { suite: SUITE, nonce: NONCE, threshold, trustees: read(utf8(registered), ""), commits: read(utf8(commits), ""), reveals, complaints: [], confirms: [] };
  const transcript = bytesOf(soFar);
  assert.deepEqual(await all((one) => one.receive({ owner: "e", transcript })), ["[]", "[]", "[]"]);
  const confirms = texts(await all((one) => one.confirm({ owner: "e", transcript })));
  return { dkg: bytesOf({ ...soFar, confirms }), trustees, vaults };
}

test("a ceremony, step by step in three workers, gives a transcript that verifies", async () => {
  const { dkg } = await ceremony();
  const checked = verifyTranscript(readTranscript(dkg));
  assert.equal(checked.halves.size, 3);
  assert.deepEqual(writeTranscript(readTranscript(dkg)), dkg);
});

test("attack 10: a reveal is not given out before all commitments stand, nor when one's own was swapped", async () => {
  const one = trusteeOperations(new MemoryVault(), counted(5));
  const other = trusteeOperations(new MemoryVault(), counted(6));
  const registered = write(texts([await one.register({ owner: "e", nonce: NONCE, index: 1, title: "甲" }), await other.register({ owner: "e", nonce: NONCE, index: 2, title: "乙" })]));
  const given = { owner: "e", nonce: NONCE, threshold: 1, trustees: registered };
  const [mine, theirs] = [await one.commit(given), await other.commit(given)];
  assert.equal(await refusalOf(() => one.reveal({ owner: "e", commits: write(texts([mine])) })), "dkg");
  assert.equal(await refusalOf(() => one.reveal({ owner: "e", commits: write(texts([theirs, theirs])) })), "dkg");
  assert.equal(await one.commit(given), mine);
  assert.equal(await refusalOf(() => one.commit({ ...given, threshold: 2 })), "dkg");
  assert.match(await one.reveal({ owner: "e", commits: write(texts([mine, theirs])) }), /"coefficients"/);
});

test("a backup opens under its passphrase alone", async () => {
  const { trustees } = await ceremony();
  const text = await (trustees[0] as TrusteeOperations).backup({ owner: "e", passphrase: "十二个字以上的口令才可以用" });
  const fresh = trusteeOperations(new MemoryVault());
  assert.equal(await refusalOf(() => fresh.restore({ owner: "e", text, passphrase: "another passphrase" })), "dkg");
  assert.equal(await fresh.restore({ owner: "e", text, passphrase: "十二个字以上的口令才可以用" }), 1);
  assert.equal(await refusalOf(() => (trustees[0] as TrusteeOperations).backup({ owner: "e", passphrase: "short" })), "dkg");
});

/** A small election run through the workers: ten voters, one item, three trustees. */
class Election {
  readonly board: KeyPair = keyPair(counted(900));
  readonly lines: Bytes[] = [];
  head: Bytes;
  readonly manifest: Bytes;
  readonly roll: Bytes;
  readonly id: Bytes;

  constructor(readonly dkg: Bytes, keys: readonly string[], kMin: number) {
    const checked = verifyTranscript(readTranscript(dkg));
    const trustees = [...checked.halves.keys()].map((index) => ({ hosted: false, index, key: hex(checked.signKeys.get(index) as Bytes), name: `受托人 ${index}` }));
    const sorted = [...keys].sort();
    this.roll = rollText(sorted);
    this.manifest = bytesOf({
      suite: SUITE, title: "测试选举", trustees, threshold: 2, dkg: hex(digest("dkg", dkg)), key: hex(checked.key),
      items: [{ id: "plan", kind: "one", title: "方案", options: ["赞成", "反对", "弃权"], revote: "last", majority: null }],
      roll: { hash: hex(rollHash(sorted)), paper: 0, size: keys.length },
      board_key: hex(this.board.public), scrutineers: [], quorum: 0, auditors: [], booth: "00".repeat(32), opens: "2026-11-21T01:00:00Z", closes: "2026-11-21T02:00:00Z", k_min: kMin,
    });
    this.id = digest("manifest", this.manifest);
    this.head = digest("board-start", this.id);
  }

  add(line: string): void {
    this.lines.push(utf8(line));
    this.head = nextHead(this.head, this.lines.length, utf8(line));
  }

  signed(): string {
    return write(asJson(signHead(this.id, this.lines.length, this.head, this.board, counted()), ["head"]));
  }

  files(): { manifest: Bytes; dkg: Bytes; roll: Bytes; board: Bytes; heads: Bytes } {
    const feed = utf8("\n");
    return { manifest: this.manifest, dkg: this.dkg, roll: this.roll, board: join(...this.lines.flatMap((line) => [line, feed])), heads: utf8(`${this.signed()}\n`) };
  }
}

test("attack 11: voters vote, one audits, and trustees decrypt once what they checked themselves", async () => {
  const { dkg, trustees } = await ceremony();
  const voting = votingOperations(new MemoryVault(), counted(77));
  const owners = Array.from({ length: 4 }, (_, at) => `voter-${at}`);
  const keys = await Promise.all(owners.map((owner) => voting.key({ owner })));
  assert.equal(await voting.key({ owner: "voter-0" }), keys[0]);
  const election = new Election(dkg, keys, 3);
  const { manifest } = election;
  assert.deepEqual(await voting.onRoll({ owner: "voter-1", manifest, roll: election.roll }), { on: true, size: 4 });

  const rehearsal = { owner: "e", manifest, dkg, randomness: "07".padEnd(64, "0"), value: 42 };
  const shares = texts(await Promise.all(trustees.slice(0, 2).map((one) => one.rehearse(rehearsal))));
  election.add(write({ kind: "rehearsal", randomness: rehearsal.randomness, value: 42, shares }));
  election.add(write({ kind: "open", item: "plan" }));

  const zeros = "0".repeat(64);
  for (const [at, owner] of owners.entries()) {
    const choices = [0, 1, 2].map((cell) => (cell === at % 2 ? 1 : 0));
    const ready: number[] = [];
    const wanted = { owner, manifest, item: "plan", choices, counter: 1, previous: zeros };
    const prepared = await voting.prepare(wanted, (done, of) => ready.push(done / of));
    assert.equal(ready.at(-1), 1);
    const written = await voting.cast({ handle: prepared.handle });
    assert.equal(written.tracker, prepared.tracker);
    assert.equal((await voting.cast({ handle: prepared.handle })).line, written.line);
    assert.equal(await refusalOf(() => voting.audit({ handle: prepared.handle })), "ballot");
    election.add(written.line);
    if (at !== 0) continue;
    const again = { ...wanted, counter: 2, previous: written.tracker };
    const audited = await voting.audit({ handle: (await voting.prepare(again, quiet)).handle });
    assert.deepEqual(voting.check({ manifest, line: audited.line }).choices, choices);
    assert.equal(voting.check({ manifest, line: audited.line }).tracker, audited.tracker);
    const lying = audited.line.replace('"choices":"100"', '"choices":"010"');
    assert.equal(await refusalOf(async () => voting.check({ manifest, line: lying })), "signature");
    election.add(audited.line);
    assert.equal(await refusalOf(() => voting.prepare({ ...wanted, counter: 2 }, quiet)), "chain");
  }
  const receipt = { manifest, head: election.signed() };
  assert.equal((await voting.receipt(receipt)).index, election.lines.length);
  const fork = write(asJson(signHead(election.id, election.lines.length, new Uint8Array(32), election.board, counted()), ["head"]));
  assert.equal(await refusalOf(() => voting.receipt({ manifest, head: fork })), "head");
  election.add(write({ kind: "close", item: "plan" }));

  const first = trustees[0] as TrusteeOperations;
  assert.equal(await refusalOf(() => first.release({ owner: "e", files: election.files(), item: "plan" }, quiet)), "tally");
  const tally = await tallyLine(election);
  election.add(tally);
  const whole = election.files();
  await subsetsAreRefused(trustees[1] as TrusteeOperations, election, tally);
  const line = await first.release({ owner: "e", files: whole, item: "plan" }, quiet);
  assert.equal(await first.release({ owner: "e", files: whole, item: "plan" }, quiet), line);
  election.add(line);
  election.add(await (trustees[1] as TrusteeOperations).release({ owner: "e", files: election.files(), item: "plan" }, quiet));
  election.add(write({ kind: "result", item: "plan", totals: [2, 2, 0] }));
  election.add(write({ kind: "seal", entries: election.lines.length }));
  const { verifyBoard } = await import("../src/trustee/release.ts");
  assert.deepEqual(verifyBoard(election.files()).state.count("plan", "result", "").totals, [2, 2, 0]);
});

async function tallyLine(election: Election): Promise<string> {
  const { verifyBoard } = await import("../src/trustee/release.ts");
  const { sums } = await import("../src/board/counting.ts");
  const { base64 } = await import("../src/core/bytes.ts");
  const own = sums(verifyBoard(election.files()).state.count("plan", "tally", ""));
  return write({ kind: "tally", item: "plan", count: own.count, ciphertexts: base64(own.ciphertexts) });
}

/** A board without one ballot, signed anew by the board's own key, gets no share from who saw the whole one. */
async function subsetsAreRefused(trustee: TrusteeOperations, election: Election, tally: string): Promise<void> {
  const part = new Election(election.dkg, [], 3);
  Object.assign(part, { manifest: election.manifest, roll: election.roll, id: election.id, head: digest("board-start", election.id) });
  const kept = election.lines.slice(0, -1).filter((_, at) => at !== election.lines.length - 3);
  for (const line of kept) part.add(new TextDecoder().decode(line));
  assert.equal(await refusalOf(() => trustee.release({ owner: "e", files: { ...part.files(), heads: election.files().heads }, item: "plan" }, quiet)), "head");
  part.add(tally);
  assert.equal(await refusalOf(() => trustee.release({ owner: "e", files: part.files(), item: "plan" }, quiet)), "tally");
  part.lines.pop();
  part.head = part.lines.reduce((head, line, at) => nextHead(head, at + 1, line), digest("board-start", election.id));
  const own = await trustee.release({ owner: "e", files: election.files(), item: "plan" }, quiet);
  assert.match(own, /"kind":"share"/);
  part.add(await tallyLine(part));
  assert.equal(await refusalOf(() => trustee.release({ owner: "e", files: part.files(), item: "plan" }, quiet)), "board");
}

test("attack 18: a share serves the elections of its ceremony, none that opens smaller sums, and the trustees of another are refused", async () => {
  const { dkg, trustees } = await ceremony();
  const one = trustees[0] as TrusteeOperations;
  const key = hex(keyPair(counted(3)).public);
  const rehearsal = { owner: "e", dkg, randomness: "07".padEnd(64, "0"), value: 1 };
  await one.rehearse({ ...rehearsal, manifest: new Election(dkg, [key], 10).manifest });
  assert.match(await one.rehearse({ ...rehearsal, manifest: new Election(dkg, [key, key.replace(/^./, "0")], 10).manifest }), /"factor"/);
  assert.equal(await refusalOf(() => one.rehearse({ ...rehearsal, manifest: new Election(dkg, [key], 9).manifest })), "share");
  const world = await worked();
  const foreign = { manifest: world.files.get("manifest.json") as Bytes, dkg: world.files.get("dkg.json") as Bytes };
  assert.equal(await refusalOf(() => one.rehearse({ ...rehearsal, ...foreign })), "share");
});

test("a trustee signs a roll of the announced length, and the head of a board it has checked", async () => {
  const { dkg, trustees } = await ceremony();
  const one = trustees[0] as TrusteeOperations;
  const keys = [4, 5, 6].map((seed) => hex(keyPair(counted(seed)).public));
  const election = new Election(dkg, keys, 3);
  const given = { owner: "e", manifest: election.manifest, dkg, roll: election.roll };
  assert.equal(await refusalOf(() => one.signRoll({ ...given, size: 4 })), "roll");
  assert.equal(await refusalOf(() => one.signRoll({ ...given, roll: rollText([...keys].sort().slice(1)), size: 2 })), "roll");
  assert.equal((await one.signRoll({ ...given, size: 3 })).length, 88);
  const line = await one.signHead({ owner: "e", files: election.files() }, quiet);
  const checked = verifyTranscript(readTranscript(dkg));
  assert.ok(line.includes(`"index":0,`) && line.includes(hex(checked.signKeys.get(1) as Bytes)));
  const shares = texts(await Promise.all(trustees.slice(0, 2).map((each) => each.rehearse({ ...given, randomness: "07".padEnd(64, "0"), value: 9 }))));
  election.add(write({ kind: "rehearsal", randomness: "07".padEnd(64, "0"), value: 9, shares }));
  assert.match(await one.signHead({ owner: "e", files: election.files() }, quiet), /"index":1/);
  election.lines.length = 0;
  election.head = digest("board-start", election.id);
  election.add(write({ kind: "open", item: "plan" }));
  assert.equal(await refusalOf(() => one.signHead({ owner: "e", files: election.files() }, quiet)), "entry");
});
