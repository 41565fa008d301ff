/** Slips: the same code gives the same key, and nothing that is told of it gives the key. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { votingOperations } from "../src/voting/operations.ts";
import { ofCode, readCode } from "../src/voting/slip.ts";
import { MemoryVault } from "../src/worker/vault.ts";
import { counted, refusalOf } from "./world.ts";

test("a slip's code gives the same key and proof again, in a booth that has forgotten", async () => {
  const made = votingOperations(new MemoryVault(), counted(7)).newSlip({ scope: "meeting-1" });
  assert.match(made.code, /^[0-9A-HJKMNP-TV-Z]{20}$/);
  const vault = new MemoryVault();
  const again = await votingOperations(vault).slip({ owner: "slip", scope: "meeting-1", code: made.code });
  assert.deepEqual(again, { proof: made.proof, key: made.key });
  assert.equal(await votingOperations(vault).key({ owner: "slip" }), made.key);
});

test("a slip is typed in any case, in groups, and with the letters that are taken for figures", () => {
  const code = "01V0ABCD1234EFGHJKMN";
  for (const typed of ["olvo abcd 1234 efgh jkmn", "OIUO-ABCD-1234-EFGH-JKMN", " 01V0 ABCD1234EFGHJKMN"]) assert.equal(readCode(typed), code);
});

test("a slip that is too short, too long or holds another sign is refused", async () => {
  for (const typed of ["", "ABCD", "01V0ABCD1234EFGHJKM", "01V0ABCD1234EFGHJKMNP", "01V0ABCD1234EFGHJKM!"]) {
    assert.equal(await refusalOf(async () => readCode(typed)), "ballot");
  }
});

test("a slip of another meeting, and another slip, give another key and another proof", () => {
  const seen = new Set<string>();
  for (const [scope, code] of [["a", "00000000000000000000"], ["b", "00000000000000000000"], ["a", "00000000000000000001"]] as const) {
    const { proof, keys } = ofCode(scope, code);
    seen.add(proof).add(keys.public.join());
    assert.notEqual(proof, keys.public.join());
  }
  assert.equal(seen.size, 6);
});
