// What Wagtail's pages would do by scripts of their own, which the policy forbids:
// each asks for it by data, also where a form is added later.
function begin(place) {
  const { widget, target, options } = place.dataset;
  const made = widget.split(".").reduce((found, name) => found[name], window);
  delete place.dataset.widget;
  const given = JSON.parse(options);
  if (target) new made(target, given);
  else new made(given);
}

function beginAll(root) {
  if (root.matches?.("[data-widget]")) begin(root);
  for (const place of root.querySelectorAll?.("[data-widget]") ?? []) begin(place);
}

document.addEventListener("DOMContentLoaded", () => {
  beginAll(document);
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach(beginAll);
  }).observe(document.body, { childList: true, subtree: true });
});

// An address from a title keeps each letter: "Lịch" is "lich". Wagtail's own script drops
// those it has no table for.
function withoutMarks(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "");
  return bare.replace(/đ/g, "d").replace(/Đ/g, "D");
}

function foldForSlug(event) {
  if (event.target.name !== "slug" || typeof event.detail?.value !== "string") return;
  event.detail.value = withoutMarks(event.detail.value);
}

for (const name of ["w-sync:apply", "w-sync:check"]) {
  document.addEventListener(name, foldForSlug, true);
}
