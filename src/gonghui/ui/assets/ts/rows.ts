// An open ballot of several rows: how many are chosen, whether too many are in favour, and all of it once more before it
// is sent. <form data-rows data-seats data-skip>; [data-row] hold one choice each, [data-rows-…] stand anywhere on the page.

function each(name: string, act: (part: HTMLElement) => void): void {
  document.querySelectorAll<HTMLElement>(`[data-rows-${name}]`).forEach(act);
}

function write(name: string, count: number): void {
  each(name, (part) => (part.textContent = String(count)));
}

interface Chosen {
  readonly name: string;
  readonly value: string | undefined;
}

function rowsOf(form: HTMLFormElement): Chosen[] {
  return [...form.querySelectorAll<HTMLElement>("[data-row]")].map((row) => ({
    name: row.dataset["name"] ?? "",
    value: row.querySelector<HTMLInputElement>("input:checked")?.value,
  }));
}

/** Tell how a ballot of several rows stands. */
export function tellRows(form: HTMLFormElement): void {
  const rows = rowsOf(form);
  const written = [...form.querySelectorAll<HTMLInputElement>("[data-written]")].map((line) => line.value.trim()).filter((name) => name !== "");
  const seats = Number(form.dataset["seats"] ?? 0);
  const skips = form.dataset["skip"] !== undefined;
  const empty = rows.filter((row) => row.value === undefined).length;
  const inFavour = rows.filter((row) => row.value === "0").length + written.length;
  const over = seats > 0 && inFavour > seats;
  write("for", inFavour);
  write("empty", empty);
  write("excess", Math.max(0, inFavour - seats));
  each("over", (part) => (part.hidden = !over));
  each("open", (part) => (part.hidden = empty === 0));
  each("full", (part) => (part.hidden = empty > 0));
  each("sum", (part) => {
    const names = rows.filter((row) => row.value === part.dataset["rowsSum"]).map((row) => row.name);
    if (part.dataset["rowsSum"] === "0") names.push(...written);
    part.hidden = names.length === 0;
    part.querySelectorAll("[data-rows-sum-n]").forEach((place) => (place.textContent = String(names.length)));
    part.querySelectorAll("[data-rows-sum-names]").forEach((place) => (place.textContent = names.join("、")));
  });
  const ready = !over && (skips ? empty < rows.length || written.length > 0 : empty === 0);
  document.querySelectorAll<HTMLElement>("[data-ballot-go]").forEach((button) => button.setAttribute("aria-disabled", String(!ready)));
}
