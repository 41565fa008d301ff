// A phone that follows a board: it keeps every signed head it sees, so that a board rewritten later shows. <p data-follow-board data-manifest data-head>
import { startBooth } from "./scripts";
import { file, get } from "./wire";

export async function followBoards(): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-follow-board]");
  if (!place) return;
  const booth = startBooth();
  const look = async (): Promise<void> => {
    try {
      const manifest = await file(place.dataset["manifest"] ?? "");
      const { head } = await get<{ readonly head: string }>(place.dataset["head"] ?? "");
      const seen = await booth.call("receipt", { manifest, head });
      place.querySelectorAll("[data-entries]").forEach((part) => (part.textContent = String(seen.index)));
    } catch (failure) {
      // A network that is away is no accusation; two heads of one index are.
      if ((failure as { check?: string }).check !== "head") return;
      place.querySelectorAll<HTMLElement>("[data-forked]").forEach((part) => (part.hidden = false));
    }
  };
  document.body.addEventListener("live:vote", () => void look());
  await look();
}
