// What the two built scripts of the booth offer a page; they are loaded beside this one.

export type Progress = (done: number, of: number) => void;

interface Worker<Operations> {
  call<Name extends keyof Operations & string>(name: Name, given: object, progress?: Progress): Promise<Operations[Name]>;
  end(): void;
}

interface Ready {
  readonly handle: number;
  readonly election: string;
  readonly tracker: string;
  readonly short: string;
}

interface Written {
  readonly election: string;
  readonly tracker: string;
  readonly short: string;
  readonly line: string;
}

export interface Opened {
  readonly tracker: string;
  readonly short: string;
  readonly item: string;
  readonly choices: number[];
}

export interface BoothOperations {
  readonly key: string;
  readonly warm: undefined;
  readonly prepare: Ready;
  readonly cast: Written;
  readonly audit: Written;
  readonly check: Opened;
  readonly onRoll: { readonly on: boolean; readonly size: number };
  readonly newSlip: { readonly code: string; readonly proof: string; readonly key: string };
  readonly slip: { readonly proof: string; readonly key: string };
  readonly receipt: { readonly index: number; readonly head: string };
}

export interface TrusteeOperations {
  readonly register: string;
  readonly commit: string;
  readonly reveal: string;
  readonly receive: string;
  readonly confirm: string;
  readonly backup: string;
  readonly restore: number;
  readonly signRoll: string;
  readonly signHead: string;
  readonly rehearse: string;
  readonly release: string;
}

export type Booth = Worker<BoothOperations>;

declare const GonghuiBooth: { start(options?: { readonly forgets: boolean }): Booth };
declare const GonghuiTrustee: { start(): Worker<TrusteeOperations> };

export function startBooth(): Booth {
  return GonghuiBooth.start();
}

/** A booth that keeps nothing beyond its own end. */
export function startForgetting(): Booth {
  return GonghuiBooth.start({ forgets: true });
}

export function startTrustee(): Worker<TrusteeOperations> {
  return GonghuiTrustee.start();
}
