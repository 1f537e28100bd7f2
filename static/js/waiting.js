// While something is being made, look for it every two seconds and put it in its place; without this script a
// link on the page does the same.
(() => {
  const EVERY = 2000;
  const MOST = 90;
  let looked = 0;

  async function look() {
    const place = document.querySelector("[data-waits]");
    if (!place || looked++ >= MOST) return;
    try {
      const answer = await fetch(place.dataset.waits, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById(place.id);
      if (answer.ok && found && !found.dataset.waits) {
        delete place.dataset.waits;
        place.replaceChildren(...found.childNodes);
        return;
      }
    } catch {
      // The network is away; look again.
    }
    window.setTimeout(look, EVERY);
  }

  window.setTimeout(look, EVERY);
})();
