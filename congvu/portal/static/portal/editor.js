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
