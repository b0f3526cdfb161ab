// @ts-check
// A closed list of desks says on its own line who is chosen in it.

document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const desks = input.closest?.(".desks");
  const names = desks?.querySelector(".desks-names");
  if (!desks || !names || input.type !== "checkbox") return;
  const chosen = Array.from(desks.querySelectorAll("input:checked"), (one) =>
    one.closest(".choice")?.textContent?.trim());
  names.textContent = chosen.join(", ") || names.getAttribute("data-none");
});
