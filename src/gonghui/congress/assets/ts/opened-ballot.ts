// The check page on a second device: an opened ballot is checked here, by this browser alone. <article data-opened data-manifest>
import { startBooth } from "./scripts";
import { file, wordsOf } from "./wire";

export async function checkOpenedBallots(): Promise<void> {
  const places = [...document.querySelectorAll<HTMLElement>("[data-opened]")];
  if (places.length === 0) return;
  const booth = startBooth();
  for (const place of places) {
    const said = place.querySelector<HTMLElement>("[data-said]");
    try {
      const manifest = await file(place.dataset["manifest"] ?? "");
      const { short, choices } = await booth.call("check", { manifest, line: place.dataset["opened"] ?? "" });
      const options = (place.dataset["options"] ?? "").split("|");
      place.querySelectorAll("[data-code]").forEach((part) => (part.textContent = short));
      const rows = (place.dataset["rows"] ?? "").split("|");
      const marked = rows.map((row, n) => `${row}${options[choices.slice(n * options.length, (n + 1) * options.length).indexOf(1)] ?? ""}`);
      if (said) said.textContent = `${place.dataset["holds"] ?? ""}${marked.join("；")}`;
      place.toggleAttribute("data-good", true);
    } catch (failure) {
      if (said) said.textContent = wordsOf(failure);
    }
  }
  booth.end();
}
