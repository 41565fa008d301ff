/** Calls from a page to its worker: one message there, progress on the way, one answer back. */

import { Invalid } from "../core/invalid.ts";

export type Progress = (done: number, of: number) => void;

/** What a worker offers: named operations, each on one plain argument. */
export type Operations = Record<string, (given: never, progress: Progress) => unknown>;

type Given<Operation> = Operation extends (given: infer Argument, ...rest: never[]) => unknown ? Argument : never;
type Answer<Operation> = Operation extends (...given: never[]) => infer Result ? Awaited<Result> : never;

interface Request {
  readonly call: number;
  readonly name: string;
  readonly given: never;
}

type Reply =
  | { readonly call: number; readonly done: number; readonly of: number }
  | { readonly call: number; readonly answer: unknown }
  | { readonly call: number; readonly refused: Refused };

interface Refused {
  readonly check: string;
  readonly where: string;
  readonly message: string;
}

interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(reply: Reply): void;
}

/** What a page gets when the worker refused: the failed check and the place, or "internal". */
export class CallRefused extends Error {
  readonly check: string;
  readonly where: string;

  constructor({ check, where, message }: Refused) {
    super(message);
    this.name = "CallRefused";
    this.check = check;
    this.where = where;
  }
}

export function insideWorker(): boolean {
  return typeof document === "undefined" && typeof (globalThis as { importScripts?: unknown }).importScripts === "function";
}

/** Answer calls, one after the other in the order they came. */
export function serve(operations: Operations): void {
  const scope = globalThis as unknown as WorkerScope;
  let turn: Promise<void> = Promise.resolve();
  scope.onmessage = ({ data: { call, name, given } }) => {
    turn = turn.then(async () => {
      try {
        const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
        if (operation === undefined) throw new Error(`no operation ${name}`);
        const answer = await operation(given, (done, of) => scope.postMessage({ call, done, of }));
        scope.postMessage({ call, answer });
      } catch (error) {
        scope.postMessage({ call, refused: refusedBy(error) });
      }
    });
  };
}

function refusedBy(error: unknown): Refused {
  if (error instanceof Invalid) return { check: error.check, where: error.where, message: error.message };
  return { check: "internal", where: "", message: error instanceof Error ? error.message : "unknown" };
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
  readonly progress: Progress | undefined;
}

/** The page's end of a worker. */
export class Calls<Offered extends Operations> {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  constructor(worker: Worker) {
    this.worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.take(data);
    worker.onerror = (event) => {
      for (const one of this.waiting.values()) one.reject(new CallRefused({ check: "internal", where: "", message: event.message }));
      this.waiting.clear();
    };
  }

  call<Name extends keyof Offered & string>(name: Name, given: Given<Offered[Name]>, progress?: Progress): Promise<Answer<Offered[Name]>> {
    const call = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(call, { resolve: resolve as (answer: unknown) => void, reject, progress });
      this.worker.postMessage({ call, name, given });
    });
  }

  /** Stop the worker and whatever it holds in memory. */
  end(): void {
    this.worker.terminate();
  }

  private take(reply: Reply): void {
    const one = this.waiting.get(reply.call);
    if (one === undefined) return;
    if ("done" in reply) {
      one.progress?.(reply.done, reply.of);
      return;
    }
    this.waiting.delete(reply.call);
    if ("refused" in reply) one.reject(new CallRefused(reply.refused));
    else one.resolve(reply.answer);
  }
}
