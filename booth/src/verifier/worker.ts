/** The worker behind the verifier page: one file in, one report out. */

import { fromBlob } from "../archive/source.ts";
import { type Report, verifyArchive } from "../archive/verify.ts";
import { hex } from "../core/bytes.ts";
import { serve } from "../worker/calls.ts";

/** A report whose bytes are hex, ready to be shown. */
export interface Shown extends Omit<Report, "election" | "booth" | "head"> {
  readonly election: string;
  readonly booth: string;
  readonly head: string;
}

const STEPS = 1000;

const operations = {
  async verify({ file, naive, seen }: { file: Blob; naive: boolean; seen: string }, progress: (done: number, of: number) => void): Promise<Shown> {
    let told = 0;
    const report = await verifyArchive(fromBlob(file), {
      naive,
      seen,
      unsealed: true,
      progress: (done) => {
        const step = Math.floor(done * STEPS);
        if (step > told) progress((told = step), STEPS);
      },
    });
    return { ...report, election: hex(report.election), booth: hex(report.booth), head: hex(report.head) };
  },
};

export type VerifierOperations = typeof operations;

serve(operations);
