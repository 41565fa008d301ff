// The state of an open ballot in words: nothing chosen, chosen but not sent. A page has one form[data-ballot]; its words
// ([data-ballot-none|-chosen|-word|-go]) may stand anywhere on the page, the foot and the confirm sheet included.
import { tellRows } from "./rows";

function tell(form: HTMLFormElement): void {
  if (form.hasAttribute("data-rows")) {
    tellRows(form);
    return;
  }
  const chosen = form.querySelector<HTMLInputElement>("input[type=radio]:checked");
  document.querySelectorAll<HTMLElement>("[data-ballot-none]").forEach((part) => (part.hidden = chosen !== null));
  document.querySelectorAll<HTMLElement>("[data-ballot-chosen]").forEach((part) => (part.hidden = chosen === null));
  const words = chosen?.closest(".opt")?.querySelector("[data-word]")?.textContent ?? "";
  document.querySelectorAll("[data-ballot-word]").forEach((part) => (part.textContent = words));
  document.querySelectorAll<HTMLElement>("[data-ballot-go]").forEach((button) => button.setAttribute("aria-disabled", String(chosen === null)));
}

export function startBallots(): void {
  const all = (): void => document.querySelectorAll<HTMLFormElement>("form[data-ballot]").forEach(tell);
  for (const kind of ["change", "input"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-ballot]") : null;
      if (form) tell(form);
    });
  }
  document.addEventListener("keydown", (event) => {
    // Enter in a line for a name would send the ballot past its confirmation.
    if (event.key === "Enter" && event.target instanceof Element && event.target.matches("[data-written]")) event.preventDefault();
  });
  document.addEventListener("htmx:load", all);
  addEventListener("pageshow", all);
  all();
}
