/* Small improvements; every page works without them. */
"use strict";

// The problem list, or how an answer was read, takes the focus, also in browsers that do not know autofocus on it.
const told = document.querySelector(".error-summary, .heard");
if (told) {
  told.focus();
}

// A page that is made to be printed offers to be.
for (const button of document.querySelectorAll("[data-print]")) {
  button.closest("[hidden]")?.removeAttribute("hidden");
  button.addEventListener("click", () => window.print());
}

// A second press on a slow line does not send the same page twice.
const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  if (sent.has(event.target)) {
    event.preventDefault();
    return;
  }
  sent.add(event.target);
  setTimeout(() => sent.delete(event.target), 5000);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    location.reload();
  }
});
