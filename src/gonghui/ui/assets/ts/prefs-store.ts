// Theme and type size, kept in this browser alone.
export const THEMES = ["light", "dark", "auto"] as const;
export const TYPES = ["normal", "large", "larger"] as const;
const KEYS = { theme: "gonghui.theme", type: "gonghui.type" } as const;
export type Pref = keyof typeof KEYS;

export function readPref(pref: Pref): string {
  const fallback = pref === "theme" ? "light" : "normal";
  const allowed: readonly string[] = pref === "theme" ? THEMES : TYPES;
  try {
    const kept = localStorage.getItem(KEYS[pref]) ?? fallback;
    return allowed.includes(kept) ? kept : fallback;
  } catch {
    return fallback; // storage may be closed to us; the page then keeps its defaults
  }
}

export function writePref(pref: Pref, value: string): void {
  try {
    localStorage.setItem(KEYS[pref], value);
  } catch {
    // the choice then holds for this page only
  }
}

/** Put both choices on <html>; a page that fixes its theme (the wall) says so with data-theme-fixed. */
export function applyPrefs(theme: string = readPref("theme"), type: string = readPref("type")): void {
  const html = document.documentElement;
  if (!html.hasAttribute("data-theme-fixed")) {
    const night = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    html.toggleAttribute("data-theme", night);
    if (night) html.setAttribute("data-theme", "dark");
  }
  if (type === "normal") html.removeAttribute("data-type");
  else if (!html.hasAttribute("data-type-fixed")) html.setAttribute("data-type", type);
}
