// @ts-check
// Keys from card to card, a passage picked in the text, a name picked for a doubt. The
// page does all of it without this file, too.

/** @param {string} selector @param {ParentNode} [root] @returns {any} */
const one = (selector, root = document) => root.querySelector(selector);

const isBusy = () =>
  !!document.querySelector("dialog[open]") ||
  !!document.activeElement?.matches("input, textarea, select");

/** Each column scrolls by itself; the page stays where it is.
 * @param {string} column @param {string} selector @param {number} share */
function bring(column, selector, share) {
  const box = one(column);
  const found = box && one(selector, box);
  if (!found || box.scrollHeight <= box.clientHeight) return;
  const above = found.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += above - box.clientHeight * share;
}

bring(".directing-text", ".directing-paragraph .sentence-current", 0.35);
bring(".directing-cards", "[data-current]", 0.15);

/** Places in the text count whole signs, as the office does, not halves of them.
 * @param {Node | null} node @param {number} offset */
function placeOf(node, offset) {
  const piece = node?.parentElement?.closest("[data-at]");
  if (!(piece instanceof HTMLElement) || node?.nodeType !== Node.TEXT_NODE) return null;
  const before = (node.textContent || "").slice(0, offset);
  return Number(piece.dataset.at) + Array.from(before).length;
}

function selected() {
  const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : null;
  if (!range || range.collapsed || !one("[data-text]")?.contains(range.commonAncestorContainer))
    return "";
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  return start !== null && end !== null && start < end ? `?tu=${start}&den=${end}` : "";
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy()) return;
  if (document.body.dataset.keys === "off") return;
  const key = event.key.toLowerCase();
  /** @type {Record<string, string>} */
  const targets = { j: "[data-next]", k: "[data-previous]" };
  if (targets[key]) one(targets[key])?.click();
  else if (key === "enter" && event.target === document.body) one("[data-confirm]")?.click();
  else if (key === "e") one(".proposal-form textarea")?.focus();
  else if (key === "g" && one("[data-add]")) location.assign(one("[data-add]").href + selected());
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const sentence = target.closest("[data-card]");
  if (sentence instanceof HTMLElement && getSelection()?.isCollapsed) {
    const card = sentence.dataset.card;
    location.assign(`?de-xuat=${card}#the-${card}`);
  }
  const part = /** @type {any} */ (target.closest("[data-part-of]"));
  if (!part) return;
  const input = one(`#${part.dataset.partOf}`);
  input.value = input.value.split(";")
    .map((/** @type {string} */ one) => one.trim() === part.dataset.part ? part.dataset.value : one.trim())
    .join("; ");
  input.focus();
});
