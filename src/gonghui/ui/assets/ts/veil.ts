// Privacy veil of a secret ballot: <form data-veil="3000"> hides the choice after that time, a touch shows it again.
export function startVeils(): void {
  const timers = new WeakMap<Element, number>();
  const show = (event: Event): void => {
    const veil = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-veil]") : null;
    if (!veil) return;
    veil.classList.remove("veiled");
    clearTimeout(timers.get(veil));
    timers.set(veil, window.setTimeout(() => veil.querySelector("input:checked") && veil.classList.add("veiled"), Number(veil.dataset["veil"])));
  };
  for (const name of ["pointerdown", "change", "focusin"]) document.addEventListener(name, show);
}
