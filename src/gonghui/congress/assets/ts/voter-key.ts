// The phone's own key: made once for a meeting, its public half told to the server. <div data-voter-key data-owner data-known data-url>
import { startBooth } from "./scripts";
import { post, wordsOf } from "./wire";

export async function tellVoterKey(): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-voter-key]");
  if (!place) return;
  const { owner = "", known = "", url = "" } = place.dataset;
  const booth = startBooth();
  try {
    const key = await booth.call("key", { owner });
    if (key !== known) await post(url, { key });
    place.dataset["known"] = key;
  } catch (failure) {
    const fault = place.querySelector<HTMLElement>("[data-fault]");
    const words = place.querySelector("[data-fault-words]");
    if (words) words.textContent = wordsOf(failure);
    if (fault) fault.hidden = false;
  } finally {
    booth.end();
  }
}
