// The live connection: <body data-live="/live/meeting/ID" data-live-seq="12">.
// Events: hello {now, seq}, beat {now}, changed {seq, parts, now?}. Each part becomes a DOM event live:<part> on body.
import { setServerNow } from "./clock";
import { say } from "./words";

const SHOW_AFTER = 5000;
const BACK_FOR = 2000;
const SILENCE = 40_000; // the server beats every 15 s; a proxy that swallows bytes keeps the line open but silent
const WAITS = [1000, 2000, 4000]; // however long it was away, a page is back within five seconds of the server

interface Message {
  now?: string;
  seq?: number;
  parts?: string[];
  release?: string;
}

export function partsOnPage(): string[] {
  const parts = new Set<string>();
  for (const element of document.querySelectorAll("[hx-trigger*='live:'], [data-hx-trigger*='live:']")) {
    const trigger = element.getAttribute("hx-trigger") ?? element.getAttribute("data-hx-trigger") ?? "";
    for (const match of trigger.matchAll(/live:([\w-]+)/g)) parts.add(match[1] ?? "");
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-live-parts]")) {
    for (const part of (element.dataset["liveParts"] ?? "").split(" ")) if (part) parts.add(part);
  }
  return [...parts];
}

function fire(parts: readonly string[]): void {
  for (const part of parts) document.body.dispatchEvent(new CustomEvent(`live:${part}`, { bubbles: false }));
}

/** How long to wait after so many tries, in ms: spread, so that a restarted server is not met by a full hall at once. */
function spread(tries: number): number {
  const wait = WAITS[Math.min(tries, WAITS.length - 1)] ?? 4000;
  const share = (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) / 255;
  return wait * (0.5 + share / 2);
}

class Chip {
  private timer = 0;
  private shown = false;

  lost(): void {
    if (this.timer || this.shown) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.shown = true;
      this.paint("is-lost", say("lost"));
    }, SHOW_AFTER);
  }

  good(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.shown) return;
    this.shown = false;
    this.paint("is-back", say("back"));
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.paint("", "");
    }, BACK_FOR);
  }

  private paint(state: "is-lost" | "is-back" | "", text: string): void {
    document.documentElement.classList.toggle("is-offline", state === "is-lost");
    for (const chip of document.querySelectorAll("[data-conn]")) {
      chip.classList.toggle("is-lost", state === "is-lost");
      chip.classList.toggle("is-back", state === "is-back");
      const words = chip.querySelector("[data-conn-text]");
      if (words) words.textContent = text;
    }
  }
}

class Line {
  private source: EventSource | undefined;
  private tries = 0;
  private retry = 0;
  private silence = 0;
  private behind = false;
  private misses = 0;
  private again = 0;
  private release: string | undefined;
  private asked: readonly string[] = [];
  private readonly chip = new Chip();

  constructor(private readonly address: string, private seq: number | undefined) {}

  open(): void {
    clearTimeout(this.retry);
    this.source?.close();
    // Only what this page shows: a ballot that comes in must not wake three thousand phones.
    this.asked = partsOnPage();
    const source = new EventSource(`${this.address}?parts=${this.asked.join(",")}`);
    this.source = source;
    this.listen(source, "hello", (message) => this.greet(message));
    this.listen(source, "beat", () => undefined);
    this.listen(source, "changed", (message) => {
      this.seq = message.seq ?? this.seq;
      fire(message.parts ?? partsOnPage());
    });
    source.onerror = () => {
      this.chip.lost();
      // The browser retries a broken line by itself; a refused one (server restarting behind a proxy) it gives up.
      if (source.readyState === EventSource.CLOSED) this.openLater();
    };
    this.expectSound();
  }

  private greet(message: Message): void {
    this.tries = 0;
    const missed = this.behind || (this.seq !== undefined && message.seq !== this.seq);
    this.behind = false;
    this.seq = message.seq ?? this.seq;
    if (message.release && this.release && message.release !== this.release && document.body.hasAttribute("data-reload")) {
      void reloadWhenUp();
    }
    this.release = message.release ?? this.release;
    if (missed) fire(partsOnPage());
  }

  private listen(source: EventSource, name: string, act: (message: Message) => void): void {
    source.addEventListener(name, (event) => {
      const message = JSON.parse((event as MessageEvent<string>).data || "{}") as Message;
      if (message.now) setServerNow(message.now);
      this.chip.good();
      this.expectSound();
      act(message);
    });
  }

  private expectSound(): void {
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => {
      this.chip.lost();
      this.open();
    }, SILENCE);
  }

  private openLater(): void {
    clearTimeout(this.retry);
    this.retry = window.setTimeout(() => this.open(), spread(this.tries));
    this.tries += 1;
  }

  /** A part that was told to change could not be fetched: fetch again on this line, or on the next one. */
  missed(): void {
    this.behind = true;
    clearTimeout(this.again);
    this.again = window.setTimeout(() => {
      if (!this.behind || this.source?.readyState !== EventSource.OPEN) return;
      this.behind = false;
      fire(partsOnPage());
    }, spread(this.misses));
    this.misses += 1;
  }

  fetched(): void {
    this.misses = 0;
  }

  /** What was swapped in may show parts that this line does not hear of. */
  widen(): void {
    if (partsOnPage().some((part) => !this.asked.includes(part))) this.open();
  }

  wake(): void {
    if (!this.source || this.source.readyState !== EventSource.OPEN) this.open();
  }

  close(): void {
    clearTimeout(this.retry);
    clearTimeout(this.silence);
    clearTimeout(this.again);
    this.source?.close();
  }
}

interface Asked {
  xhr: XMLHttpRequest;
  requestConfig?: { triggeringEvent?: Event };
}

function askedByLine(event: Event): Asked | undefined {
  const detail = (event as CustomEvent<Asked>).detail;
  return detail.requestConfig?.triggeringEvent?.type.startsWith("live:") ? detail : undefined;
}

function watchParts(line: Line): void {
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const status = askedByLine(event)?.xhr.status;
      if (status === 0 || (status !== undefined && status >= 500)) line.missed(); // a 403 or 404 would stay what it is
    });
  }
  document.addEventListener("htmx:afterSettle", () => line.widen());
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if ((askedByLine(event)?.xhr.status ?? 500) < 500) line.fetched();
  });
}

/** Load the page anew only once the server answers, so that a wall never shows a browser's error page. */
async function reloadWhenUp(): Promise<void> {
  try {
    const answer = await fetch(location.href, { cache: "no-store", credentials: "same-origin" });
    if (answer.ok) location.reload();
  } catch {
    // the next hello tries again
  }
}

export function startLive(): void {
  const address = document.body.dataset["live"];
  if (!address) return;
  const seq = document.body.dataset["liveSeq"];
  const line = new Line(address, seq === undefined || seq === "" ? undefined : Number(seq));
  line.open();
  watchParts(line);
  addEventListener("online", () => line.wake());
  addEventListener("pageshow", (event) => event.persisted && line.open());
  addEventListener("pagehide", () => line.close());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && line.wake());
}
