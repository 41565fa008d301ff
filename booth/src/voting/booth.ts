/** The voting booth, one file in two roles: loaded by a page it offers `GonghuiBooth`, started as a worker it does the work. */

import { CallRefused, Calls, insideWorker, serve } from "../worker/calls.ts";
import { BrowserVault } from "../worker/vault.ts";
import { type VotingOperations, votingOperations } from "./operations.ts";

export { CallRefused };

const here = typeof document === "undefined" ? "" : ((document.currentScript as HTMLScriptElement | null)?.src ?? "");

/** Start the booth: a worker that holds the keys and makes ballots. End it with `end()`. */
export function start(): Calls<VotingOperations> {
  return new Calls<VotingOperations>(new Worker(here));
}

if (insideWorker()) serve(votingOperations(new BrowserVault()));
