/* Shows what needs a passkey only where the browser has passkeys, and says when one was not used. */
"use strict";

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) {
    part.hidden = false;
  }
  for (const part of document.querySelectorAll("[data-no-passkey]")) {
    part.hidden = true;
  }
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const part of document.querySelectorAll("[data-passkey-failed]")) {
    part.hidden = false;
  }
});
