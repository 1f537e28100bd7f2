/* Keeps a page while it is typed, so that a closed window loses nothing. Nothing is judged and nothing is said. */
"use strict";

const asked = document.querySelector("form[data-autosave]");
if (asked) {
  let waiting = 0;
  let sending = null;
  let kept = "";
  const keep = () => {
    clearTimeout(waiting);
    waiting = 0;
    const body = new URLSearchParams(new FormData(asked));
    if (body.toString() === kept) {
      return;
    }
    kept = body.toString();
    sending = new AbortController();
    fetch(asked.dataset.autosave, { method: "POST", body, signal: sending.signal, redirect: "manual" }).catch(() => {
      kept = "";
    });
  };
  asked.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 1500);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && waiting) {
      keep();
    }
  });
  // What is sent now is answered: nothing typed may come after it.
  asked.addEventListener("submit", () => {
    clearTimeout(waiting);
    waiting = 0;
    if (sending) {
      sending.abort();
    }
  });
}
