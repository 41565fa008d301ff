// A list to be put in order by dragging: [data-sort] > li with a form.sort-grip whose address ends in "/0/", the place to
// fill in. Only a help for the mouse: buttons that move by one stand beside it for keys and fingers.
let dragged: HTMLElement | null = null;

function gripOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>("[data-sort] .sort-grip") : null;
}

function lineOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>("[data-sort] > li") : null;
}

function over(event: DragEvent): void {
  const line = lineOf(event);
  if (!dragged || !line || line.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  const box = line.getBoundingClientRect();
  const after = event.clientY > box.top + box.height / 2;
  if (line !== dragged) line.parentElement?.insertBefore(dragged, after ? line.nextElementSibling : line);
}

function end(from: number, dropped: boolean): void {
  const line = dragged;
  dragged = null;
  const list = line?.parentElement;
  if (!line || !list) return;
  line.draggable = false;
  line.classList.remove("is-dragged");
  if (!dropped) {
    line.remove(); // Escape, or let go outside: back to where it was
    list.insertBefore(line, list.children[from - 1] ?? null);
    return;
  }
  const form = line.querySelector<HTMLFormElement>("form.sort-grip");
  const place = [...list.children].indexOf(line) + 1;
  if (!form || place === from) return;
  form.action = form.action.replace(/0\/$/, `${place}/`);
  form.requestSubmit();
}

export function startSorts(): void {
  let from = 0;
  // A line can be dragged by its grip alone, so that its words can still be marked and copied.
  document.addEventListener("pointerdown", (event) => {
    const line = gripOf(event) ? lineOf(event) : null;
    if (line) line.draggable = true;
  });
  document.addEventListener("pointerup", (event) => {
    const line = lineOf(event);
    if (line && !dragged) line.draggable = false;
  });
  document.addEventListener("dragstart", (event) => {
    dragged = lineOf(event);
    if (!dragged?.parentElement) return;
    from = [...dragged.parentElement.children].indexOf(dragged) + 1;
    dragged.classList.add("is-dragged");
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", over);
  document.addEventListener("drop", (event) => dragged && event.preventDefault());
  document.addEventListener("dragend", (event) => end(from, event.dataTransfer?.dropEffect !== "none"));
}
