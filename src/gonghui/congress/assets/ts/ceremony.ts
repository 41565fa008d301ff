// The key ceremony on a scrutineer's phone: one press, then step by step with the others. <section data-ceremony data-state data-send>
import { startTrustee } from "./scripts";
import { get, pause, post, wordsOf } from "./wire";

interface Standing {
  readonly ceremony: string;
  readonly step: "REGISTER" | "COMMIT" | "REVEAL" | "COMPLAIN" | "CONFIRM" | null;
  readonly sent: boolean;
  readonly accused: boolean;
  readonly owner: string;
  readonly index: number;
  readonly name: string;
  readonly nonce: string;
  readonly threshold: number;
  readonly trustees?: string;
  readonly commits?: string;
  readonly transcript?: string;
}

const WAIT = 1200;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

class Ceremony {
  private readonly trustee = startTrustee();

  constructor(private readonly place: HTMLElement) {}

  private get agreed(): string {
    return `ceremony ${this.place.dataset["ceremony"]}`;
  }

  begin(): void {
    localStorage.setItem(this.agreed, "1");
    void this.run();
  }

  goOn(): void {
    if (localStorage.getItem(this.agreed) !== null) void this.run();
  }

  private async run(): Promise<void> {
    this.place.toggleAttribute("data-running", true);
    for (;;) {
      try {
        const standing = await get<Standing>(this.place.dataset["state"] ?? "");
        this.paint(standing);
        if (standing.step === null || standing.accused) break;
        if (standing.sent) await pause(WAIT);
        else await this.take(standing);
      } catch (failure) {
        this.fault(wordsOf(failure));
        await pause(3 * WAIT);
      }
    }
    this.trustee.end();
    location.reload();
  }

  private async take(standing: Standing): Promise<void> {
    const { step, owner, nonce, index, name, threshold } = standing;
    const transcript = utf8(standing.transcript ?? "");
    const make = {
      REGISTER: () => this.trustee.call("register", { owner, nonce, index, title: name }),
      COMMIT: () => this.trustee.call("commit", { owner, nonce, threshold, trustees: standing.trustees }),
      REVEAL: () => this.trustee.call("reveal", { owner, commits: standing.commits }),
      COMPLAIN: () => this.trustee.call("receive", { owner, transcript }),
      CONFIRM: () => this.trustee.call("confirm", { owner, transcript }),
    };
    const body = await make[step ?? "REGISTER"]();
    await post(this.place.dataset["send"] ?? "", { step: step ?? "", body });
    this.fault("");
  }

  private paint(standing: Standing): void {
    const steps = ["REGISTER", "COMMIT", "REVEAL", "COMPLAIN", "CONFIRM"];
    const at = standing.step === null ? steps.length : steps.indexOf(standing.step);
    this.place.querySelectorAll<HTMLProgressElement>("progress").forEach((bar) => (bar.value = at + (standing.sent ? 0.5 : 0)));
    this.place.querySelectorAll<HTMLElement>("[data-while]").forEach((part) => {
      part.hidden = part.dataset["while"] !== (standing.sent ? "waiting" : "working");
    });
  }

  private fault(text: string): void {
    this.place.querySelectorAll<HTMLElement>("[data-fault]").forEach((place) => {
      place.textContent = text;
      place.hidden = text === "";
    });
  }
}

async function backUp(form: HTMLFormElement): Promise<void> {
  const said = form.querySelector<HTMLElement>("[data-said]");
  const trustee = startTrustee();
  try {
    const passphrase = String(new FormData(form).get("passphrase") ?? "");
    const text = await trustee.call("backup", { owner: form.dataset["owner"], passphrase });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
    link.download = form.dataset["file"] ?? "backup.txt";
    link.click();
    if (said) said.textContent = form.dataset["done"] ?? "";
  } catch (failure) {
    if (said) said.textContent = wordsOf(failure);
  } finally {
    trustee.end();
    form.reset();
  }
}

async function restore(form: HTMLFormElement): Promise<void> {
  const said = form.querySelector<HTMLElement>("[data-said]");
  const trustee = startTrustee();
  try {
    const given = new FormData(form);
    const chosen = given.get("file");
    const text = chosen instanceof File ? await chosen.text() : "";
    await trustee.call("restore", { owner: form.dataset["owner"], text, passphrase: String(given.get("passphrase") ?? "") });
    if (said) said.textContent = form.dataset["done"] ?? "";
  } catch (failure) {
    if (said) said.textContent = wordsOf(failure);
  } finally {
    trustee.end();
  }
}

export function startCeremonies(): void {
  const place = document.querySelector<HTMLElement>("[data-ceremony]");
  if (place) {
    const ceremony = new Ceremony(place);
    place.querySelector("[data-begin]")?.addEventListener("click", () => ceremony.begin());
    ceremony.goOn();
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const act = form.hasAttribute("data-backup") ? backUp : form.hasAttribute("data-restore") ? restore : undefined;
    if (!act) return;
    event.preventDefault();
    void act(form);
  });
}
