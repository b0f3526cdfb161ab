// @ts-check
// Says while a new password is typed how far it has grown. Without script the office says
// what is missing after it was sent.

for (const form of document.querySelectorAll("form[data-strength]")) {
  const { strength = "" } = /** @type {HTMLElement} */ (form).dataset;
  /** @type {HTMLInputElement | null} */
  const fresh = form.querySelector("input[autocomplete=new-password]");
  if (fresh) {
    const meter = document.createElement("meter");
    // Fourteen letters, as the rule asks; the same one again and again is worth little.
    Object.assign(meter, { min: 0, max: 14, low: 8, high: 13.5, optimum: 14 });
    meter.setAttribute("aria-label", strength);
    fresh.after(meter);
    fresh.addEventListener("input", () => {
      meter.value = Math.min(fresh.value.length, 2 * new Set(fresh.value).size);
    });
  }
}
