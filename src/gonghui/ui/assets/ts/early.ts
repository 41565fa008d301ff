// Runs before the first paint: the reader's theme and type size, so that the page never jumps.
import { applyPrefs } from "./prefs-store";

applyPrefs();
