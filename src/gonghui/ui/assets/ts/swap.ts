// What htmx may put where: nothing into a held ballot, refusals beside the form, pictures decoded before a wall changes.
import htmx from "htmx.org";
import { toast } from "./toast";
import { say } from "./words";

interface SwapDetail {
  elt: Element;
  target: Element;
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
  isError: boolean;
  requestConfig: { elt: Element; triggeringEvent?: Event }; // `elt` above is wherever the event was dispatched
  serverResponse: string;
  swapOverride?: string;
}

/** Whether somebody is at work in it: a button being held, an open sheet, a field being filled. */
function isBusy(element: Element): boolean {
  if (element.querySelector("[data-holding], dialog[open]")) return true;
  const active = document.activeElement;
  return active !== null && element.contains(active) && active.matches("input:not([type=hidden]), select, textarea");
}

/** Whether this element is, holds or lies in a part that must not change under the reader's hands. */
export function isHeld(element: Element): boolean {
  if (isBusy(element)) return true;
  const held = [element.closest("[data-hold]"), ...element.querySelectorAll("[data-hold]")];
  return held.some((part) => part !== null && (part.getAttribute("data-hold") !== "choice" || part.querySelector("input:checked") !== null));
}

function startedByItself(event: Event | undefined): boolean {
  return event === undefined || event.type.startsWith("live:") || event.type === "every" || event.type === "load";
}

function beforeRequest(event: Event): void {
  const { target, requestConfig, xhr } = (event as CustomEvent<SwapDetail>).detail;
  if (requestConfig.elt.querySelector("input[type=file]")) xhr.timeout = 0; // a roster over a hall's Wi-Fi takes its time
  if (target && startedByItself(requestConfig.triggeringEvent) && isHeld(target)) event.preventDefault();
}

function beforeSwap(event: Event): void {
  const detail = (event as CustomEvent<SwapDetail>).detail;
  const { xhr, target } = detail;
  if (startedByItself(detail.requestConfig.triggeringEvent) && isHeld(target)) {
    detail.shouldSwap = false;
    return;
  }
  if (xhr.status >= 400 && xhr.status < 500 && detail.serverResponse.includes("data-refused")) {
    detail.shouldSwap = true;
    detail.isError = false;
    detail.target = noticesFor(detail.requestConfig.elt);
    detail.swapOverride = "innerHTML";
  } else if (xhr.status === 422) {
    detail.shouldSwap = true; // a form that came back with its faults marked
    detail.isError = false;
  } else if (detail.shouldSwap && target.closest("[data-steady]")) {
    const wait = picturesOf(detail.serverResponse);
    if (wait.length) {
      detail.shouldSwap = false;
      void Promise.race([Promise.allSettled(wait), pause(2000)]).then(() => put(target, detail));
    }
  }
}

function put(target: Element, detail: SwapDetail): void {
  if (!target.isConnected) return;
  const style = detail.requestConfig.elt.getAttribute("hx-swap")?.split(" ")[0] ?? "innerHTML";
  htmx.swap(target as HTMLElement, detail.serverResponse, { swapStyle: style, swapDelay: 0, settleDelay: 0 });
}

function picturesOf(markup: string): Promise<void>[] {
  const parsed = new DOMParser().parseFromString(markup, "text/html");
  return [...parsed.images].filter((image) => image.src).map((image) => {
    const early = new Image();
    early.src = image.src;
    return early.decode();
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The nearest place for a refusal: the form's own [data-notices], the open sheet's, else the page's. */
function noticesFor(element: Element): Element {
  const near = element.closest("form, dialog, [data-notices-scope]")?.querySelector("[data-notices]");
  return near ?? document.getElementById("notices") ?? document.body;
}

function afterSwap(event: Event): void {
  const target = event.target; // a swap we make ourselves brings no detail
  if (!(target instanceof Element)) return;
  const marked = "[data-refused], [data-errors]";
  const summary = target.matches(marked) ? (target as HTMLElement) : target.querySelector<HTMLElement>(marked);
  if (summary && !target.closest("[data-steady]")) {
    summary.tabIndex = -1;
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "nearest" });
  }
}

function failed(event: Event): void {
  const { elt, xhr, requestConfig } = (event as CustomEvent<SwapDetail>).detail;
  // What asked by itself stays quiet: the last good frame remains and the chip tells the state of the line.
  if (startedByItself(requestConfig?.triggeringEvent) || elt.closest("[data-steady]")) return;
  const status = xhr?.status ?? 0;
  toast({ text: say(status === 403 ? "forbidden" : status === 404 || status === 409 ? "gone" : "noAnswer"), stay: true });
}

export function startSwaps(): void {
  Object.assign(htmx.config, {
    allowEval: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0, // no page of a person stays behind in the browser's storage
    refreshOnHistoryMiss: true,
    scrollBehavior: "instant",
    timeout: 20_000,
  });
  document.addEventListener("htmx:beforeRequest", beforeRequest);
  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:afterSwap", afterSwap);
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, failed);
}
