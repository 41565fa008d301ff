/** The trustee's client, one file in two roles: loaded by a page it offers `GonghuiTrustee`, started as a worker it does the work. */

import { CallRefused, Calls, insideWorker, serve } from "../worker/calls.ts";
import { BrowserVault } from "../worker/vault.ts";
import { type TrusteeOperations, trusteeOperations } from "./operations.ts";

export { CallRefused };

const here = typeof document === "undefined" ? "" : ((document.currentScript as HTMLScriptElement | null)?.src ?? "");

/** Start the trustee's worker. End it with `end()`. */
export function start(): Calls<TrusteeOperations> {
  return new Calls<TrusteeOperations>(new Worker(here));
}

if (insideWorker()) serve(trusteeOperations(new BrowserVault()));
