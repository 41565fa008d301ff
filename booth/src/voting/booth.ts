/** The voting booth, one file in two roles: loaded by a page it offers `GonghuiBooth`, started as a worker it does the work. */

import { CallRefused, Calls, insideWorker, serve } from "../worker/calls.ts";
import { BrowserVault, MemoryVault } from "../worker/vault.ts";
import { type VotingOperations, votingOperations } from "./operations.ts";

export { CallRefused };

const here = typeof document === "undefined" ? "" : ((document.currentScript as HTMLScriptElement | null)?.src ?? "");

const FORGETS = "forgets";

/**
 * Start the booth: a worker that holds the keys and makes ballots. End it with `end()`. One that `forgets`, as a kiosk's, keeps its keys
 * in memory alone: with its end they are gone.
 */
export function start({ forgets = false }: { forgets?: boolean } = {}): Calls<VotingOperations> {
  return new Calls<VotingOperations>(new Worker(here, { name: forgets ? FORGETS : "" }));
}

if (insideWorker()) serve(votingOperations((globalThis as { name?: string }).name === FORGETS ? new MemoryVault() : new BrowserVault()));
