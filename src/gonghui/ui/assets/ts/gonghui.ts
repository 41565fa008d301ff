// Everything a page of the product runs in the browser.
import htmx from "htmx.org";
import { startBallots } from "./ballot";
import { startClock } from "./clock";
import { startCountdowns } from "./countdown";
import { startDrops } from "./drop";
import { startHolds } from "./hold";
import { startKeeping } from "./keep";
import { startKeys } from "./keys";
import { startLive } from "./live";
import { startPrefs } from "./prefs";
import { startResends } from "./resend";
import { startScrolls } from "./scroll";
import { startSheets } from "./sheet";
import { startSmall } from "./small";
import { startSorts } from "./sort";
import { startSwaps } from "./swap";
import { startTabs } from "./tabs";
import { startToasts } from "./toast";
import { startVeils } from "./veil";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}
window.htmx = htmx;

startSwaps();
document.documentElement.classList.add("has-scripts");
const begin = (): void => {
  startClock();
  startPrefs();
  startToasts();
  startSheets();
  startHolds();
  startDrops();
  startTabs();
  startKeys();
  startSmall();
  startSorts();
  startVeils();
  startBallots();
  startCountdowns();
  startResends();
  startScrolls();
  startLive();
  startKeeping();
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
