// A form that must arrive: <form data-resend>. It is sent with the same key until the server has answered, whatever the
// network does; the server answers a resend as it answered the first. [data-resend-say] tells how it stands.
import { say } from "./words";

const TRY_AGAIN = 2000;
const CALL_SOMEBODY = 20_000;

function tell(text: string): void {
  document.querySelectorAll<HTMLElement>("[data-resend-say]").forEach((place) => {
    place.textContent = text;
    place.hidden = text === "";
  });
  // A ballot has one state at a time: what it was before it was sent steps back while it is on its way.
  document.querySelectorAll<HTMLElement>("[data-ballot-chosen]").forEach((part) => (part.hidden = text !== ""));
}

function hold(form: HTMLFormElement, busy: boolean): void {
  form.toggleAttribute("data-sending", busy);
  const buttons = document.querySelectorAll<HTMLButtonElement>(`button[form="${form.id}"], [data-ballot-go]`);
  [...form.querySelectorAll("button"), ...buttons].forEach((button) => (button.disabled = busy));
}

async function send(form: HTMLFormElement, body: URLSearchParams): Promise<Response | null> {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "HX-Request": "true" },
      credentials: "same-origin",
      signal: AbortSignal.timeout(8000),
    });
    return answer.status >= 500 ? null : answer;
  } catch {
    return null;
  }
}

async function untilAnswered(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const since = Date.now();
  hold(form, true);
  document.querySelectorAll<HTMLDialogElement>("dialog[open]").forEach((sheet) => sheet.close());
  tell(say("submitting"));
  for (;;) {
    const answer = await send(form, body);
    if (answer?.ok) {
      location.replace(answer.url);
      return;
    }
    if (answer) {
      const notices = document.getElementById("notices");
      if (notices) notices.innerHTML = await answer.text();
      tell("");
      hold(form, false);
      return;
    }
    tell(Date.now() - since > CALL_SOMEBODY ? say("callStaff") : say("unconfirmed"));
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN));
  }
}

export function startResends(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-resend")) return;
    event.preventDefault();
    if (!form.hasAttribute("data-sending")) void untilAnswered(form);
  });
  addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-resend][data-sending]")) event.preventDefault();
  });
}
