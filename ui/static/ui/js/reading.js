// Helps for reading: size of the text, reading aloud, strong contrast, pictures only when asked for. Chosen once, kept on this
// device; core.js puts size and contrast on every page. Without this module the page reads the same.
import { makeVoice } from "./voice.js";

const LEAST = -1, MOST = 3;
const root = document.documentElement;
const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* it holds on this page */ } };
const buttonFor = (act) => document.querySelector(`[data-act=${act}]`);

const article = document.querySelector("[data-read]");
const speak = buttonFor("speak");
const voice = article && speak && makeVoice({ article, button: speak });

function size(step) {
  const now = Math.min(MOST, Math.max(LEAST, Number(root.dataset.textSize ?? 0) + step));
  root.dataset.textSize = String(now);
  keep("text-size", String(now));
}

function contrast() {
  const isStrong = root.dataset.contrast !== "more";
  root.dataset.contrast = isStrong ? "more" : "";
  keep("contrast", isStrong ? "more" : "");
  showPressed();
}

// A picture that waits: its description stands there, and a button that loads it. The stylesheet keeps it from being loaded.
const pictures = [...document.querySelectorAll('[data-saver] img[loading="lazy"]')];
const words = document.querySelector("[data-helps]")?.dataset.picture ?? "";
const offers = new Map();

function offer(picture) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ui-button ui-button--secondary ui-picture-offer";
  button.textContent = words.replace("{description}", picture.alt);
  button.addEventListener("click", () => { picture.dataset.wanted = ""; button.remove(); });
  offers.set(picture, button);
  picture.before(button);
}

function showPictures(wait) {
  root.dataset.pictures = wait ? "ask" : "shown";
  for (const picture of pictures) {
    if (!wait || "wanted" in picture.dataset) { offers.get(picture)?.remove(); offers.delete(picture); }
    else if (!offers.has(picture)) offer(picture);
  }
  showPressed();
}

function saver() {
  const wait = root.dataset.pictures !== "ask";
  keep("pictures", wait ? "ask" : "shown");
  showPictures(wait);
}

function showPressed() {
  buttonFor("contrast")?.setAttribute("aria-pressed", String(root.dataset.contrast === "more"));
  buttonFor("saver")?.setAttribute("aria-pressed", String(root.dataset.pictures === "ask"));
}

const saves = () => navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;
showPictures((kept("pictures") ?? (saves() ? "ask" : "shown")) === "ask");

const acts = { smaller: () => size(-1), larger: () => size(1), speak: () => voice?.toggle(), contrast, saver };
document.addEventListener("click", (event) => { acts[event.target.closest?.("[data-act]")?.dataset.act]?.(); });
document.querySelector("[data-helps]")?.classList.add("is-on");
// What is looked up rather than read is folded on a small screen; without this file it is open.
if (matchMedia("(max-width: 29.99em)").matches) {
  const wanted = document.getElementById(location.hash.slice(1));
  for (const part of document.querySelectorAll("details[data-fold]")) part.open = part.contains(wanted);
}
