// A page that can be kept: what was opened once is read without a line; the button keeps it for good, and with it what lies
// beneath its address. On a saved copy the same box says how old it is.
import { ask, canKeep, onDay } from "./keeping.js";

const box = document.querySelector("[data-save-page]");
const told = box?.querySelector("[data-save-told]");
const { savedAt, freshUntil } = document.documentElement.dataset;
const saves = navigator.connection?.saveData || document.documentElement.dataset.pictures === "ask";

const keep = (wish) => ask({ act: "keep", path: location.pathname, title: document.querySelector("h1").textContent.trim(), until: box.dataset.savePage, pictures: !saves, ...wish });
const shelf = box?.querySelector("[data-save-shelf]");
const say = (words, kept) => { if (shelf) shelf.hidden = false; told.textContent = words.replace("{day}", onDay(kept.at)).replace("{until}", onDay(kept.until)); };

function showAge() {
  const words = freshUntil < new Date().toISOString().slice(0, 10) ? box.dataset.old : box.dataset.savedWords;
  const notice = document.createElement("p");
  notice.className = "ui-notice ui-notice--warn";
  notice.dataset.savedCopy = "";
  notice.textContent = words.replace("{day}", onDay(savedAt)).replace("{until}", onDay(freshUntil));
  document.querySelector("main").prepend(notice);
}

async function save() {
  told.textContent = box.dataset.saving;
  try {
    const kept = await keep({ isPinned: true, pictures: true, withWithin: "within" in box.dataset });
    say(box.dataset.saved, kept);
  } catch { told.textContent = box.dataset.unable; }
}

if (box && savedAt) showAge();
else if (box && canKeep()) {
  box.hidden = false;
  box.querySelector("[data-save]").addEventListener("click", save);
  // Nobody asked for this copy: when it does not come about, nobody need hear of it.
  const begin = () => keep({}).then((kept) => { if (kept?.isPinned) say(box.dataset.saved, kept); }, () => {});
  if (document.readyState === "complete") begin(); else addEventListener("load", begin, { once: true });
}
