// @ts-check
// An organisation found in the directory becomes a line of the recipients outside.

document.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const button = target.closest?.("[data-adds-place]");
  const field = /** @type {HTMLTextAreaElement | null} */ (
    document.querySelector("textarea[name=outside]"));
  const line = button?.getAttribute("data-adds-place");
  if (!button || !field || !line) return;
  const lines = field.value.split("\n").filter((one) => one.trim());
  if (!lines.includes(line)) field.value = [...lines, line].join("\n");
  field.focus();
});
