// File drop: <label class="drop" data-drop data-max-mb="20"><input type="file" accept=".xlsx,.csv"></label>. The form also
// works without scripts; with hx-post the bar shows what is sent, then what is being checked.
import { say } from "./words";

function sizeText(bytes: number): string {
  return bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} kB`;
}

function fault(input: HTMLInputElement, file: File, maxMb: number): string {
  const kinds = input.accept.split(",").map((kind) => kind.trim().toLowerCase()).filter((kind) => kind.startsWith("."));
  if (kinds.length && !kinds.some((kind) => file.name.toLowerCase().endsWith(kind))) return say("wrongKind");
  return file.size > maxMb * 1_048_576 ? say("tooBig") : "";
}

function line(file: File, why: string): HTMLElement {
  const box = document.createElement("div");
  box.className = `drop-file${why ? " bad" : ""}`;
  const words = document.createElement("div");
  words.className = "line";
  for (const [name, text] of [["name", file.name], ["s mut", sizeText(file.size)], [why ? "why" : "s sec", why]] as const) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = text;
    words.append(part);
  }
  const bar = document.createElement("progress");
  bar.className = "run bar-l";
  bar.max = 1;
  bar.value = 0;
  bar.hidden = true;
  box.append(words, bar);
  return box;
}

function chosen(drop: HTMLElement, input: HTMLInputElement): void {
  const place = drop.parentElement?.querySelector("[data-drop-files]");
  if (!place) return;
  const faults = [...(input.files ?? [])].map((file) => [file, fault(input, file, Number(drop.dataset["maxMb"] ?? 50))] as const);
  place.replaceChildren(...faults.map(([file, why]) => line(file, why)));
  const bad = faults.find(([, why]) => why)?.[1] ?? "";
  drop.classList.toggle("bad", bad !== "");
  input.setCustomValidity(bad);
  if (bad) return;
  if (faults.length && drop.dataset["drop"] === "send") input.form?.requestSubmit();
}

function bars(event: Event): NodeListOf<HTMLProgressElement> {
  return (event.target as Element).querySelectorAll<HTMLProgressElement>("[data-drop-files] progress");
}

export function startDrops(): void {
  const dropOf = (event: Event): HTMLElement | null => (event.target instanceof Element ? event.target.closest<HTMLElement>("[data-drop]") : null);
  document.addEventListener("change", (event) => {
    const drop = dropOf(event);
    if (drop && event.target instanceof HTMLInputElement) chosen(drop, event.target);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const drop = dropOf(event);
      if (!drop) return;
      event.preventDefault();
      drop.classList.toggle("is-over", name === "dragover");
      const input = drop.querySelector<HTMLInputElement>("input[type=file]");
      const files = (event as DragEvent).dataTransfer?.files;
      if (name === "drop" && input && files?.length) {
        input.files = files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
  document.addEventListener("htmx:xhr:progress", (event) => {
    const { loaded, total } = (event as CustomEvent<{ loaded: number; total: number }>).detail;
    if (!total) return;
    for (const bar of bars(event)) {
      bar.hidden = false;
      bar.value = loaded / total;
      const words = bar.parentElement?.querySelector(".sec");
      if (words) words.textContent = loaded < total ? `${say("sending")} ${Math.floor((100 * loaded) / total)}%` : say("checking");
      if (loaded >= total) bar.removeAttribute("value");
    }
  });
}
