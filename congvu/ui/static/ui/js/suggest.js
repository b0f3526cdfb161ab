// @ts-check
// Boxes that suggest while somebody types: htmx asks (data-suggest names the list), the
// arrows choose, Enter opens, Escape closes. Without script they are plain forms.

const SHORTEST = 2;

/** @param {any} input @returns {any} */
const listOf = (input) => document.getElementById(input.dataset.suggest);

/** @param {any} input @returns {any[]} */
const options = (input) => Array.from(listOf(input).children);

/** @param {any} input @param {boolean} open */
function show(input, open) {
  listOf(input).hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  if (!open) choose(input, -1);
}

/** @param {any} input @param {number} at */
function choose(input, at) {
  options(input).forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
  const chosen = options(input)[at];
  if (chosen) {
    input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

/** @param {any} input */
const chosen = (input) =>
  options(input).findIndex((option) => option.getAttribute("aria-selected") === "true");

/** @param {any} input @param {any} event */
function press(input, event) {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const open = !listOf(input).hidden;
  const step = { ArrowDown: 1, ArrowUp: -1 }[/** @type {string} */ (event.key)];
  if (event.key === "Escape" && open) show(input, false);
  else if (event.key === "Enter" && open && chosen(input) >= 0)
    options(input)[chosen(input)].querySelector("a").click();
  else if (step && options(input).length) {
    const at = chosen(input), count = options(input).length;
    show(input, true);
    // One step beyond either end is the box itself.
    choose(input, (at + 1 + step + count + 1) % (count + 1) - 1);
  } else return;
  event.preventDefault();
}

/** @param {any} input */
function prepare(input) {
  const list = listOf(input);
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id }).forEach(([name, value]) => input.setAttribute(name, value));
  input.addEventListener("keydown", (/** @type {any} */ event) => press(input, event));
  input.addEventListener("focus", () => show(input, options(input).length > 0));
  input.addEventListener("htmx:beforeRequest", (/** @type {any} */ event) => {
    if (input.value.trim().length >= SHORTEST) return;
    event.preventDefault();
    list.replaceChildren();
    show(input, false);
  });
  list.addEventListener("htmx:afterSwap", () => {
    options(input).forEach((option, n) => { option.id = `${list.id}-${n}`; });
    show(input, options(input).length > 0 && document.activeElement === input);
  });
  input.form.addEventListener("focusout", (/** @type {any} */ event) => {
    if (!input.form.contains(event.relatedTarget)) show(input, false);
  });
}

document.querySelectorAll("[data-suggest]").forEach(prepare);
