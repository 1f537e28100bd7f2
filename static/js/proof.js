/* The short sum against robots: PBKDF2 of one number after another until the right one is met. */
"use strict";

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// One try: the key of the nonce followed by the number, as four bytes.
async function derived(parameters, number) {
  const nonce = bytesOf(parameters.nonce);
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  new DataView(password.buffer).setUint32(nonce.length, number);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(parameters.salt), iterations: parameters.cost };
  return hexOf(new Uint8Array(await crypto.subtle.deriveBits(how, key, parameters.keyLength * 8)));
}

// Eight tries at a time, which the browser shares out among its threads.
async function solved(parameters, say) {
  const AT_ONCE = 8;
  for (let first = 0; ; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, n) => first + n);
    const keys = await Promise.all(numbers.map((number) => derived(parameters, number)));
    const met = keys.findIndex((key) => key.startsWith(parameters.keyPrefix));
    if (met >= 0) {
      return { counter: numbers[met], derivedKey: keys[met] };
    }
    say(first + AT_ONCE);
  }
}

async function prove(form) {
  const said = form.querySelector("[data-said]");
  const challenge = JSON.parse(form.dataset.proof);
  form.hidden = false;
  let told = 0;
  const most = challenge.parameters.data.most;
  const say = (tried) => {
    // A line at each quarter: more would flood a screen reader.
    const quarter = Math.min(3, Math.floor((4 * tried) / most));
    if (quarter > told) {
      told = quarter;
      said.textContent = `${form.dataset.working} ${25 * quarter}%`;
    }
  };
  said.textContent = `${form.dataset.working} 0%`;
  const solution = await solved(challenge.parameters, say);
  form.elements.proof.value = btoa(JSON.stringify({ challenge, solution }));
  said.textContent = form.dataset.done;
}

const form = document.querySelector("[data-proof]");
if (form && globalThis.crypto?.subtle) {
  const working = prove(form).catch(() => {
    form.querySelector("[data-said]").textContent = form.dataset.failed;
  });
  // Pressed before the end: go on as soon as it is done.
  form.addEventListener("submit", (event) => {
    if (!form.elements.proof.value) {
      event.preventDefault();
      event.stopPropagation();
      working.then(() => form.elements.proof.value && form.submit());
    }
  });
}
