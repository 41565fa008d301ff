// The kiosk: <main data-kiosk data-scope data-open>. A slip's code opens its holder's ballot; when it is received, or nobody has touched
// the screen for half a minute, everything is gone: the code was only in memory, the key in a worker that has ended.
import { type Booth, startForgetting } from "./scripts";
import { type Receipt, SealedBallot } from "./sealed-ballot";
import { part, say, wordsOf } from "./wire";

const IDLE = 30;
const WARN = 10;
const SHOWN = 12_000;
const OWNER = "slip";

class Kiosk {
  private booth: Booth | undefined;
  private left = IDLE;
  private sending = false;

  constructor(private readonly place: HTMLElement) {
    const form = place.querySelector<HTMLFormElement>("[data-kiosk-form]");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.open(form);
    });
    for (const name of ["pointerdown", "keydown", "input"]) document.addEventListener(name, () => this.touched());
    document.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("[data-kiosk-end]")) this.end();
    });
    setInterval(() => this.tick(), 1000);
  }

  private touched(): void {
    this.left = IDLE;
    this.tellIdle();
  }

  private tick(): void {
    const form = this.place.querySelector<HTMLFormElement>("[data-kiosk-form]");
    const empty = form !== null && !form.hidden && (form.querySelector("input")?.value ?? "") === "";
    // A ballot on its way is not dropped: it goes on until the server has answered.
    if (empty || this.sending || document.querySelector("form[data-sending]") !== null) return;
    this.left -= 1;
    this.tellIdle();
    if (this.left <= 0) this.end();
  }

  private tellIdle(): void {
    const place = this.place.querySelector<HTMLElement>("[data-kiosk-idle]");
    if (!place) return;
    place.hidden = this.left > WARN;
    place.querySelectorAll("[data-kiosk-left]").forEach((part) => (part.textContent = String(this.left)));
  }

  /** Begin anew: the page is loaded again, and with it nothing of before. */
  private end(): void {
    this.booth?.end();
    location.replace(location.pathname);
  }

  private async open(form: HTMLFormElement): Promise<void> {
    const input = form.querySelector("input");
    if (!input || this.sending) return;
    this.sending = true;
    this.fault("");
    this.booth?.end();
    this.booth = startForgetting();
    try {
      const slip = { owner: OWNER, scope: this.place.dataset["scope"] ?? "", code: input.value };
      const { proof } = await this.booth.call("slip", slip).catch(() => Promise.reject(new Error("malformed")));
      const html = await part(this.place.dataset["open"] ?? "", { slip: proof });
      input.value = "";
      form.hidden = true;
      this.show(html, proof);
    } catch (failure) {
      this.fault(failure instanceof Error && failure.message === "malformed" ? say("slipMalformed") : wordsOf(failure));
    } finally {
      this.sending = false;
      this.touched();
    }
  }

  private show(html: string, proof: string): void {
    const place = this.place.querySelector("[data-kiosk-ballot]");
    if (!place || !this.booth) return;
    // Markup of our own server, drawn by its templates.
    place.innerHTML = html;
    const ballot = place.querySelector<HTMLFormElement>("form[data-sealed]");
    if (!ballot) return;
    const kept = new Map<string, string>();
    const pending = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, line: string) => void kept.set(name, line), removeItem: (name: string) => void kept.delete(name) };
    ballot.dispatchEvent(new Event("change", { bubbles: true }));
    new SealedBallot(ballot, { booth: this.booth, pending, fields: { slip: proof, vote: ballot.dataset["vote"] ?? "" }, done: (receipt) => this.received(receipt) });
  }

  private received(receipt: Receipt): void {
    this.place.querySelector("[data-kiosk-ballot]")?.replaceChildren();
    const shown = this.place.querySelector<HTMLElement>("[data-kiosk-received]");
    if (shown) {
      shown.hidden = false;
      shown.querySelectorAll("[data-kiosk-code]").forEach((part) => (part.textContent = receipt.short));
    }
    setTimeout(() => this.end(), SHOWN);
  }

  private fault(words: string): void {
    const notice = this.place.querySelector<HTMLElement>("[data-kiosk-fault]");
    if (!notice) return;
    notice.hidden = words === "";
    notice.querySelectorAll("[data-words]").forEach((part) => part.replaceChildren(words));
  }
}

export function startKiosk(): void {
  document.querySelectorAll<HTMLElement>("[data-kiosk]").forEach((place) => new Kiosk(place));
}
