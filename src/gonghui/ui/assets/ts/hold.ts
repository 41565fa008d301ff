// Hold to confirm: <button class="btn btn-hold" data-hold-for="1200">. Touch, mouse and keyboard hold alike; a click that
// comes from an assistive tool (no pointer, no key) arms the button and a second one within five seconds confirms.
import { say } from "./words";

const USUAL = 1200; // drawn by the style sheet alone: htmx copies style attributes when it swaps, and our CSP refuses that

const passed = new WeakSet<HTMLElement>();

function confirm(button: HTMLButtonElement): void {
  button.classList.remove("is-holding", "is-armed");
  passed.add(button);
  button.click();
}

function begin(button: HTMLButtonElement): void {
  if (button.disabled || button.dataset["holding"]) return;
  const time = Number(button.dataset["holdFor"] ?? USUAL);
  if (time !== USUAL) button.style.setProperty("--hold", `${time}ms`);
  button.classList.add("is-holding");
  button.dataset["holding"] = String(window.setTimeout(() => {
    delete button.dataset["holding"];
    confirm(button);
  }, time));
}

function end(button: HTMLButtonElement): void {
  clearTimeout(Number(button.dataset["holding"]));
  delete button.dataset["holding"];
  button.classList.remove("is-holding");
}

function arm(button: HTMLButtonElement): void {
  button.classList.add("is-armed");
  const voice = document.getElementById("ui-voice");
  if (voice) voice.textContent = say("again");
  setTimeout(() => button.classList.remove("is-armed"), 5000);
}

function holdButton(event: Event): HTMLButtonElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[data-hold-for]") : null;
}

/** Whether the pointer is still over the button: browsers also say "out" when only what is drawn under it has changed. */
function isOver(button: HTMLElement, event: PointerEvent): boolean {
  const box = button.getBoundingClientRect();
  return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
}

export function startHolds(): void {
  const on = (name: string, act: (button: HTMLButtonElement, event: Event) => void): void =>
    document.addEventListener(name, (event) => {
      const button = holdButton(event);
      if (button) act(button, event);
    }, true);
  on("pointerdown", (button, event) => (event as PointerEvent).button === 0 && begin(button));
  for (const name of ["pointerup", "pointercancel", "blur"]) on(name, (button) => end(button));
  on("pointerout", (button, event) => !isOver(button, event as PointerEvent) && end(button));
  on("contextmenu", (_, event) => event.preventDefault());
  on("keydown", (button, event) => {
    const key = event as KeyboardEvent;
    if (key.key !== "Enter" && key.key !== " ") return;
    event.preventDefault();
    if (!key.repeat) begin(button);
  });
  on("keyup", (button, event) => {
    event.preventDefault();
    end(button);
  });
  on("click", (button, event) => {
    if (passed.delete(button)) return;
    const pointer = event as PointerEvent;
    if (pointer.detail === 0 && button.classList.contains("is-armed")) {
      button.classList.remove("is-armed");
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (pointer.detail === 0) arm(button);
  });
}
