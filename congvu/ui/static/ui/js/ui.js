// @ts-check
// What script adds to pages that already work without it: keys, the reading pane
// beside the list, files dropped one by one. No dependency; htmx is used when there.

/** @type {any} */
const htmx = /** @type {any} */ (window).htmx;
const wide = window.matchMedia("(min-width: 1200px)");

/** @param {string} selector @param {ParentNode} [root] @returns {HTMLElement[]} */
const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

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
  const pane = document.getElementById("pane");
  if (!htmx || !pane || !wide.matches || !document.body.classList.contains("two")) {
    location.assign(link.href);
    return;
  }
  htmx.ajax("GET", link.href, { source: link, target: "#pane", select: "#pane", swap: "outerHTML" })
    .then(() => {
      history.pushState({ pane: true }, "", link.href);
      const row = link.closest("[data-row]");
      row?.classList.remove("row-unread");
      document.body.classList.add("selection");
      document.getElementById("pane")?.scrollTo(0, 0);
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
  const link = /** @type {HTMLAnchorElement | null} */ (next.querySelector("[data-row-link]"));
  link?.focus({ preventScroll: true });
  // Only the row somebody stops at is fetched.
  clearTimeout(loading);
  if (wide.matches && document.body.classList.contains("two"))
    loading = window.setTimeout(() => link && open(link), 150);
  return true;
}

document.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest?.("[data-row-link]"));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (!htmx || !wide.matches || !document.body.classList.contains("two")) return;
  event.preventDefault();
  const row = /** @type {HTMLElement | null} */ (link.closest("[data-row]"));
  if (row) mark(row);
  open(link);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = /** @type {CustomEvent} */ (event).detail;
  if (detail.target?.id !== "pane") return;
  // Signed out or refused: show that page itself, never an empty pane.
  if (detail.xhr.status !== 200 || !detail.xhr.responseText.includes('id="pane"')) {
    detail.shouldSwap = false;
    location.assign(detail.xhr.responseURL || location.href);
  }
});

window.addEventListener("popstate", () => {
  if (document.body.classList.contains("two")) location.reload();
});

// -- keys

/** @param {string} attribute @param {string} key @param {ParentNode} [root] */
const keyed = (attribute, key, root) =>
  all(`[${attribute}="${CSS.escape(key)}"]`, root).find(isSeen);

/** @param {KeyboardEvent} event @param {HTMLElement | undefined} element */
function press(event, element) {
  if (!element) return;
  event.preventDefault();
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  const active = document.activeElement;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "s" || key === "enter")) {
    const form = active?.closest("form");
    press(event, (form && keyed("data-key-ctrl", key, form)) || keyed("data-key-ctrl", key));
    return;
  }
  if (event.altKey && (key === "arrowdown" || key === "arrowup")) {
    if (move(key === "arrowdown" ? 1 : -1)) event.preventDefault();
    return;
  }
  if (key === "escape") {
    const menu = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-menu][open]"));
    if (menu) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    } else if (isTyping(active)) /** @type {HTMLElement} */ (active).blur();
    return;
  }
  if (isTyping(event.target)) {
    if (key === "enter") enterInField(event);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  const inList = active === document.body || !!active?.closest("[data-row], #list, main") && !active.closest(".menu");
  if ((key === "arrowdown" || key === "arrowup") && inList && !active?.matches("input, summary")) {
    if (move(key === "arrowdown" ? 1 : -1)) event.preventDefault();
    return;
  }
  if (document.body.dataset.keys === "off") return;
  if (key === "j" || key === "k") {
    if (move(key === "j" ? 1 : -1)) event.preventDefault();
  } else if (key === "/") press(event, all("[data-search]").find(isSeen));
  else if (key === "enter" && active === document.body) {
    const link = document.querySelector("[data-row][data-selected] [data-row-link]");
    if (link) press(event, /** @type {HTMLElement} */ (link));
  } else if (key.length === 1 && key !== " ") press(event, keyed("data-key", key));
});

/** In a form that asks for it, Enter confirms a field and goes to the next one.
 * @param {KeyboardEvent} event */
function enterInField(event) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const form = input.closest("form[data-enter=next]");
  if (!form || input.matches("textarea") && event.shiftKey) return;
  event.preventDefault();
  confirmField(input);
  const inputs = all("input, select, textarea, button[type=submit]", form)
    .filter((other) => isSeen(other) && !other.matches("[readonly], [disabled], [type=hidden]"));
  inputs[inputs.indexOf(input) + 1]?.focus();
}

/** @param {HTMLInputElement} input */
function confirmField(input) {
  const field = input.closest(".field-read, .field-doubt");
  const form = /** @type {HTMLElement | null} */ (input.closest("form"));
  if (!field || !form) return;
  field.classList.remove("field-read", "field-doubt");
  field.classList.add("field-confirmed");
  const source = field.querySelector(".provenance");
  if (source && form.dataset.confirmedWord) {
    source.className = "provenance state tone-done";
    source.textContent = form.dataset.confirmedWord;
  }
  const number = field.querySelector(".field-number")?.textContent;
  all(`[data-box="${number}"]`).forEach((box) => box.setAttribute("class", "paper-box paper-box-confirmed"));
  const kept = /** @type {HTMLInputElement | null} */ (form.querySelector(`input[name="confirmed_${input.name}"]`));
  if (kept) kept.value = "1";
}

document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.closest("form[data-enter=next]")) confirmField(input);
});

document.addEventListener("focusin", (event) => {
  const field = /** @type {HTMLElement} */ (event.target).closest?.(".field");
  const number = field?.querySelector(".field-number")?.textContent;
  all(".paper-box-active").forEach((box) => box.classList.remove("paper-box-active"));
  if (number) all(`[data-box="${number}"]`).forEach((box) => box.classList.add("paper-box-active"));
});

// -- small behaviours, by attribute

document.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  all("[data-menu][open]").forEach((menu) => {
    if (!menu.contains(target)) menu.removeAttribute("open");
  });
  const opener = /** @type {HTMLElement | null} */ (target.closest?.("[data-opens]"));
  if (opener) showDialog(opener.dataset.opens || "");
  const fill = /** @type {HTMLElement | null} */ (target.closest?.("[data-fill]"));
  if (fill) {
    const input = /** @type {HTMLInputElement | null} */ (document.getElementById(fill.dataset.fill || ""));
    if (!input) return;
    input.value = fill.dataset.value || "";
    input.dispatchEvent(new Event("change", { bubbles: true }));
    all("[data-fill]", fill.parentElement || document).forEach((chip) => {
      if (chip.hasAttribute("aria-pressed")) chip.setAttribute("aria-pressed", String(chip === fill));
    });
    input.focus();
  }
  const show = /** @type {HTMLElement | null} */ (target.closest?.("[data-show]"));
  if (show) {
    const secret = /** @type {HTMLInputElement | null} */ (document.getElementById(show.dataset.show || ""));
    if (!secret) return;
    secret.type = secret.type === "password" ? "text" : "password";
    const word = show.textContent;
    show.textContent = show.dataset.hideWord || word;
    show.dataset.hideWord = word || "";
    secret.focus();
  }
});

/** @param {string} id */
function showDialog(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return;
  const list = dialog.querySelector("[data-keylist]");
  if (list) {
    list.replaceChildren();
    all("[data-key], [data-key-ctrl]").filter(isSeen).forEach((element) => {
      if (element.dataset.opens === id) return;
      const [term, words] = [document.createElement("dt"), document.createElement("dd")];
      const cap = document.createElement("kbd");
      const ctrl = element.dataset.keyCtrl;
      cap.textContent = ctrl ? `Ctrl ${ctrl.toUpperCase()}` : (element.dataset.key || "").toUpperCase();
      term.append(cap);
      const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
      all("kbd", copy).forEach((inside) => inside.remove());
      words.textContent = (copy.textContent || "").trim();
      list.append(term, words);
    });
  }
  dialog.showModal();
}

document.addEventListener("toast", (event) => {
  const words = /** @type {CustomEvent} */ (event).detail?.value ?? "";
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = String(words);
  document.getElementById("toasts")?.append(toast);
  window.setTimeout(() => toast.remove(), 6000);
});

// -- files, dropped or chosen, sent one by one

/** @param {HTMLFormElement} form */
function prepareUpload(form) {
  const input = /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=file]"));
  const list = document.querySelector(form.dataset.uploadInto || "");
  if (!input || !list) return;
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
  ["dragenter", "dragover"].forEach((name) =>
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("drop-over");
    }));
  form.addEventListener("dragleave", () => form.classList.remove("drop-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("drop-over");
    take(event.dataTransfer?.files);
  });
}

/** The answer is the row itself, as `<li data-row>`; what fails stays on the screen.
 * @param {HTMLFormElement} form @param {string} name @param {File} file
 * @param {Element} list @param {() => void} done */
function sendFile(form, name, file, list, done) {
  const row = document.createElement("li");
  row.className = "row";
  const body = document.createElement("div");
  const title = document.createElement("b");
  const bar = document.createElement("progress");
  const note = document.createElement("span");
  title.textContent = file.name;
  bar.max = file.size || 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  note.className = "row-note";
  body.className = "row-body";
  body.append(title, bar, note);
  row.append(document.createElement("span"), body);
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
    note.textContent = form.dataset.uploadFailed || "";
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
  all("form[data-upload]:not(.drop-ready)", root).forEach((form) =>
    prepareUpload(/** @type {HTMLFormElement} */ (form)));
  const errors = /** @type {HTMLElement | null} */ (root.querySelector("[data-errors]"));
  errors?.focus();
}

document.addEventListener("htmx:afterSettle", (event) =>
  prepare(/** @type {HTMLElement} */ (event.target)));
prepare(document);
document.querySelector("[data-row][data-selected]")?.scrollIntoView({ block: "nearest" });
