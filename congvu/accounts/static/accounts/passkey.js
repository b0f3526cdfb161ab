// @ts-check
// Asks the browser's device for a passkey when a form marked data-passkey is sent, and
// puts the answer into the form. Without script the form is sent as it is, and the
// office answers in words.

/** @param {string} text */
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

/** @param {ArrayBuffer | null | undefined} buffer */
const text = (buffer) =>
  buffer
    ? btoa(String.fromCharCode(...new Uint8Array(buffer)))
        .replace(/\+/g, "-")
        .replace(/\//g, "_")
        .replace(/=+$/, "")
    : null;

/** The office's question as the browser wants it: bytes instead of text.
 * @param {any} asked */
const question = (asked) => {
  const keys = (/** @type {any[]} */ list = []) => list.map((key) => ({ ...key, id: bytes(key.id) }));
  return {
    ...asked,
    challenge: bytes(asked.challenge),
    ...(asked.user && { user: { ...asked.user, id: bytes(asked.user.id) } }),
    ...(asked.excludeCredentials && { excludeCredentials: keys(asked.excludeCredentials) }),
    ...(asked.allowCredentials && { allowCredentials: keys(asked.allowCredentials) }),
  };
};

/** The device's answer as the office wants it.
 * @param {any} made */
const answer = (made) => {
  const { clientDataJSON, attestationObject, authenticatorData, signature, userHandle } = made.response;
  /** @type {Record<string, string | null>} */
  const response = { clientDataJSON: text(clientDataJSON) };
  if (attestationObject) {
    response.attestationObject = text(attestationObject);
  } else {
    Object.assign(response, {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: text(userHandle),
    });
  }
  return JSON.stringify({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response,
    clientExtensionResults: made.getClientExtensionResults(),
  });
};

/** @param {any} form @returns {Promise<string>} what went wrong, or nothing */
const ask = async (form) => {
  if (!window.PublicKeyCredential) return form.dataset.cannot;
  const asked = await fetch(form.dataset.asks, { method: "POST", body: new FormData(form) });
  const told = await asked.json();
  if (!asked.ok) return told.reasons.join(" ");
  try {
    const given = { publicKey: question(told) };
    const made = await (form.dataset.passkey === "new"
      ? navigator.credentials.create(given)
      : navigator.credentials.get(given));
    form.elements.response.value = answer(made);
  } catch (why) {
    return form.dataset.stopped;
  }
  return "";
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.querySelector("[data-needs-script]")?.remove();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = /** @type {HTMLElement} */ (form.querySelector("[data-said]"));
    const wrong = await ask(form).catch(() => /** @type {any} */ (form).dataset.stopped);
    said.hidden = !wrong;
    said.textContent = wrong;
    if (!wrong) /** @type {HTMLFormElement} */ (form).submit();
  });
}
