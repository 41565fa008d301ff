// Sheets: <a href="/fallback/" data-sheet="id"> opens <dialog id="id">; data-sheet-close closes; a good answer closes too.
function find(id: string | null | undefined): HTMLDialogElement | null {
  const found = id ? document.getElementById(id) : null;
  return found instanceof HTMLDialogElement ? found : null;
}

export function startSheets(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const opener = event.target.closest("[data-sheet]");
    const sheet = find(opener?.getAttribute("data-sheet"));
    if (sheet && opener?.getAttribute("aria-disabled") !== "true") {
      event.preventDefault();
      sheet.showModal();
      return;
    }
    if (event.target.closest("[data-sheet-close]")) event.target.closest("dialog")?.close();
    else if (event.target instanceof HTMLDialogElement && event.target.matches("dialog.sheet") && !event.target.hasAttribute("data-firm")) {
      const box = event.target.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) event.target.close();
    }
  });
  document.addEventListener("htmx:load", (event) => {
    const element = (event as CustomEvent<{ elt: Element }>).detail.elt;
    for (const sheet of [element, ...element.querySelectorAll("dialog[data-open]")]) {
      if (sheet instanceof HTMLDialogElement && sheet.hasAttribute("data-open") && !sheet.open) sheet.showModal();
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr } = (event as CustomEvent<{ elt: Element; xhr: XMLHttpRequest }>).detail;
    // Not `successful`: a refusal that was shown counts as handled, and must stay before the reader's eyes.
    if (xhr.status >= 200 && xhr.status < 300 && elt instanceof HTMLFormElement) elt.closest<HTMLDialogElement>("dialog.sheet")?.close();
  });
}
