// Small things: print buttons, copy buttons, way back, filters that send themselves, forms that are sent once.
import { toast } from "./toast";

async function copy(button: HTMLElement): Promise<void> {
  const text = button.dataset["copy"] ?? "";
  try {
    await navigator.clipboard.writeText(text);
    toast({ text: button.dataset["copied"] ?? text });
  } catch {
    const field = document.createElement("textarea"); // plain http in a hall's own network has no clipboard
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    toast({ text: button.dataset["copied"] ?? text });
  }
}

/** Let the phone tremble once when something calls its owner; a browser that has not been touched yet would refuse it. */
function buzz(root: Element): void {
  const calls = root.matches("[data-buzz]") || root.querySelector("[data-buzz]") !== null;
  if (calls && navigator.userActivation?.hasBeenActive) navigator.vibrate?.([300, 150, 300]);
}

export function startSmall(): void {
  document.addEventListener("htmx:load", (event) => buzz((event as CustomEvent<{ elt: Element }>).detail.elt));
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-print]")) print();
    if (event.target.closest("[data-back]") && history.length > 1) {
      event.preventDefault();
      history.back();
    }
    const copied = event.target.closest<HTMLElement>("[data-copy]");
    if (copied) void copy(copied);
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLElement) event.target.closest<HTMLFormElement>("form[data-auto-send]")?.requestSubmit();
  });
  // A plain form is sent once; the server's idempotency key stands behind it for whoever manages to press twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post")) return;
    if (form.dataset["sent"]) event.preventDefault();
    form.dataset["sent"] = "1";
    const sender = event.submitter;
    if (sender) sender.classList.add("is-busy");
  });
  addEventListener("pageshow", () => document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach((form) => delete form.dataset["sent"]));
}
