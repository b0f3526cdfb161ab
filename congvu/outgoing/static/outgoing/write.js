// @ts-check
// Writing works without this. With it: what is typed is kept by itself, departures from
// form follow the words, and nobody leaves the page with words that are kept nowhere.

let waiting = 0;
let dirty = false;
let asked = 0;

/** @param {HTMLFormElement} form */
async function keep(form) {
  const turn = ++asked;
  dirty = false;
  try {
    const answer = await fetch(form.dataset.live || "", {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
      redirect: "error",
    });
    if (answer.status !== 200 && answer.status !== 422) throw new Error();
    const words = await answer.text();
    if (answer.status === 422) dirty = true;
    if (turn === asked) show(words);
  } catch {
    // The next change tries again; leaving asks first.
    dirty = true;
    const told = document.getElementById("live-saved");
    if (told) told.textContent = form.dataset.unsaved || "";
  }
}

/** Each part of the answer takes the place of its namesake. @param {string} words */
function show(words) {
  const made = document.createElement("template");
  made.innerHTML = words;
  made.content.querySelectorAll("[id^=live-]").forEach((part) => {
    document.getElementById(part.id)?.replaceChildren(...part.childNodes);
  });
}

document.addEventListener("input", (event) => {
  const form = event.target instanceof Element && event.target.closest("form[data-live]");
  if (!(form instanceof HTMLFormElement)) return;
  dirty = true;
  clearTimeout(waiting);
  waiting = window.setTimeout(() => keep(form), 1200);
});

document.addEventListener("submit", () => {
  clearTimeout(waiting);
  dirty = false;
});

window.addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

// An element's name leads to where it is written.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[href^='#id_']");
  if (!link) return;
  const field = document.getElementById((link.getAttribute("href") || "").slice(1));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});
