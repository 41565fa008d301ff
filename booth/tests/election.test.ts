/** The worked election end to end. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBytes } from "../src/archive/source.ts";
import { verifyArchive } from "../src/archive/verify.ts";
import { hex } from "../src/core/bytes.ts";
import { vector, vectorBytes, worked } from "./world.ts";

interface BoardVector {
  readonly election: string;
  readonly roll_hash: string;
  readonly heads: readonly string[];
  readonly results: Record<string, { counted: number; totals: number[] | null; paper?: number[] }>;
}

const expected = vector<BoardVector>("board.json");

test("the worked election, verified as an archive, gives the published results", async () => {
  const steps: number[] = [];
  const report = await verifyArchive(fromBytes(vectorBytes("election.zip")), { progress: (done) => steps.push(done) });
  assert.equal(hex(report.election), expected.election);
  assert.equal(report.entries, expected.heads.length - 1);
  assert.equal(hex(report.head), expected.heads.at(-1));
  assert.ok(report.sealed);
  assert.deepEqual(steps, [...steps].sort((one, other) => one - other));
  assert.equal(steps.at(-1), 1);
  for (const item of report.items) {
    const wanted = expected.results[item.id];
    assert.equal(item.count, wanted?.counted);
    assert.deepEqual(item.totals, wanted?.totals);
    assert.equal(item.withheld, wanted?.totals === null);
    if (wanted?.paper) assert.deepEqual(item.paper.totals, wanted.paper);
  }
  assert.equal(report.audits, 2);
  assert.equal(report.papers, 2);
});

test("the worked election, replayed line by line, gives every published head", async () => {
  const world = await worked();
  const replay = world.start();
  for (const line of world.lines) replay.add(line);
  assert.deepEqual(replay.heads.map(hex), expected.heads);
  assert.equal(hex(world.manifest.roll.hash), expected.roll_hash);
});
