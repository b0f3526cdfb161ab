// @ts-check
// The bell of an open page: asks one counter every half minute and says what came.
// Without script the number is as old as the page.

const EVERY = 30000;
const bells = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("[data-bell]")));
const news = /** @type {HTMLElement | null} */ (document.querySelector("[data-bell-news]"));
let tag = "";

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
  const headers = { "X-Unattended": "1", ...(tag ? { "If-None-Match": tag } : {}) };
  const answer = await fetch(url, { headers, cache: "no-store", redirect: "manual" });
  if (answer.status === 304) return true;
  // Signed out meanwhile: nothing more to ask.
  if (answer.status !== 200) return false;
  tag = answer.headers.get("ETag") || "";
  show(await answer.json());
  return true;
}

async function tick() {
  let goOn = true;
  // A hidden tab asks for no news; a network that is away is asked again.
  if (!document.hidden) goOn = await ask().catch(() => true);
  if (goOn) setTimeout(tick, EVERY);
}

if (bells.length) setTimeout(tick, EVERY);
