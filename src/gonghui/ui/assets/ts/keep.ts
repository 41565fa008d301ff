// Pages kept on this device for reading without a line. <ul data-keep="owner" data-keep-under="/paper/,…"> keeps this page and those that its
// links lead to; [data-kept] says how many. <article data-read="…"> of a kept copy notes that it was opened and tells the server later.
// <body data-forget> (the log-in page): whoever comes next finds nothing.
const QUEUE = "gonghui.opened";
const WORKER = "/keep-worker.js";

function opened(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(QUEUE) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === "string") : [];
  } catch {
    return [];
  }
}

function remember(addresses: string[]): void {
  if (addresses.length) localStorage.setItem(QUEUE, JSON.stringify(addresses));
  else localStorage.removeItem(QUEUE);
}

/** Tell the server what was opened while there was no line; what it does not answer is told again later. */
async function tell(): Promise<void> {
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;
  const left: string[] = [];
  for (const address of opened()) {
    try {
      const answer = await fetch(address, { method: "POST", headers, credentials: "same-origin", redirect: "manual" });
      if (!answer.ok && answer.status !== 404) left.push(address);
    } catch {
      left.push(address);
    }
  }
  remember(left);
}

async function keep(list: HTMLElement): Promise<void> {
  const worker = await navigator.serviceWorker.register(`${WORKER}?under=${list.dataset["keepUnder"] ?? ""}`);
  await navigator.serviceWorker.ready;
  const links = [...list.querySelectorAll<HTMLAnchorElement>("a[href]"), ...list.querySelectorAll<HTMLElement>("[data-keep-also]")];
  const pages = [location.pathname, ...links.map((one) => one.dataset["keepAlso"] ?? one.getAttribute("href") ?? "")];
  const assets = [...document.querySelectorAll<HTMLElement>("head script[src], head link[rel=stylesheet], head link[rel=icon]")];
  const channel = new MessageChannel();
  channel.port1.onmessage = (said: MessageEvent<number>) => {
    document.querySelectorAll<HTMLElement>("[data-kept]").forEach((place) => {
      place.hidden = said.data < pages.length;
    });
  };
  (worker.active ?? navigator.serviceWorker.controller)?.postMessage(
    {
      kind: "keep",
      owner: list.dataset["keep"] ?? "",
      pages,
      assets: [...assets.map((one) => one.getAttribute("src") ?? one.getAttribute("href") ?? ""), list.dataset["keepIcons"] ?? ""].filter(Boolean),
    },
    [channel.port2],
  );
}

async function forget(): Promise<void> {
  localStorage.removeItem(QUEUE);
  const known = await navigator.serviceWorker.getRegistrations();
  known.forEach((one) => one.active?.postMessage({ kind: "forget" }));
}

export function startKeeping(): void {
  if (!("serviceWorker" in navigator)) return;
  if (document.body.hasAttribute("data-forget")) {
    void forget();
    return;
  }
  const list = document.querySelector<HTMLElement>("[data-keep]");
  const copy = document.querySelector<HTMLElement>("[data-read][data-copy]");
  const address = copy?.dataset["read"];
  if (address) remember([...new Set([...opened(), address])]);
  else if (list) void keep(list).catch(() => undefined);
  if (opened().length) void tell();
  addEventListener("online", () => void tell());
}
