// Countdowns and running clocks on server time.
//   <time data-countdown="ISO end">            shows mm:ss left, never below 00:00; fires countdown:end once
//   <time data-countup="ISO start" data-limit="300">   shows mm:ss used; .is-late past the limit
//   <time data-wallclock>                       shows HH:MM:SS
//   <progress data-countdown-bar="ISO end" data-total="180">
import { serverNow } from "./clock";
import { say } from "./words";

const SPOKEN = [60, 30, 10];

export function clockText(seconds: number): string {
  const whole = Math.max(0, seconds);
  const hours = Math.floor(whole / 3600);
  const pad = (value: number): string => String(value).padStart(2, "0");
  const rest = `${pad(Math.floor((whole % 3600) / 60))}:${pad(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function tickDown(element: HTMLElement): void {
  const left = Math.ceil((Date.parse(element.dataset["countdown"] ?? "") - serverNow()) / 1000);
  if (Number.isNaN(left)) return;
  write(element, clockText(left));
  element.classList.toggle("is-late", left <= 10);
  const voice = document.getElementById("ui-voice");
  if (voice && element.hasAttribute("data-spoken") && SPOKEN.includes(left)) write(voice, `${say("left")}${left}${say("seconds")}`);
  if (left <= 0 && !element.dataset["ended"]) {
    element.dataset["ended"] = "1";
    element.dispatchEvent(new CustomEvent("countdown:end", { bubbles: true }));
  }
}

function tickUp(element: HTMLElement): void {
  const used = Math.floor((serverNow() - Date.parse(element.dataset["countup"] ?? "")) / 1000);
  if (Number.isNaN(used)) return;
  write(element, clockText(used));
  element.classList.toggle("is-late", used > Number(element.dataset["limit"] ?? Infinity));
}

function tickBar(bar: HTMLProgressElement): void {
  const left = (Date.parse(bar.dataset["countdownBar"] ?? "") - serverNow()) / 1000;
  bar.max = Number(bar.dataset["total"] ?? 60);
  bar.value = Math.max(0, Math.min(bar.max, left));
}

function tick(): void {
  document.querySelectorAll<HTMLElement>("[data-countdown]").forEach(tickDown);
  document.querySelectorAll<HTMLElement>("[data-countup]").forEach(tickUp);
  document.querySelectorAll<HTMLProgressElement>("[data-countdown-bar]").forEach(tickBar);
  const time = new Date(serverNow()).toLocaleTimeString("zh-CN", { hour12: false, timeZone: "Asia/Shanghai" });
  document.querySelectorAll("[data-wallclock]").forEach((element) => write(element, time));
}

export function startCountdowns(): void {
  const next = (): void => {
    tick();
    setTimeout(next, 1000 - (serverNow() % 1000) + 5);
  };
  next();
  document.addEventListener("htmx:load", tick);
}
