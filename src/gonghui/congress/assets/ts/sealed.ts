// The pages of sealed votes: the phone's key, the ballot, the scrutineers' ceremony and boxes, the check of an opened ballot.
import { followBoards } from "./board-follower";
import { startBoxes } from "./boxes";
import { startCeremonies } from "./ceremony";
import { startKiosk } from "./kiosk";
import { checkOpenedBallots } from "./opened-ballot";
import { startSealedBallots } from "./sealed-ballot";
import { startSlips } from "./slips";
import { tellVoterKey } from "./voter-key";

/** The cards of key and box stand outside what is swapped, because a phone may be at work in them: when they are behind, reload. */
function followScrutiny(): void {
  document.addEventListener("htmx:afterSwap", () => {
    const shown = document.querySelector<HTMLElement>("[data-scrutiny]")?.dataset["scrutiny"];
    const now = document.querySelector<HTMLElement>("[data-scrutiny-now]")?.dataset["scrutinyNow"];
    if (shown !== undefined && now !== undefined && shown !== now && !document.querySelector("[data-running]")) location.reload();
  });
}

function begin(): void {
  followScrutiny();
  startSealedBallots();
  startKiosk();
  startSlips();
  startCeremonies();
  startBoxes();
  void tellVoterKey();
  void checkOpenedBallots();
  void followBoards();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
