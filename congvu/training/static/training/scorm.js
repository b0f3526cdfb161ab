// @ts-check
// The API of SCORM 1.2, put before everything else into each page of a lesson. It runs in
// the lesson's own window, which has no origin, no cookies and no way to the office but
// the address it is given here. What it is asked it answers from what came with the page;
// what it is told it sends on when the lesson commits, ends or is left.
(() => {
  const given = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  /** @type {Record<string, string>} */
  const known = JSON.parse(given.cmi || "{}");
  const address = given.keep || "";
  const CORE = "cmi.core.";
  const WORDS = new Map([
    ["0", "No error"],
    ["101", "General exception"],
    ["201", "Invalid argument error"],
    ["202", "Element cannot have children"],
    ["203", "Element not an array - cannot have count"],
    ["301", "Not initialized"],
    ["401", "Not implemented error"],
    ["402", "Invalid set value, element is a keyword"],
    ["403", "Element is read only"],
    ["404", "Element is write only"],
    ["405", "Incorrect data type"],
  ]);

  /** @param {string} text */
  const isScore = (text) =>
    text === "" || (/^\d{1,3}(\.\d{1,30})?$/.test(text) && Number(text) <= 100);
  /** @param {number} most @returns {(text: string) => boolean} */
  const isShort = (most) => (text) => [...text].length <= most && !text.includes("\0");
  /** @type {Record<string, (text: string) => boolean>} */
  const WRITTEN = {
    [`${CORE}lesson_status`]: (text) =>
      ["passed", "completed", "failed", "incomplete", "browsed"].includes(text),
    [`${CORE}lesson_location`]: isShort(255),
    [`${CORE}exit`]: (text) => ["", "time-out", "suspend", "logout"].includes(text),
    [`${CORE}session_time`]: (text) => /^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/.test(text),
    [`${CORE}score.raw`]: isScore,
    [`${CORE}score.min`]: isScore,
    [`${CORE}score.max`]: isScore,
    "cmi.suspend_data": isShort(32000),
  };
  const HIDDEN = [`${CORE}exit`, `${CORE}session_time`];

  // A page inside a page of the lesson goes on with what the outer one began.
  let running = window.parent !== window.top;
  let ended = false;
  let leaving = false;
  let error = "0";
  /** @type {Record<string, string>} */
  const told = {};
  /** @type {Record<string, string>} */
  let changed = {};

  /** @param {string} code @param {string} answer */
  const fail = (code, answer) => {
    error = code;
    return answer;
  };
  /** @param {string} answer */
  const fine = (answer) => fail("0", answer);

  /** @param {boolean} finished */
  function send(finished) {
    if (!address) return true;
    // The end is told with everything before it: words of a page that goes away may
    // arrive in any order.
    const body = JSON.stringify({ values: finished ? told : changed, finished });
    if (leaving) {
      // A page that is going away may only leave word.
      const leave = { method: "POST", body, keepalive: true };
      fetch(address, leave).catch(() => undefined);
    } else {
      try {
        const asked = new XMLHttpRequest();
        asked.open("POST", address, false);
        asked.send(body);
        if (asked.status !== 204) return false;
      } catch {
        return false;
      }
    }
    changed = {};
    return true;
  }

  /** @param {unknown} argument */
  function initialize(argument) {
    if (argument !== "") return fail("201", "false");
    if (running || ended) return fail("101", "false");
    running = true;
    return fine("true");
  }

  /** @param {unknown} argument */
  function commit(argument) {
    if (argument !== "") return fail("201", "false");
    if (!running) return fail("301", "false");
    return send(false) ? fine("true") : fail("101", "false");
  }

  /** @param {unknown} argument */
  function finish(argument) {
    if (argument !== "") return fail("201", "false");
    if (!running) return fail("301", "false");
    if (!send(true)) return fail("101", "false");
    running = false;
    ended = true;
    return fine("true");
  }

  /** @param {unknown} element */
  function getValue(element) {
    const name = String(element);
    if (!running) return fail("301", "");
    if (HIDDEN.includes(name)) return fail("404", "");
    if (Object.hasOwn(known, name)) return fine(known[name]);
    if (name.endsWith("._children")) return fail("202", "");
    if (name.endsWith("._count")) return fail("203", "");
    return fail(name.startsWith("cmi.") ? "401" : "201", "");
  }

  /** @param {unknown} element @param {unknown} value */
  function setValue(element, value) {
    const name = String(element);
    const text = String(value);
    if (!running) return fail("301", "false");
    if (/\._(children|count|version)$/.test(name) || name === "cmi._version")
      return fail("402", "false");
    if (!Object.hasOwn(WRITTEN, name)) {
      if (Object.hasOwn(known, name)) return fail("403", "false");
      return fail(name.startsWith("cmi.") ? "401" : "201", "false");
    }
    if (!WRITTEN[name](text)) return fail("405", "false");
    if (leaving && !Object.keys(changed).length) queueMicrotask(flush);
    known[name] = told[name] = changed[name] = text;
    return fine("true");
  }

  Object.defineProperty(window, "API", {
    value: Object.freeze({
      LMSInitialize: initialize,
      LMSFinish: finish,
      LMSGetValue: getValue,
      LMSSetValue: setValue,
      LMSCommit: commit,
      LMSGetLastError: () => error,
      /** @param {unknown} code */
      LMSGetErrorString: (code) => WORDS.get(String(code)) || "",
      /** @param {unknown} code */
      LMSGetDiagnostic: (code) => WORDS.get(String(code || error)) || "",
    }),
  });

  function flush() {
    if (running && Object.keys(changed).length) send(false);
  }

  addEventListener("beforeunload", () => {
    leaving = true;
    // Whoever stays after all is not leaving.
    setTimeout(() => (leaving = false));
  });
  addEventListener("pagehide", () => {
    leaving = true;
    flush();
  });
})();
