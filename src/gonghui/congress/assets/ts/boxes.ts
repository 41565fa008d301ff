// A scrutineer's phone at the box of a round: signs the roll before it opens, and opens the sum after it closed.
// <section data-box data-state data-files data-roll data-head data-share data-owner data-size data-randomness data-value>
import { type Progress, startTrustee } from "./scripts";
import { file, get, pause, post, wordsOf } from "./wire";

interface Standing {
  readonly step: "SEALING" | "READY" | "OPEN" | "TALLIED" | "COUNTED" | "WITHHELD" | "SEALED";
  readonly gave: readonly string[];
  readonly signed: number;
  readonly mine: boolean;
  readonly threshold: number;
}

const WAIT = 1000;
const FILES = ["manifest.json", "dkg.json", "roll.txt", "board.jsonl", "heads.jsonl"] as const;

/** A sheet that is being sent must not be cut off by a reload. */
let leaving = false;

class Box {
  private readonly trustee = startTrustee();
  private busy = false;

  constructor(private readonly place: HTMLElement) {}

  private of(name: string): string {
    return this.place.dataset[name] ?? "";
  }

  private fetched(name: string): Promise<Uint8Array> {
    return file(this.of("files").replace("manifest.json", name));
  }

  async guarded(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.place.toggleAttribute("data-running", true);
    try {
      await act();
      if (!leaving) location.reload();
    } catch (failure) {
      this.busy = false;
      this.place.toggleAttribute("data-running", false);
      const fault = this.place.querySelector<HTMLElement>("[data-fault]");
      if (fault) {
        fault.textContent = wordsOf(failure);
        fault.hidden = false;
      }
    }
  }

  async signRoll(): Promise<void> {
    const owner = this.of("owner");
    const [manifest, dkg, roll] = await Promise.all([this.fetched("manifest.json"), this.fetched("dkg.json"), this.fetched("roll.txt")]);
    const signature = await this.trustee.call("signRoll", { owner, manifest, dkg, roll, size: Number(this.of("size")) });
    const rehearsal = await this.trustee.call("rehearse", { owner, manifest, dkg, randomness: this.of("randomness"), value: Number(this.of("value")) });
    await post(this.of("roll"), { signature, rehearsal });
    this.trustee.end();
  }

  /** Sign whatever head is the last, give the share once enough have signed, and go on until the board is sealed. */
  async open(): Promise<void> {
    localStorage.setItem(`opening ${this.of("owner")} ${this.of("state")}`, "1");
    for (;;) {
      const standing = await get<Standing>(this.of("state"));
      if (standing.step === "SEALED" || standing.step === "WITHHELD") break;
      this.bar(undefined);
      if (!standing.mine) await this.signHead();
      else if (standing.step === "TALLIED" && !standing.gave.includes("SHARE") && standing.signed >= standing.threshold) await this.release();
      else await pause(WAIT);
    }
    this.trustee.end();
  }

  private async files(): Promise<Record<string, Uint8Array>> {
    const [manifest, dkg, roll, board, heads] = await Promise.all(FILES.map((name) => this.fetched(name)));
    return { manifest, dkg, roll, board, heads } as Record<string, Uint8Array>;
  }

  private readonly bar = (share: number | undefined): void => {
    this.place.querySelectorAll<HTMLProgressElement>("progress").forEach((bar) => {
      if (share === undefined) bar.removeAttribute("value");
      else bar.value = share;
    });
  };

  private readonly progress: Progress = (done, of) => this.bar(done / of);

  private async signHead(): Promise<void> {
    const files = await this.files();
    const line = await this.trustee.call("signHead", { owner: this.of("owner"), files }, this.progress);
    await this.orLater(() => post(this.of("head"), { line }));
  }

  private async release(): Promise<void> {
    const files = await this.files();
    let line: string;
    try {
      line = await this.trustee.call("release", { owner: this.of("owner"), files, item: "vote" }, this.progress);
    } catch (failure) {
      // Another trustee's share came between: the new head has to be signed first.
      if ((failure as { check?: string }).check !== "head") throw failure;
      return pause(WAIT);
    }
    await this.orLater(() => post(this.of("share"), { line }));
  }

  /** A board that has grown meanwhile refuses an older head; the loop looks again. */
  private async orLater(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      if ((failure as { status?: number }).status !== 422) throw failure;
      await pause(WAIT);
    }
  }
}

export function startBoxes(): void {
  const place = document.querySelector<HTMLElement>("[data-box]");
  if (!place) return;
  const box = new Box(place);
  document.addEventListener("submit", () => (leaving = true));
  place.querySelector("[data-sign-roll]")?.addEventListener("click", () => void box.guarded(() => box.signRoll()));
  place.querySelector("[data-open-box]")?.addEventListener("click", () => void box.guarded(() => box.open()));
  const again = localStorage.getItem(`opening ${place.dataset["owner"]} ${place.dataset["state"]}`) !== null;
  if (again && place.hasAttribute("data-go-on")) void box.guarded(() => box.open());
}
