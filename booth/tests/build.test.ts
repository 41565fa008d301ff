/** The build: the same bytes every time, small enough, and nothing from outside in the verifier page. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const made = (async () => {
  const { make } = (await import(pathToFileURL(join(process.env["BOOTH"] ?? ".", "build.mjs")).href)) as { make(): Promise<Record<string, string>> };
  return [await make(), await make()] as const;
})();

test("attack 14: a bundle with one byte changed has another hash than the manifest's", async () => {
  const [{ "booth.js": booth = "" }] = await made;
  const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
  const { build } = (await import(pathToFileURL(join(process.env["BOOTH"] ?? ".", "build.mjs")).href)) as { build(folders: string[]): Promise<Record<string, string>> };
  const folder = mkdtempSync(join(tmpdir(), "booth-"));
  try {
    assert.equal((await build([folder]))["booth.js"], hash(booth));
    const kept = JSON.parse(readFileSync(join(folder, "booth.json"), "utf8")) as Record<string, { sha256: string }>;
    assert.equal(kept["booth.js"]?.sha256, hash(readFileSync(join(folder, "booth.js"), "utf8")));
    assert.notEqual(kept["booth.js"]?.sha256, hash(`${booth} `));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("two builds are byte for byte the same", async () => {
  const [one, other] = await made;
  assert.deepEqual(Object.keys(one), ["booth.js", "trustee.js", "verifier.html"]);
  assert.deepEqual(one, other);
});

test("the voting bundle is at most 25 kB packed", async () => {
  const [{ "booth.js": booth = "" }] = await made;
  assert.ok(booth.length > 10_000);
  assert.ok(gzipSync(booth, { level: 9 }).length <= 25_000);
});

test("attack 14: the verifier page allows its own script and style and nothing else", async () => {
  const [{ "verifier.html": page = "" }] = await made;
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; worker-src blob:; base-uri 'none'; form-action 'none'$/);
  const inside = (tag: string): string => new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? "";
  for (const tag of ["script", "style"]) {
    assert.ok(policy.includes(`sha256-${createHash("sha256").update(inside(tag)).digest("base64")}`), tag);
  }
  assert.doesNotMatch(page, /(?:src|href)="|@import|innerHTML|insertAdjacentHTML|eval\(|new Function/);
});
