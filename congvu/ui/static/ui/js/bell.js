// @ts-check
// The bell of an open page: asks one counter every half minute and says what came. Who
// types or moves meanwhile is at work; where the screen is locked, the page is covered
// until its owner is back. Without script the number is as old as the page.

const EVERY = 30000;
const WHILE_COVERED = 3000;
const bells = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("[data-bell]")));
const news = /** @type {HTMLElement | null} */ (document.querySelector("[data-bell-news]"));
const cover = /** @type {HTMLDialogElement | null} */ (document.querySelector("[data-cover]"));
let tag = "";
let atWork = false;
let asked = Date.now();

/** @param {{unread: number, words: string, news: number, news_words: string}} told */
function show(told) {
  for (const bell of bells) {
    bell.classList.toggle("has-news", told.unread > 0);
    const words = bell.querySelector("[data-bell-words]");
    const count = bell.querySelector("[data-bell-count]");
    if (words) words.textContent = told.words;
    if (count) count.textContent = told.unread ? String(told.unread) : "";
  }
  if (!news) return;
  news.textContent = told.news_words;
  news.hidden = !told.news;
}

async function ask() {
  const url = new URL(bells[0].dataset.bell || "", location.href);
  url.searchParams.set("since", bells[0].dataset.since || "");
  if (news) url.searchParams.set("of", news.dataset.bellNews || "");
  const headers = {
    ...(atWork ? {} : { "X-Unattended": "1" }),
    ...(tag ? { "If-None-Match": tag } : {}),
  };
  atWork = false;
  asked = Date.now();
  const answer = await fetch(url, { headers, cache: "no-store", redirect: "manual" });
  // Locked, signed out, or somebody else came in: a way to the door is no answer here.
  const isAway = answer.type === "opaqueredirect" || answer.status === 409;
  if (isAway && cover && !cover.open) cover.showModal();
  if (cover?.open && (answer.ok || answer.status === 304)) cover.close();
  if (answer.status !== 200) return;
  tag = answer.headers.get("ETag") || "";
  show(await answer.json());
}

async function tick() {
  // A hidden tab asks for no news; a network that is away is asked again.
  if (!document.hidden) await ask().catch(() => undefined);
  setTimeout(tick, cover?.open ? WHILE_COVERED : EVERY);
}

if (bells.length) {
  setTimeout(tick, EVERY);
  for (const what of ["keydown", "pointerdown", "input", "wheel", "touchmove"])
    addEventListener(what, () => (atWork = true), { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - asked > EVERY) ask().catch(() => undefined);
  });
  cover?.addEventListener("cancel", (event) => event.preventDefault());
}
