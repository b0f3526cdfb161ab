// @ts-check
// What script adds to pages that work without it: keys, the reading pane
// beside the list, files dropped one by one. No dependency; htmx is used when there.

/** @type {any} */
const htmx = Reflect.get(window, "htmx");
const wide = window.matchMedia("(min-width: 1200px)");

/** @param {string} selector @param {ParentNode} [root] @returns {HTMLElement[]} */
const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

/** What is there is known by its attribute; the rest is checked where it is used.
 * @param {string} selector @param {ParentNode} [root] @returns {any} */
const one = (selector, root = document) => root.querySelector(selector);

/** @param {string | undefined} id @returns {any} */
const byId = (id) => document.getElementById(id || "");

/** @param {any} event @param {string} selector @returns {any} */
const around = (event, selector) => event.target.closest?.(selector);

/** @param {string} name @param {(event: any) => void} act */
const on = (name, act) => document.addEventListener(name, act);

const hasPane = () => !!htmx && wide.matches && document.body.classList.contains("two");

/** @param {Element | null} element */
const isSeen = (element) => !!element && element.getClientRects().length > 0;

/** Single letters belong to the text while somebody types (Telex, VNI).
 * @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])"));

// -- the list and its pane

const rows = () => all("[data-row]").filter(isSeen);
let loading = 0;

/** @param {HTMLElement} row */
function mark(row) {
  all("[data-row][data-selected]").forEach((other) => {
    other.removeAttribute("data-selected");
    other.querySelector("[data-row-link]")?.removeAttribute("aria-current");
  });
  row.setAttribute("data-selected", "");
  row.querySelector("[data-row-link]")?.setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
}

/** Beside the list when there is room and the page has a pane; else as a page.
 * @param {HTMLAnchorElement} link */
function open(link) {
  if (!hasPane()) return location.assign(link.href);
  htmx.ajax("GET", link.href, { source: link, target: "#pane", select: "#pane", swap: "outerHTML" })
    .then(() => {
      history.pushState({ pane: true }, "", link.href);
      link.closest("[data-row]")?.classList.remove("row-unread");
      document.body.classList.add("selection");
      byId("pane")?.scrollTo(0, 0);
    });
}

/** @param {number} step */
function move(step) {
  const list = rows();
  if (!list.length) return false;
  const at = list.findIndex((row) => row.hasAttribute("data-selected"));
  const next = list[Math.min(list.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  if (!next || at === list.indexOf(next)) return true;
  mark(next);
  const link = one("[data-row-link]", next);
  link?.focus({ preventScroll: true });
  // Only where somebody stops is fetched.
  clearTimeout(loading);
  if (hasPane() && link?.dataset.rowLink === "")
    loading = window.setTimeout(() => open(link), 150);
  return true;
}

on("click", (event) => {
  const link = around(event, '[data-row-link=""]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !hasPane()) return;
  event.preventDefault();
  // Enter on the row already open goes on to its first button.
  if (location.href === link.href) return one(".button", byId("pane"))?.focus();
  mark(link.closest("[data-row]"));
  open(link);
});

on("htmx:beforeSwap", ({ detail }) => {
  if (detail.target?.id !== "pane") return;
  // Signed out or refused: show that page, never an empty pane.
  if (detail.xhr.status !== 200 || !detail.xhr.responseText.includes('id="pane"')) {
    detail.shouldSwap = false;
    location.assign(detail.xhr.responseURL || location.href);
  }
});

// A hidden tab asks for no news.
on("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.matches("[data-news]")) event.preventDefault();
});

window.addEventListener("popstate", () => {
  if (document.body.classList.contains("two")) location.reload();
});

// -- keys

/** @param {Event} event @param {number} step */
const moved = (event, step) => move(step) && event.preventDefault();

/** @param {string} attribute @param {string} key @param {ParentNode} [root] */
const keyed = (attribute, key, root) =>
  all(`[${attribute}="${CSS.escape(key)}"]`, root).find(isSeen);

/** @param {Event} event @param {HTMLElement | null | undefined} element */
function press(event, element) {
  if (!element) return;
  event.preventDefault();
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
}

on("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  const active = document.activeElement;
  const step = { arrowdown: 1, arrowup: -1 }[key];
  if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "s" || key === "enter")) {
    const form = active?.closest("form");
    return press(event, (form && keyed("data-key-ctrl", key, form)) || keyed("data-key-ctrl", key));
  }
  if (event.altKey && step) return moved(event, step);
  if (key === "escape") {
    const menu = one("[data-menu][open]");
    if (menu) {
      menu.open = false;
      one("summary", menu).focus();
    } else if (active instanceof HTMLElement && isTyping(active)) active.blur();
    return;
  }
  // A tick box would send the whole form at Enter.
  const ticks = event.target.matches?.("form[data-enter=next] [type=checkbox]");
  if (isTyping(event.target) || ticks && key === "enter") {
    if (key === "enter") enterInField(event);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  // In the pane the arrows scroll the paper; in the list they choose.
  if (step && (active === document.body || active?.closest("#list, #content:focus")))
    return active.matches("input") || moved(event, step);
  if (document.body.dataset.keys === "off") return;
  if (key === "j" || key === "k") moved(event, key === "j" ? 1 : -1);
  else if (key === "/") press(event, all("[data-search]").find(isSeen));
  else if (key === "enter" && active === document.body) {
    press(event, one("[data-row][data-selected] [data-row-link]"));
  } else if (key.length === 1 && key !== " ") press(event, keyed("data-key", key));
});

/** In a form that asks for it, Enter confirms a field and goes to the next one.
 * @param {any} event */
function enterInField(event) {
  const input = event.target;
  const form = input.closest("form[data-enter=next]");
  if (!form || input.matches("textarea") && event.shiftKey) return;
  event.preventDefault();
  confirmField(input);
  const inputs = all("input, select, textarea, button[type=submit]", form)
    .filter((other) => isSeen(other) && !other.matches("[readonly], [disabled], [type=hidden]"));
  inputs[inputs.indexOf(input) + 1]?.focus();
}

/** @param {any} input */
function confirmField(input) {
  const field = input.closest(".field-read, .field-doubt");
  const form = input.closest("form");
  if (!field) return;
  field.classList.remove("field-read", "field-doubt");
  field.classList.add("field-confirmed");
  const source = one(".provenance", field);
  if (source && form.dataset.confirmedWord) {
    source.className = "provenance state tone-done";
    source.textContent = form.dataset.confirmedWord;
  }
  boxesOf(field).forEach((box) => box.setAttribute("class", "paper-box paper-box-confirmed"));
  const kept = one(`input[name="confirmed_${input.name}"]`, form);
  if (kept) kept.value = "1";
}

/** @param {Element} field */
function boxesOf(field) {
  const number = one(".field-number", field)?.textContent;
  return number ? all(`[data-box="${number}"]`) : [];
}

on("change", (event) => {
  if (around(event, "form[data-enter=next]")) confirmField(event.target);
});

on("focusin", (event) => {
  const field = around(event, ".field");
  all(".paper-box-active").forEach((box) => box.classList.remove("paper-box-active"));
  if (field) boxesOf(field).forEach((box) => box.classList.add("paper-box-active"));
});

// -- small behaviours, by attribute

on("click", (event) => {
  all("[data-menu][open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
  const find = around(event, ".phonefind > summary");
  if (find) setTimeout(() => byId("find").focus());
  const opener = around(event, "[data-opens]");
  if (opener) showDialog(opener.dataset.opens);
  const fill = around(event, "[data-fill]");
  if (fill) {
    const input = byId(fill.dataset.fill);
    input.value = fill.dataset.value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    all("[data-fill]", fill.parentElement).forEach((chip) => {
      if (chip.hasAttribute("aria-pressed")) chip.setAttribute("aria-pressed", String(chip === fill));
    });
    input.focus();
  }
  const show = around(event, "[data-show]");
  if (show) {
    const secret = byId(show.dataset.show);
    secret.type = secret.type === "password" ? "text" : "password";
    const word = show.textContent;
    show.textContent = show.dataset.hideWord;
    show.dataset.hideWord = word;
    secret.focus();
  }
});

/** @param {string} name @param {string} words @param {string} [classes] @returns {any} */
function make(name, words, classes = "") {
  const element = document.createElement(name);
  element.textContent = words;
  element.className = classes;
  return element;
}

/** @param {string} id */
function showDialog(id) {
  const dialog = byId(id);
  const list = one("[data-keylist]", dialog);
  list?.replaceChildren(...all("[data-key], [data-key-ctrl]")
    .filter((element) => isSeen(element) && element.dataset.opens !== id)
    .flatMap((element) => {
      const term = make("dt", "");
      const ctrl = element.dataset.keyCtrl;
      term.append(make("kbd", (ctrl ? `Ctrl ${ctrl}` : element.dataset.key || "").toUpperCase()));
      const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
      all("kbd", copy).forEach((inside) => inside.remove());
      return [term, make("dd", copy.textContent.trim())];
    }));
  dialog.showModal();
}

on("toast", (event) => {
  const toast = make("p", String(event.detail?.value ?? ""), "toast");
  byId("toasts")?.append(toast);
  window.setTimeout(() => toast.remove(), 6000);
});

// -- files, dropped or chosen, sent one by one

/** @param {any} form */
function prepareUpload(form) {
  const input = one("input[type=file]", form);
  const list = one(form.dataset.uploadInto);
  form.classList.add("drop-ready");
  /** @type {File[]} */
  const waiting = [];
  let busy = false;
  const next = () => {
    const file = waiting.shift();
    busy = !!file;
    if (file) sendFile(form, input.name, file, list, next);
  };
  /** @param {FileList | null | undefined} files */
  const take = (files) => {
    waiting.push(...Array.from(files || []));
    if (!busy) next();
  };
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  form.addEventListener("dragover", (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    form.classList.add("drop-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("drop-over"));
  form.addEventListener("drop", (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    form.classList.remove("drop-over");
    take(event.dataTransfer?.files);
  });
}

/** The answer is the row itself, as `<li data-row>`; what fails stays on the screen.
 * @param {any} form @param {string} name @param {File} file
 * @param {Element} list @param {() => void} done */
function sendFile(form, name, file, list, done) {
  const [row, body] = [make("li", "", "row row-file"), make("div", "", "row-body")];
  const [bar, note] = [make("progress", ""), make("span", "", "row-note")];
  bar.max = file.size || 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  body.append(make("b", file.name), bar, note);
  row.append(make("span", ""), body);
  list.prepend(row);
  const data = new FormData(form);
  data.delete(name);
  data.append(name, file);
  const call = new XMLHttpRequest();
  call.open("POST", form.action);
  call.setRequestHeader("HX-Request", "true");
  call.upload.addEventListener("progress", (event) => { bar.value = event.loaded; });
  const failed = () => {
    bar.remove();
    note.textContent = form.dataset.uploadFailed;
    note.classList.add("tone-late");
    done();
  };
  call.addEventListener("error", failed);
  call.addEventListener("load", () => {
    const made = document.createElement("template");
    made.innerHTML = call.responseText;
    const answer = made.content.querySelector("[data-row]");
    if (!answer) return failed();
    row.replaceWith(answer);
    htmx?.process(answer);
    done();
  });
  call.send(data);
}

/** @param {ParentNode} root */
function prepare(root) {
  all("[data-show][hidden]", root).forEach((button) => button.removeAttribute("hidden"));
  all("form[data-upload]:not(.drop-ready)", root).forEach(prepareUpload);
  one("[data-errors]", root)?.focus();
}

on("htmx:afterSettle", (event) =>
  prepare(event.target));
prepare(document);
one("[data-row][data-selected]")?.scrollIntoView({ block: "nearest" });
// On a phone the strip of groups is longer than the screen.
one(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
