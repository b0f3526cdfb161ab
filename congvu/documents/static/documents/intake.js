// @ts-check
// Intake works without this. With it: what is typed is kept by itself, and the box of
// the field being looked at is scrolled into view.

let waiting = 0;

/** @param {HTMLFormElement} form */
async function keep(form) {
  const told = form.querySelector("[data-saved]");
  try {
    const answer = await fetch(form.dataset.draft || "", {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
      redirect: "error",
    });
    if (told && answer.ok) told.textContent = await answer.text();
  } catch {
    // The next change tries again; "Để sau" tells what is wrong.
    if (told) told.textContent = "";
  }
}

document.addEventListener("input", (event) => {
  const form = event.target instanceof Element && event.target.closest("form[data-draft]");
  if (!(form instanceof HTMLFormElement)) return;
  clearTimeout(waiting);
  // A choice of secrecy is never sent by itself.
  const secrecy = form.elements.namedItem("secrecy");
  if (secrecy instanceof HTMLSelectElement && secrecy.selectedIndex > 0) return;
  waiting = window.setTimeout(() => keep(form), 1500);
});

document.addEventListener("submit", () => clearTimeout(waiting));

document.addEventListener("focusin", () => {
  const box = document.querySelector(".paper-box-active");
  box?.scrollIntoView({ block: "nearest" });
});
