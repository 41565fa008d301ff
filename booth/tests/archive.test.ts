/** Archives that are not what they should be: refused with the check's name, and in bounded memory. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { fromBytes } from "../src/archive/source.ts";
import { verifyArchive } from "../src/archive/verify.ts";
import { directory, lines, type Member, whole as read } from "../src/archive/zip.ts";
import { signHead } from "../src/board/heads.ts";
import { asJson } from "../src/ceremony/messages.ts";
import { type Bytes, fromHex, join } from "../src/core/bytes.ts";
import { bytesOf } from "../src/core/canonical.ts";
import { counted, pair, refusalOf, vector, vectorBytes, worked } from "./world.ts";

const whole = vectorBytes("election.zip");

async function files(): Promise<Record<string, Bytes>> {
  return Object.fromEntries((await worked()).files);
}

function verdict(bytes: Bytes): Promise<string> {
  return refusalOf(() => verifyArchive(fromBytes(bytes)));
}

test("a stored archive is taken like the deflated one", async () => {
  assert.equal(await verdict(zipSync(await files(), { level: 0 })), "");
});

test("the naive way comes to the same verdict", async () => {
  assert.equal(await refusalOf(() => verifyArchive(fromBytes(whole), { naive: true })), "");
});

test("attack 16: what is no zip file, or a part of one, is refused", async () => {
  assert.equal(await verdict(new Uint8Array()), "archive");
  assert.equal(await verdict(strToU8("PK")), "archive");
  for (const size of [22, 1000, whole.length - 1]) assert.equal(await verdict(whole.slice(0, size)), "archive");
  assert.equal(await verdict(whole.slice(10)), "archive");
});

test("attack 16: a member missing, unknown, or twice is refused", async () => {
  const all = await files();
  for (const name of ["manifest.json", "dkg.json", "roll.txt", "board.jsonl", "heads.jsonl"]) {
    const { [name]: _, ...rest } = all;
    assert.equal(await verdict(zipSync(rest)), "archive", name);
  }
  assert.equal(await verdict(zipSync({ ...all, "notes.txt": strToU8("x") })), "archive");
  assert.equal(await verdict(zipSync({ ...all, "shuffle/1.json": strToU8("{}") })), "archive");
  const twice = zipSync({ ...all, "papers/agenda.txu": strToU8("x") });
  for (let at = 0; at < twice.length - 17; at++) {
    if (new TextDecoder().decode(twice.subarray(at, at + 17)) === "papers/agenda.txu") twice[at + 16] = "t".charCodeAt(0);
  }
  assert.equal(await verdict(twice), "archive");
});

test("attack 09: an archive whose board is not sealed is refused unless asked for", async () => {
  const world = await worked();
  const { ["papers/agenda.txt"]: _, ["papers/决议.txt"]: __, ...all } = await files();
  const board = join(...world.lines.slice(0, 31).flatMap((line) => [line, strToU8("\n")]));
  const heads = join(...world.heads.slice(0, 3).flatMap((line) => [line, strToU8("\n")]));
  const zip = zipSync({ ...all, "board.jsonl": board, "heads.jsonl": heads });
  assert.equal(await verdict(zip), "seal");
  const report = await verifyArchive(fromBytes(zip), { unsealed: true });
  assert.equal(report.sealed, false);
  assert.equal(report.entries, 31);
});

test("a paper changed, missing, or not named by the board is refused", async () => {
  const all = await files();
  assert.equal(await verdict(zipSync({ ...all, "papers/agenda.txt": strToU8("agendA\n") })), "papers");
  const { ["papers/agenda.txt"]: _, ...rest } = all;
  assert.equal(await verdict(zipSync(rest)), "papers");
  assert.equal(await verdict(zipSync({ ...all, "papers/more.txt": strToU8("x") })), "papers");
});

test("attack 16: another suite, a duplicate name and a member too many are refused in the manifest", async () => {
  const all = await files();
  const text = new TextDecoder().decode(all["manifest.json"]);
  const changed = (manifest: string): Promise<string> => verdict(zipSync({ ...all, "manifest.json": strToU8(manifest) }));
  assert.equal(await changed(text.replace("ristretto255-sha512", "sm2-sm3")), "suite");
  assert.equal(await changed(`{"auditors":[],${text.slice(1)}`), "json");
  assert.equal(await changed(`${text.slice(0, -1)},"zz":1}`), "manifest");
  assert.equal(await changed("[]"), "suite");
  assert.equal(await changed(`${text}\n`), "json");
});

test("a size or a checksum other than the directory's is refused", async () => {
  const all = await files();
  const zip = zipSync(all, { level: 0 });
  const members = await directory(fromBytes(zip));
  const board = members.find((one) => one.name === "board.jsonl") as Member;
  const take = async (member: Member): Promise<void> => {
    for await (const _ of lines(fromBytes(zip), member, 1e6)) void _;
  };
  assert.equal(await refusalOf(() => take(board)), "");
  assert.equal(await refusalOf(() => take({ ...board, size: board.size - 1 })), "archive");
  assert.equal(await refusalOf(() => take({ ...board, size: board.size + 1 })), "archive");
  assert.equal(await refusalOf(() => take({ ...board, crc: board.crc ^ 1 })), "archive");
});

interface Form {
  readonly name: string;
  /** Slices of small.zip, or hex. */
  readonly parts?: readonly (readonly [number, number] | string)[];
  readonly members?: Record<string, string>;
  readonly check: string;
}

const small = vectorBytes("small.zip");

function laid(parts: NonNullable<Form["parts"]>): Bytes {
  return join(...parts.map((part) => (typeof part === "string" ? fromHex(part) : small.subarray(...part))));
}

async function exchanged(changes: Record<string, string>): Promise<Bytes> {
  const source = fromBytes(small);
  const all: Record<string, Bytes> = {};
  for (const member of await directory(source)) all[member.name] = await read(source, member, 1e6);
  for (const [name, text] of Object.entries(changes)) all[name] = strToU8(text);
  return zipSync(all, { level: 0 });
}

test("attack 16: every form of a zip in archives.json is taken, or refused under its name, whatever a laxer reader says", async () => {
  const found: string[] = [];
  const forms = vector<Form[]>("archives.json");
  for (const { name, parts, members, check } of forms) {
    const refused = await verdict(parts === undefined ? await exchanged(members ?? {}) : laid(parts));
    if (refused !== check) found.push(`${name}: ${refused || "taken"}, not ${check || "taken"}`);
  }
  assert.deepEqual(found, []);
  assert.ok(forms.length > 50);
});

test("attack 09: a head kept from elsewhere must lie on the board", async () => {
  const { heads, lines: board } = await worked();
  const text = (line: Bytes): string => new TextDecoder().decode(line);
  const seen = (...kept: string[]): Promise<string> => refusalOf(() => verifyArchive(fromBytes(whole), { seen: kept.join("\n") }));
  assert.equal(await seen(`  ${text(heads[0] as Bytes)} `, "", text(heads.at(-1) as Bytes)), "");
  const secret = vector<{ secrets: { board: string } }>("board.json").secrets.board;
  const forged = (index: number): string => {
    const head = signHead(fromHex(vector<{ election: string }>("board.json").election), index, new Uint8Array(32), pair(secret), counted());
    return new TextDecoder().decode(bytesOf(asJson(head, ["head"])));
  };
  assert.equal(await seen(forged(3)), "head");
  assert.equal(await seen(forged(board.length + 1)), "head");
  assert.equal(await seen(forged(3).replace(/"signature":"../, '"signature":"AA')), "signature");
  assert.equal(await seen("receipt"), "json");
});

test("attack 16: a line of 64 MB in a small zip is refused after its first megabyte", async () => {
  const source = fromBytes(zipSync({ "board.jsonl": new Uint8Array(64_000_000).fill(97) }, { level: 9 }));
  assert.ok(source.size < 1_000_000);
  const [member] = (await directory(source)) as [Member];
  let read = 0;
  const began = process.memoryUsage().rss;
  const refused = await refusalOf(async () => {
    for await (const _ of lines(source, member, 1_048_576, (packed) => (read += packed))) void _;
  });
  assert.equal(refused, "archive");
  assert.ok(read <= 16_384, String(read));
  assert.ok(process.memoryUsage().rss - began < 100_000_000);
});

test("attack 16: a manifest that says it is huge is refused before it is unpacked", async () => {
  const all = await files();
  assert.equal(await verdict(zipSync({ ...all, "manifest.json": new Uint8Array(5_000_000).fill(32) })), "archive");
});

test("a line just at the limit is read, one byte more is refused", async () => {
  const read = async (size: number): Promise<number> => {
    const zip = zipSync({ "board.jsonl": Uint8Array.from([...new Uint8Array(size - 1).fill(97), 10]) });
    const [member] = (await directory(fromBytes(zip))) as [Member];
    let longest = 0;
    for await (const line of lines(fromBytes(zip), member, 1000)) longest = Math.max(longest, line.length);
    return longest;
  };
  assert.equal(await read(1000), 999);
  assert.equal(await refusalOf(() => read(1001)), "archive");
});
