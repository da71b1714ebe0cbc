// The search of a copy of the site: it looks through an index that lies beside the page. The index comes in scripts, because a
// browser that reads from a disk loads scripts and nothing else. Ranks as the site does: the very words side by side in a title
// first, then all of them, then most; of equals the shorter title.
const place = document.querySelector("[data-copy-search]");
const MOST_SHOWN = 50;

const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");
const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];

const rankOf = (titles, words, form, asked) => {
  let best = null;
  for (const title of titles.split("|")) {
    const own = title.split(" ");
    const missing = asked.filter((word) => !own.includes(word)).length;
    const rank = [` ${title} `.includes(` ${form} `) ? 0 : 1 + missing, own.length];
    if (!best || rank[0] < best[0] || (rank[0] === best[0] && rank[1] < best[1])) best = rank;
  }
  return best;
};

const hitsFor = (rows, forms) => {
  const found = [];
  for (const row of rows) {
    const [, , , , , titles, words] = row;
    const known = new Set([...words.split(" "), ...titles.split(/[| ]/)]);
    const ranks = forms.map((form) => ({ form, asked: form.split(" ") }))
      .filter(({ asked }) => asked.every((word) => known.has(word)))
      .map(({ form, asked }) => rankOf(titles, words, form, asked));
    if (ranks.length) found.push([ranks.sort((a, b) => a[0] - b[0] || a[1] - b[1])[0], row]);
  }
  return found.sort((a, b) => a[0][0] - b[0][0] || a[0][1] - b[0][1]).map(([, row]) => row);
};

const formsOf = (question, everyday) => {
  const typed = wordsOf(question).join(" ");
  const forms = [typed];
  for (const [said, official] of everyday) {
    if (said && ` ${typed} `.includes(` ${said} `)) forms.push(` ${typed} `.replace(` ${said} `, ` ${official} `).trim());
  }
  return typed ? [...new Set(forms)] : [];
};

const item = ([title, language, file, kind, facts], asked) => {
  const row = document.createElement("li");
  const link = document.createElement("a");
  const more = document.createElement("span");
  link.href = place.dataset.root + file;
  link.lang = language;
  for (const piece of title.match(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu) || []) {
    const part = asked.has(fold(piece)) ? document.createElement("mark") : document.createElement("span");
    part.textContent = piece;
    link.append(part);
  }
  more.className = "ui-muted";
  more.textContent = [kind, facts].filter(Boolean).join(" · ");
  row.append(link, document.createElement("br"), more);
  return row;
};

const load = (number) => new Promise((done, failed) => {
  const script = document.createElement("script");
  script.src = `muc-luc-${number}.js`;
  script.onload = done;
  script.onerror = failed;
  document.head.append(script);
});

const search = async (question) => {
  const told = place.querySelector("[data-told]");
  const forms = formsOf(question, JSON.parse(document.getElementById("copy-words").textContent));
  if (!forms.length) return;
  const rows = [];
  window.copySearchPart = (part) => rows.push(...part);
  try {
    await Promise.all(Array.from({ length: Number(place.dataset.parts) }, (_none, number) => load(number + 1)));
  } catch {
    told.textContent = place.dataset.failed;
    return;
  }
  const hits = hitsFor(rows, forms);
  const asked = new Set(forms.join(" ").split(" "));
  told.textContent = hits.length
    ? told.dataset.found.replace("{count}", hits.length)
    : told.dataset.none.replace("{question}", () => question);
  place.querySelector("[data-hits]").replaceChildren(...hits.slice(0, MOST_SHOWN).map((row) => item(row, asked)));
};

if (place) {
  const question = new URLSearchParams(location.search).get("q") || "";
  document.getElementById("q").value = question;
  search(question);
}
