// A box that scrolls can be reached and moved with the keyboard, but is no stop on the way while everything fits.
const BOXES = ".tb-wrap, .count > div, .desk > *, .paper-desk, .pop";

function mark(): void {
  for (const box of document.querySelectorAll<HTMLElement>(BOXES)) {
    const scrolls = box.scrollWidth > box.clientWidth + 1 || (box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== "visible");
    if (scrolls && !box.hasAttribute("tabindex")) {
      box.tabIndex = 0;
      box.dataset["scrolls"] = "";
    } else if (!scrolls && "scrolls" in box.dataset) {
      box.removeAttribute("tabindex");
      delete box.dataset["scrolls"];
    }
  }
}

export function startScrolls(): void {
  mark();
  addEventListener("resize", mark);
  addEventListener("load", mark);
  document.addEventListener("htmx:load", mark);
  document.addEventListener("toggle", mark, true);
}
