// At the desk: <section data-slip data-scope data-url> makes a slip in this browser, tells the server its proof and key, shows its code once.
import { startForgetting } from "./scripts";
import { drawSlipCode } from "./slip-qr";
import { post, wordsOf } from "./wire";

async function issue(place: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const booth = startForgetting();
  const fault = place.querySelector<HTMLElement>("[data-slip-fault]");
  button.disabled = true;
  if (fault) fault.hidden = true;
  try {
    const { code, proof, key } = await booth.call("newSlip", { scope: place.dataset["scope"] ?? "" });
    await post(place.dataset["url"] ?? "", { proof, key });
    const groups = code.match(/.{4}/g)?.join(" ") ?? code;
    place.querySelectorAll("[data-slip-code]").forEach((part) => (part.textContent = groups));
    place.querySelectorAll("[data-slip-qr]").forEach((part) => drawSlipCode(part, code));
    place.querySelectorAll<HTMLElement>("[data-slip-made]").forEach((part) => (part.hidden = false));
    place.querySelectorAll<HTMLElement>("[data-slip-ask]").forEach((part) => (part.hidden = true));
  } catch (failure) {
    fault?.querySelectorAll("[data-words]").forEach((part) => part.replaceChildren(wordsOf(failure)));
    if (fault) fault.hidden = false;
    button.disabled = false;
  } finally {
    booth.end();
  }
}

export function startSlips(): void {
  document.querySelectorAll<HTMLElement>("[data-slip]").forEach((place) => {
    const button = place.querySelector<HTMLButtonElement>("[data-slip-issue]");
    button?.addEventListener("click", () => void issue(place, button));
    place.querySelector("[data-slip-print]")?.addEventListener("click", () => print());
  });
}
