// The sealed ballot: <form data-sealed>. Encrypted in a worker, sent until the server has answered, never sent twice as another.
import { type Booth, startBooth } from "./scripts";
import { file, pause, post, Refused, say, wordsOf } from "./wire";

export interface Receipt {
  readonly head: string;
  readonly short: string;
}

/** Where a ballot is cast: which booth holds the key, where a line waits for its answer, what is sent with it, what comes after. */
export interface Place {
  readonly booth: Booth;
  readonly pending: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  readonly fields: Record<string, string>;
  done(receipt: Receipt): void;
}

function ownPhone(): Place {
  return { booth: startBooth(), pending: localStorage, fields: {}, done: () => location.replace(location.pathname) };
}

const TRY_AGAIN = 2000;
const CALL_SOMEBODY = 20_000;
const FIRST = "0".repeat(64);

export class SealedBallot {
  private readonly booth: Booth;
  private readonly manifest: Promise<Uint8Array>;
  private handle: Promise<{ readonly handle: number; readonly short: string }> | undefined;

  private readonly pendingLine: string | null;

  constructor(private readonly form: HTMLFormElement, private readonly place: Place = ownPhone()) {
    this.booth = place.booth;
    this.manifest = file(this.of("manifest"));
    void this.guarded(() => this.checkRoll());
    form.addEventListener("change", () => (this.handle = undefined));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.guarded(() => this.cast());
    });
    document.querySelector("[data-sealed-prepare]")?.addEventListener("click", () => void this.guarded(() => this.show()));
    document.querySelector("[data-sealed-audit]")?.addEventListener("click", () => void this.guarded(() => this.audit()));
    const kept = place.pending.getItem(this.pending);
    this.pendingLine = kept;
  }

  /** Before anything else: this phone's key is on the frozen roll, and the roll is as long as was announced. */
  private async checkRoll(): Promise<void> {
    const [manifest, roll] = await Promise.all([this.manifest, file(this.of("manifest").replace("manifest.json", "roll.txt"))]);
    const { on, size } = await this.booth.call("onRoll", { owner: this.of("owner"), manifest, roll });
    if (size !== Number(this.of("size"))) throw new Refused(say("notOnRoll"), "", 422);
    if (!on) throw new Refused(say("otherPhone"), "", 422);
    document.querySelectorAll<HTMLElement>("[data-roll-checked]").forEach((part) => (part.hidden = false));
    this.hold(false);
    await this.booth.call("warm", { manifest });
    if (this.pendingLine !== null) await this.guarded(() => this.send(this.pendingLine ?? ""));
  }

  private of(name: string): string {
    return this.form.dataset[name] ?? "";
  }

  private get pending(): string {
    return `sealed ${this.of("election")}`;
  }

  private async guarded(act: () => Promise<void>): Promise<void> {
    if (this.form.hasAttribute("data-sending")) return;
    this.hold(true);
    try {
      await act();
    } catch (failure) {
      this.tell("");
      const notices = document.getElementById("sealed-fault");
      if (notices) {
        notices.hidden = false;
        notices.querySelector("[data-words]")?.replaceChildren(wordsOf(failure));
      }
      this.hold(false);
    }
  }

  private hold(busy: boolean): void {
    this.form.toggleAttribute("data-sending", busy);
    const buttons = document.querySelectorAll<HTMLButtonElement>(`button[form="${this.form.id}"], [data-ballot-go], [data-sealed-prepare], [data-sealed-audit]`);
    buttons.forEach((button) => (button.disabled = busy));
    this.form.querySelectorAll("input").forEach((input) => (input.disabled = busy));
  }

  private tell(text: string, share?: number): void {
    document.querySelectorAll<HTMLElement>("[data-resend-say]").forEach((place) => {
      place.textContent = text;
      place.hidden = text === "";
    });
    const isChosen = this.form.querySelector("input:checked") !== null;
    document.querySelectorAll<HTMLElement>("[data-ballot-chosen]").forEach((part) => (part.hidden = text !== "" || !isChosen));
    document.querySelectorAll<HTMLProgressElement>("[data-sealed-progress]").forEach((bar) => {
      bar.hidden = share === undefined;
      bar.value = share ?? 0;
    });
  }

  private choices(): number[] {
    // A row left empty is abstained, where the page has said so.
    const skip = this.form.dataset["skip"];
    if (skip !== undefined) {
      this.form.querySelectorAll("[data-row]").forEach((row) => {
        const empty = row.querySelector<HTMLInputElement>(`input[value="${skip}"]`);
        if (empty && !row.querySelector("input:checked")) empty.checked = true;
      });
    }
    return [...this.form.querySelectorAll<HTMLInputElement>("input[type=radio]")].map((input) => Number(input.checked));
  }

  /** Encrypt once for what is chosen now; asked again, the same ballot. */
  private prepared(): Promise<{ readonly handle: number; readonly short: string }> {
    this.handle ??= this.manifest.then((manifest) => {
      const wanted = { owner: this.of("owner"), manifest, item: "vote", choices: this.choices(), counter: 1, previous: FIRST };
      return this.booth.call("prepare", wanted, (done, of) => this.tell(say("sealing"), done / of));
    });
    return this.handle;
  }

  private async cast(): Promise<void> {
    document.querySelectorAll<HTMLDialogElement>("dialog[open]").forEach((sheet) => sheet.close());
    this.tell(say("sealing"), 0);
    const { handle } = await this.prepared();
    const { line } = await this.booth.call("cast", { handle });
    // Nothing in it can be read; kept until the server has answered, so that a reload sends this one and no other.
    this.place.pending.setItem(this.pending, line);
    await this.send(line);
  }

  private async send(line: string): Promise<void> {
    const since = Date.now();
    let receipt: Receipt;
    for (;;) {
      this.tell(Date.now() - since > CALL_SOMEBODY ? say("callStaff") : say("sending"));
      try {
        receipt = await post<Receipt>(this.of("cast"), { ...this.place.fields, line });
        await this.booth.call("receipt", { manifest: await this.manifest, head: receipt.head });
        break;
      } catch (failure) {
        if (failure instanceof Refused || "check" in (failure as object)) {
          this.place.pending.removeItem(this.pending);
          throw failure;
        }
        this.tell(Date.now() - since > CALL_SOMEBODY ? say("callStaff") : say("unconfirmed"));
        await pause(TRY_AGAIN);
      }
    }
    this.place.pending.removeItem(this.pending);
    this.form.reset();
    this.booth.end();
    this.place.done(receipt);
  }

  /** Show the code of the encrypted ballot before its voter says whether it is cast or opened. */
  private async show(): Promise<void> {
    this.tell(say("sealing"), 0);
    const { short } = await this.prepared();
    this.tell("");
    document.querySelectorAll("[data-sealed-code]").forEach((place) => (place.textContent = short));
    document.querySelectorAll<HTMLElement>("[data-sealed-shown]").forEach((part) => (part.hidden = false));
    this.hold(false);
  }

  private async audit(): Promise<void> {
    const { handle } = await this.prepared();
    const { line } = await this.booth.call("audit", { handle });
    await post(this.of("audit"), { line });
    this.booth.end();
    location.assign(this.of("check"));
  }
}

export function startSealedBallots(): void {
  document.querySelectorAll<HTMLFormElement>("form[data-sealed]").forEach((form) => new SealedBallot(form));
}
