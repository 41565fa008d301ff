// Talking to the server from the pages of a sealed vote: files in, forms out, refusals as sentences.

/** A refusal of the server: what happened, and what to do next. */
export class Refused extends Error {
  constructor(readonly sentence: string, readonly remedy: string, readonly status: number) {
    super(sentence);
    this.name = "Refused";
  }
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
}

const JSON_TYPE = "application/json";
const PATIENCE = 15_000;

function token(): string {
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as { "X-CSRFToken"?: string };
  return headers["X-CSRFToken"] ?? "";
}

async function answered<T>(answer: Response): Promise<T> {
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  if (answer.ok && isJson) return (await answer.json()) as T;
  if (answer.status >= 500 || (answer.ok && !answer.redirected)) throw new Error(`answer ${answer.status}`);
  const problem = isJson ? ((await answer.json()) as Problem) : {};
  // Led elsewhere means: no longer logged in.
  throw new Refused(problem.title ?? say("loggedOut"), problem.detail ?? "", answer.status);
}

/** Send a form. Throws Refused for what the server refuses, and anything else when no answer came. */
export async function post<T>(url: string, fields: Record<string, string>): Promise<T> {
  const answer = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Accept: JSON_TYPE, "X-CSRFToken": token() },
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE),
  });
  return answered<T>(answer);
}

export async function get<T>(url: string): Promise<T> {
  return answered<T>(await fetch(url, { headers: { Accept: JSON_TYPE }, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) }));
}

/** Send a form and get a part of a page. */
export async function part(url: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Accept: JSON_TYPE, "X-CSRFToken": token() },
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE),
  });
  return answer.ok && !answer.redirected ? answer.text() : answered<string>(answer);
}

/** Fetch one of the files of a box. */
export async function file(url: string): Promise<Uint8Array> {
  const answer = await fetch(url, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new Error(`answer ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The few sentences these pages say; they come translated from <template id="sealed-words" data-…>. */
export function say(word: string): string {
  return document.getElementById("sealed-words")?.dataset[word] ?? word;
}

/** Put a refusal or a failure into words: the server's own, or those for a failed check on this phone. */
export function wordsOf(failure: unknown): string {
  if (failure instanceof Refused) return [failure.sentence, failure.remedy].filter(Boolean).join("");
  const check = (failure as { check?: string }).check;
  return check === undefined || check === "internal" ? say("broken") : `${say("failed")}（${check}）`;
}
