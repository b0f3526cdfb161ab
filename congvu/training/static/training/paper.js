// @ts-check
// A paper can be sat without this. With it: each answer is kept by itself, one request
// after the other; over a lost net it is tried again until it is kept; the time is told.

const form = document.querySelector("form[data-paper]");
const AGAIN = 5000;
let dirty = false;
let running = false;
let waiting = 0;

/** Each part of the answer takes the place of its namesake. @param {string} words */
function show(words) {
  const made = document.createElement("template");
  made.innerHTML = words;
  made.content.querySelectorAll("[id^=live-]").forEach((part) => {
    document.getElementById(part.id)?.replaceChildren(...part.childNodes);
  });
}

/** @param {HTMLFormElement} form */
async function keep(form) {
  if (running) return;
  running = true;
  dirty = false;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
      redirect: "error",
    });
    if (answer.status !== 200 && answer.status !== 422) throw new Error();
    show(await answer.text());
  } catch {
    dirty = true;
    const told = document.getElementById("live-saved");
    if (told) told.textContent = form.dataset.unsaved || "";
  }
  running = false;
  if (dirty) later(form, AGAIN);
}

/** @param {HTMLFormElement} form @param {number} after */
function later(form, after) {
  clearTimeout(waiting);
  waiting = window.setTimeout(() => keep(form), after);
}

/** @param {HTMLFormElement} form @param {HTMLElement} told */
function tick(form, told) {
  const left = Math.max(0, Number(form.dataset.ends) - Math.floor(Date.now() / 1000));
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  told.textContent = `${form.dataset.left} ${clock}`;
}

if (form instanceof HTMLFormElement) {
  form.addEventListener("input", () => {
    dirty = true;
    later(form, 800);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    dirty = false;
  });
  window.addEventListener("online", () => dirty && later(form, 0));
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  const told = document.createElement("p");
  told.setAttribute("role", "timer");
  form.prepend(told);
  tick(form, told);
  window.setInterval(() => tick(form, told), 1000);
}
