/** A dealer who cheats in the key ceremony, and what the others' clients do about it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lagrange } from "../src/board/counting.ts";
import { type Registration, type Reveal, type Transcript, readTranscript, writeTranscript } from "../src/ceremony/messages.ts";
import { confirm, deal, type Keys, receive, register } from "../src/ceremony/trustee.ts";
import { revealMessage, sessionOf, verifyTranscript } from "../src/ceremony/verify.ts";
import { fromHex, hex } from "../src/core/bytes.ts";
import { base, mod, times } from "../src/core/group.ts";
import { sign } from "../src/core/signature.ts";
import { counted, refusal } from "./world.ts";

const NONCE = fromHex("cd".repeat(32));

interface Cheated {
  readonly keys: readonly Keys[];
  readonly transcript: Transcript;
}

/** Three trustees, two of whom decrypt; trustee 2 gives trustee 3 a share with one byte changed, and signs it. */
function cheated(byte: number): Cheated {
  const made = [1, 2, 3].map((index) => register(NONCE, index, `受托人 ${index}`, counted(10 + index)));
  const trustees: Registration[] = made.map(({ registration }) => registration);
  const dealings = made.map(({ keys }) => deal(keys, NONCE, 2, trustees, counted(20 + keys.index)));
  const session = sessionOf(NONCE, 2, trustees);
  const reveals: Reveal[] = dealings.map(({ reveal }, at) => {
    if (at !== 1) return reveal;
    const shares = reveal.shares.slice();
    shares[128 + byte] = (shares[128 + byte] ?? 0) ^ 1;
    const bent = { ...reveal, shares };
    return { ...bent, signature: sign((made[1] as { keys: Keys }).keys.sign, "dkg-reveal", revealMessage(session, bent), counted(30)) };
  });
  const transcript = { nonce: NONCE, threshold: 2, trustees, commits: dealings.map(({ commit }) => commit), reveals, complaints: [], confirms: [] };
  return { keys: made.map(({ keys }) => keys), transcript };
}

for (const [what, byte] of [["does not fit", 32], ["has a point that is none", 0]] as const) {
  test(`attack 10: a share that ${what} is complained about, and its dealer leaves the key`, () => {
    const { keys, transcript } = cheated(byte);
    const complaints = keys.flatMap((one) => receive(one, transcript, counted(40)));
    assert.deepEqual(complaints.map(({ trustee, against }) => [trustee, against]), [[3, 2]]);
    // Without the complaint nobody goes on, and the dealer itself is out with it.
    assert.equal(refusal(() => confirm(keys[2] as Keys, transcript, counted(41))), "dkg");
    const draft = { ...transcript, complaints };
    assert.equal(refusal(() => confirm(keys[1] as Keys, draft, counted(41))), "dkg");
    const done = [0, 2].map((at) => confirm(keys[at] as Keys, draft, counted(50 + at)));
    const whole = { ...draft, confirms: done.map((one) => one.confirm) };
    const ceremony = verifyTranscript(readTranscript(writeTranscript(whole)));
    assert.deepEqual([...ceremony.halves.keys()], [1, 3]);
    assert.deepEqual([...ceremony.disqualified], [2]);
    const weights = lagrange([1, 3]);
    const secret = done.reduce((sum, { share }, at) => mod(sum + (weights[at] as bigint) * share.secret), 0n);
    assert.equal(hex(times(base(), secret).toBytes()), hex(ceremony.key));
    assert.equal(refusal(() => verifyTranscript({ ...whole, complaints: [] })), "dkg");
  });
}

test("attack 10: a complaint about a good share is refused by every client", () => {
  const { keys, transcript } = cheated(32);
  const [complaint] = receive(keys[2] as Keys, transcript, counted(40));
  assert.ok(complaint);
  const invented = { ...transcript, complaints: [{ ...complaint, against: 1 }] };
  assert.equal(refusal(() => confirm(keys[0] as Keys, invented, counted(41))), "dkg");
  assert.equal(refusal(() => verifyTranscript(invented)), "dkg");
});
