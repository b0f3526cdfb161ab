// @ts-check
// Under a field of recipients: what the directory finds becomes a line of that field.
// Keys as in any combobox; without this file the button opens the directory's own page.

for (const box of document.querySelectorAll("[data-places]")) {
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
  const list = /** @type {HTMLElement} */ (box.querySelector("[role=listbox]"));
  const said = /** @type {HTMLElement} */ (box.querySelector("[data-said]"));
  const field = /** @type {HTMLTextAreaElement} */ (
    document.querySelector("textarea[name=outside]"));

  const places = () =>
    /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-place]")]);
  const current = () => places().find((one) => one.ariaSelected === "true");

  /** @param {boolean} open */
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) point(undefined);
  };

  /** @param {HTMLElement | undefined} to */
  const point = (to) => {
    for (const one of places()) one.ariaSelected = String(one === to);
    if (to) {
      input.setAttribute("aria-activedescendant", to.id);
      to.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  /** @param {HTMLElement} place */
  const add = (place) => {
    const line = place.dataset.place ?? "";
    const lines = field.value.split("\n").filter((one) => one.trim());
    if (!lines.includes(line)) field.value = [...lines, line].join("\n");
    said.textContent = `${said.dataset.added}: ${line}`;
    input.value = "";
    list.replaceChildren();
    show(false);
    input.focus();
  };

  list.addEventListener("htmx:afterSwap", () => {
    if (document.activeElement !== input) return;
    show(list.childElementCount > 0);
    point(places()[0]);
    list.scrollIntoView({ block: "nearest" });
    // On a phone the keyboard and the button below leave room only above.
    if (matchMedia("(max-width: 719px)").matches) box.scrollIntoView();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const place = /** @type {HTMLElement | null} */ (target.closest("[data-place]"));
    if (place) add(place);
  });
  // What is shown still answers what was asked before: Enter must not take it.
  input.addEventListener("input", () => point(undefined));
  input.addEventListener("blur", () => show(false));
  input.addEventListener("focus", () => show(list.childElementCount > 0));
  input.addEventListener("keydown", (event) => {
    const all = places();
    const at = all.indexOf(/** @type {HTMLElement} */ (current()));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) {
      show(true);
      point(all[(at + step + all.length) % all.length]);
    } else if (event.key === "Enter" && !event.ctrlKey) {
      if (!list.hidden && at >= 0) add(all[at]);
    } else if (event.key === "Escape" && !list.hidden) show(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
