// The pages kept on this device: those somebody saved, then those that were opened; each can be opened or removed.
const shelf = document.querySelector("[data-shelf]");
const told = shelf.querySelector("[data-shelf-told]");
const { ask, canKeep, onDay } = await import(shelf.dataset.keeping);
const language = document.documentElement.lang;
const weight = (bytes) => `${new Intl.NumberFormat(language, { maximumFractionDigits: bytes < 1e6 ? 0 : 1 }).format(bytes / (bytes < 1e6 ? 1e3 : 1e6))} ${bytes < 1e6 ? "KB" : "MB"}`;
const today = new Date().toISOString().slice(0, 10);

function rowOf(one) {
  const row = shelf.querySelector("template").content.cloneNode(true);
  const link = row.querySelector("a"), button = row.querySelector("button");
  link.href = one.path;
  link.textContent = one.title;
  if (/^\/en\//.test(one.path) !== (language === "en")) link.lang = language === "en" ? "vi" : "en";
  row.querySelector("[data-facts]").textContent = shelf.dataset.facts.replace("{day}", onDay(one.at)).replace("{size}", weight(one.size)).replace("{until}", onDay(one.until));
  row.querySelector("[data-old]").hidden = one.until >= today;
  row.querySelector("[data-opened]").hidden = one.isPinned;
  button.querySelector(".ui-visually-hidden").textContent = `: ${one.title}`;
  button.addEventListener("click", async () => {
    await ask({ act: "drop", path: one.path });
    await show();
    told.textContent = shelf.dataset.removed.replace("{title}", one.title);
    (shelf.querySelector("[data-shelf-list] button") ?? document.querySelector("main")).focus();
  });
  return row;
}

async function show() {
  const kept = await ask({ act: "list" });
  kept.sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.at.localeCompare(a.at));
  shelf.querySelector("[data-shelf-list]").replaceChildren(...kept.map(rowOf));
  shelf.querySelector("[data-empty]").hidden = kept.length > 0;
  const sum = shelf.querySelector("[data-sum]");
  sum.hidden = !kept.length;
  sum.textContent = shelf.dataset.sum.replace("{size}", weight(kept.reduce((all, one) => all + one.size, 0)));
}

async function begin() {
  const isElsewhere = location.pathname !== shelf.dataset.shelf;
  document.querySelector("[data-not-kept]").hidden = !isElsewhere;
  if (!canKeep()) { told.textContent = shelf.dataset.unable; return; }
  try { await show(); } catch { told.textContent = shelf.dataset.unable; return; }
  if (document.documentElement.dataset.savedAt) return;
  // Without an answer from the site nothing is known of the pages, and all of them stay.
  const lost = await ask({ act: "check" }).catch(() => []);
  if (!lost.length) return;
  await show();
  told.textContent = shelf.dataset.lost.replace("{titles}", lost.join("; "));
}

begin();
