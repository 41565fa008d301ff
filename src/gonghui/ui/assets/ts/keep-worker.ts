// Pages that a person keeps on this device, read when there is no line. What a page asked to be kept is fetched once and answered
// from the network first; only where that fails comes the kept copy. Addresses outside `under` are never touched: no ballot passes here.
interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetched extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Extendable {
  data: { kind: "keep"; owner: string; pages: string[]; assets: string[] } | { kind: "forget" };
  ports: readonly MessagePort[];
}
interface Scope {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(name: "install" | "activate", act: (event: Extendable) => void): void;
  addEventListener(name: "fetch", act: (event: Fetched) => void): void;
  addEventListener(name: "message", act: (event: Told) => void): void;
}

const worker = self as unknown as Scope;
const NAMES = "kept-";
const PATIENCE = 8000;
const under = (new URL(location.href).searchParams.get("under") ?? "").split(",").filter((one) => one.startsWith("/"));

async function forgetAllBut(name: string): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((one) => one.startsWith(NAMES) && one !== name).map((one) => caches.delete(one)));
}

/** Keep the pages named and nothing else of this owner; return how many are there. */
async function keep(owner: string, pages: string[], assets: string[]): Promise<number> {
  const name = NAMES + owner;
  await forgetAllBut(name);
  const cache = await caches.open(name);
  const wanted = new Set([...pages, ...assets].map((one) => new URL(one, location.href).href));
  const known = new Set((await cache.keys()).map((one) => one.url));
  await Promise.all([...known].filter((one) => !wanted.has(one)).map((one) => cache.delete(one)));
  let there = 0;
  for (const [at, page] of [...pages, ...assets].entries()) {
    const address = new URL(page, location.href).href;
    // The list itself changes, what it leads to does not: another version has another address.
    const isThere = known.has(address) && at > 0;
    const isFresh = isThere || (await fetchInto(cache, address)) || known.has(address);
    if (at < pages.length && isFresh) there += 1;
  }
  return there;
}

async function fetchInto(cache: Cache, address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { headers: { "Gonghui-Keep": "1" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return false;
    await cache.put(address, answer);
    return true;
  } catch {
    return false;
  }
}

async function answer(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request, request.mode === "navigate" ? { signal: AbortSignal.timeout(PATIENCE) } : {});
    if (fresh.status < 500) return fresh;
    return (await caches.match(request)) ?? fresh;
  } catch (failure) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw failure;
  }
}

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || request.headers.has("Gonghui-Keep")) return;
  if (under.some((one) => pathname.startsWith(one))) event.respondWith(answer(request));
});
worker.addEventListener("message", (event) => {
  const { data, ports } = event;
  if (data.kind === "forget") event.waitUntil(forgetAllBut(""));
  else event.waitUntil(keep(data.owner, data.pages, data.assets).then((count) => ports[0]?.postMessage(count)));
});
