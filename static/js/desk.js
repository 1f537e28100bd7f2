// The desk by keyboard, rooms that fold themselves away, the number of files ticked, and a run that shows how
// far it is. Without this script every link and button does the same. Single keys can be switched off, and do
// nothing while something is typed.
(() => {
  const KEPT = "desk-keys";
  const EVERY = 2000;
  const MOST = 300;

  function on() {
    try {
      return window.localStorage.getItem(KEPT) !== "off";
    } catch {
      return true;
    }
  }

  function keep(wanted) {
    try {
      window.localStorage.setItem(KEPT, wanted ? "on" : "off");
    } catch {
      // Nothing can be kept here; the switch holds for this page.
    }
  }

  function switches() {
    const box = document.getElementById("keys");
    if (!box) return;
    document.querySelector("[data-keys]").hidden = false;
    box.checked = on();
    box.addEventListener("change", () => keep(box.checked));
  }

  const files = () => [...document.querySelectorAll("[data-file]")];
  const link = (file) => file?.querySelector(".file a");

  function here() {
    return files().find((file) => file.contains(document.activeElement));
  }

  function move(step) {
    const all = files();
    const at = all.indexOf(here());
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    link(all[next])?.focus();
  }

  const lead = (name) => document.querySelector(`[data-key="${name}"]`)?.click();
  const AFTER_G = { q: () => lead("queue"), c: () => lead("calendar") };
  let wentG = 0;

  function went(key) {
    const act = Date.now() - wentG < 1500 ? AFTER_G[key] : undefined;
    wentG = key === "g" ? Date.now() : 0;
    return act;
  }

  const KEYS = {
    "?": () => lead("keys"),
    g: () => {},
    j: () => move(1),
    k: () => move(-1),
    o: () => link(here())?.click(),
    x: () => here()?.querySelector("[name=file]")?.click(),
    "/": () => document.getElementById("q")?.focus(),
    n: () => document.querySelector(".pages [rel=next]")?.click(),
    p: () => document.querySelector(".pages [rel=prev]")?.click(),
  };

  function pressed(event) {
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea");
    const box = document.getElementById("keys");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(box?.checked ?? on())) return;
    const act = went(event.key) ?? KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  function ticked() {
    const place = document.querySelector("[data-ticked]");
    if (!place) return;
    const count = document.querySelectorAll("[name=file]:checked").length;
    place.textContent = count ? ` (${count})` : "";
  }

  let looked = 0;

  async function look() {
    const place = document.querySelector("[data-progress]");
    if (!place || looked++ >= MOST) return;
    try {
      const answer = await fetch(place.dataset.progress, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById(place.id);
      if (answer.ok && found) {
        if (!found.dataset.progress) delete place.dataset.progress;
        place.replaceChildren(...found.childNodes);
      }
    } catch {
      // The network is away; look again.
    }
    window.setTimeout(look, EVERY);
  }

  const groups = () => [...document.querySelectorAll(".desk-group[open]")];

  function folded(event) {
    for (const group of groups()) {
      if (event.type === "keydown" ? event.key === "Escape" : !group.contains(event.target)) {
        if (group.contains(document.activeElement) && event.type === "keydown") {
          group.querySelector("summary").focus();
        }
        group.open = false;
      }
    }
  }

  for (const type of ["keydown", "click", "focusin"]) document.addEventListener(type, folded);
  switches();
  ticked();
  document.addEventListener("keydown", pressed);
  document.addEventListener("change", ticked);
  window.setTimeout(look, EVERY);
})();
