/** The verifier page: take a file, run the check in a worker, show how far it is and what came out. */

import { CallRefused, Calls } from "../worker/calls.ts";
import { drawFailure, drawReport, element } from "./report.ts";
import type { Shown, VerifierOperations } from "./worker.ts";
import { type Language, type Word, word } from "./words.ts";

type Outcome = { readonly report: Shown } | { readonly check: string; readonly where: string };

function find<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}

let language: Language = "zh";
let outcome: Outcome | null = null;
let calls: Calls<VerifierOperations> | null = null;

function startWorker(): Calls<VerifierOperations> {
  // A worker from a file beside the page is not allowed on file://, so its text is carried in the page itself.
  const address = URL.createObjectURL(new Blob([find("worker").textContent ?? ""], { type: "text/javascript" }));
  const worker = new Worker(address);
  return new Calls<VerifierOperations>(worker);
}

function say(): void {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  document.title = word(language, "title");
  for (const one of document.querySelectorAll<HTMLElement>("[data-word]")) one.textContent = word(language, one.dataset["word"] as Word);
  const switcher = find("language");
  switcher.textContent = word(language, "other");
  switcher.setAttribute("aria-label", word(language, "language"));
  switcher.lang = language === "zh" ? "en" : "zh-Hans";
  show();
}

function show(): void {
  const place = find("outcome");
  place.hidden = outcome === null;
  if (outcome === null) return;
  if ("check" in outcome) {
    place.replaceChildren(...drawFailure(language, outcome.check, outcome.where));
    return;
  }
  const print = element("button", { type: "button" }, word(language, "print"));
  print.addEventListener("click", () => window.print());
  place.replaceChildren(...drawReport(language, outcome.report), element("p", {}, print));
}

function advance(done: number): void {
  find<HTMLProgressElement>("bar").value = done;
  find("percent").textContent = `${Math.floor(done * 100)}%`;
}

async function verify(file: File): Promise<void> {
  calls?.end();
  const mine = (calls = startWorker());
  outcome = null;
  show();
  find("running").hidden = false;
  find("name").textContent = file.name;
  find("part").textContent = word(language, "running");
  advance(0);
  let found: Outcome;
  try {
    const report = await mine.call("verify", { file, naive: find<HTMLInputElement>("naive").checked, seen: find<HTMLTextAreaElement>("seen").value }, (done, of) => advance(done / of));
    found = { report };
  } catch (error) {
    const refused = error instanceof CallRefused && error.check !== "internal";
    found = refused ? { check: error.check, where: error.where } : { check: "internal", where: String((error as Error).message) };
  }
  if (calls !== mine) return;
  stop();
  outcome = found;
  show();
  find("outcome").focus();
}

function stop(): void {
  calls?.end();
  calls = null;
  find("running").hidden = true;
}

function listen(): void {
  const input = find<HTMLInputElement>("file");
  const drop = find("drop");
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    input.value = "";
    if (file) void verify(file);
  });
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragenter" || kind === "dragover");
    });
  }
  document.addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (file) void verify(file);
  });
  find("stop").addEventListener("click", stop);
  find("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    say();
  });
}

listen();
say();
