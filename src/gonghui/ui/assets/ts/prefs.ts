// Switches for theme and type size: <button data-set-theme="dark">, <button data-set-type="large">.
import { applyPrefs, readPref, writePref, type Pref } from "./prefs-store";

const ATTRIBUTES: Record<Pref, string> = { theme: "data-set-theme", type: "data-set-type" };

function show(): void {
  for (const pref of ["theme", "type"] as const) {
    const value = readPref(pref);
    for (const button of document.querySelectorAll(`[${ATTRIBUTES[pref]}]`)) {
      button.setAttribute("aria-pressed", String(button.getAttribute(ATTRIBUTES[pref]) === value));
    }
  }
}

export function startPrefs(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    for (const pref of ["theme", "type"] as const) {
      const value = event.target.closest(`[${ATTRIBUTES[pref]}]`)?.getAttribute(ATTRIBUTES[pref]);
      if (value) {
        writePref(pref, value);
        applyPrefs();
        show();
        dispatchEvent(new Event("resize")); // what fitted may now scroll
      }
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyPrefs());
  addEventListener("storage", () => (applyPrefs(), show()));
  document.addEventListener("htmx:load", show);
  show();
}
