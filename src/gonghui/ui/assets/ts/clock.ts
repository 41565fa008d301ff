// The server's clock: phones are often minutes wrong, so every countdown uses this offset.
let offset = 0;
let known = false;

/** Learn the server's time; called with every event that carries it. */
export function setServerNow(iso: string): void {
  const server = Date.parse(iso);
  if (Number.isNaN(server)) return;
  const fresh = server - Date.now();
  // An event may have waited on a slow line, never travelled back in time: keep the greatest offset unless it is far off.
  offset = known && Math.abs(fresh - offset) < 2000 ? Math.max(offset, fresh) : fresh;
  known = true;
}

export function serverNow(): number {
  return Date.now() + offset;
}

export function startClock(): void {
  const iso = document.body.dataset["now"];
  if (iso) setServerNow(iso);
}
