// Toasts for what can be undone. The server sends HX-Trigger: {"toast": {"text": "…", "undo": "/address/"}}.
import htmx from "htmx.org";
import { say } from "./words";

export interface Toast {
  text: string;
  undo?: string;
  stay?: boolean;
}

const SHOWN_FOR = 8000;

function button(words: string, className: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

export function toast(message: Toast): void {
  const place = document.getElementById("toasts");
  if (!place) return;
  const box = document.createElement("div");
  box.className = "toast";
  const words = document.createElement("span");
  words.className = "t";
  words.textContent = message.text;
  box.append(words);
  const { undo } = message;
  if (undo) {
    box.append(button(say("undo"), "undo", () => {
      box.remove();
      void htmx.ajax("post", undo, { source: document.body, swap: "none" });
    }));
  }
  box.append(button(say("close"), "close", () => box.remove()));
  place.append(box);
  while (place.children.length > 3) place.firstElementChild?.remove();
  if (!message.stay) goLater(box);
}

/** Take a toast away after a while, but not while somebody points at it or has the focus in it. */
export function goLater(box: HTMLElement): void {
  let timer = 0;
  const start = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => box.remove(), SHOWN_FOR);
  };
  const stop = (): void => clearTimeout(timer);
  box.addEventListener("pointerenter", stop);
  box.addEventListener("focusin", stop);
  box.addEventListener("pointerleave", start);
  box.addEventListener("focusout", start);
  start();
}

export function startToasts(): void {
  document.body.addEventListener("toast", (event) => {
    const detail = (event as CustomEvent<Toast & { value?: string }>).detail;
    const text = detail.text || detail.value;
    if (text) toast({ ...detail, text });
  });
  document.querySelectorAll<HTMLElement>("#toasts [data-toast]").forEach(goLater);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-toast-close]")) event.target.closest(".toast")?.remove();
  });
}
