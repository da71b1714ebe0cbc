// Sessions and people helped, counted on this device only: by day and page, numbers and nothing else. Nothing is sent.
const root = document.querySelector("[data-helpers]");
const words = root.dataset;
const rows = [...root.querySelectorAll("[data-row]")];
const choice = root.querySelector("[data-day]");
const total = root.querySelector("[data-total]");
const copy = document.getElementById("chep");
const offline = root.querySelector("[data-offline]");
const KEY = "guides:helpers", DAYS = 60, MOST = 9999;

const dayOf = (date) => [date.getFullYear(), String(date.getMonth() + 1).padStart(2, "0"), String(date.getDate()).padStart(2, "0")].join("-");
const said = (day) => day.split("-").reverse().join("/");
const whole = (number) => (Number.isInteger(number) && number > 0 ? Math.min(number, MOST) : 0);

let today = dayOf(new Date()), shown = today, closed = false, counts = {};
const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || "{}");
    counts = {};
    for (const day of Object.keys(kept).filter((one) => /^\d{4}-\d\d-\d\d$/.test(one)).sort().slice(-DAYS)) {
      counts[day] = {};
      for (const [row, number] of Object.entries(kept[day] || {})) if (whole(number)) counts[day][row] = whole(number);
    }
  } catch { closed = closed || !canKeep(); }
};
const canKeep = () => { try { localStorage.setItem(`${KEY}:try`, "1"); localStorage.removeItem(`${KEY}:try`); return true; } catch { return false; } };
const write = () => { try { localStorage.setItem(KEY, JSON.stringify(counts)); } catch { closed = true; tell(words.closed); } };
const tell = (sentence) => { offline.textContent = sentence; offline.hidden = false; };

const show = () => {
  const day = counts[shown] || {};
  const known = new Set(rows.map((row) => row.dataset.row));
  let people = 0;
  const lines = [];
  for (const row of rows) {
    const number = day[row.dataset.row] || 0;
    row.querySelector("[data-number]").textContent = number;
    row.querySelector("[data-less]").disabled = number === 0;
    if (row.dataset.row === "sessions" || !number) continue;
    people += number;
    lines.push(words.line.replace("{title}", row.dataset.title).replace("{people}", number));
  }
  const gone = Object.entries(day).filter(([row]) => !known.has(row)).reduce((sum, [, number]) => sum + number, 0);
  if (gone) { people += gone; lines.push(words.line.replace("{title}", words.gone).replace("{people}", gone)); }
  const sum = words.sum.replace("{sessions}", day.sessions || 0).replace("{people}", people);
  total.textContent = sum;
  total.hidden = false;
  copy.dataset.copy = [`${said(shown)}. ${sum}`, ...lines.map((line) => `– ${line}`)].join("\n");
  root.querySelector("[data-printed-day]").textContent = said(shown);
};
const showDays = () => {
  const days = [...new Set([today, ...Object.keys(counts)])].sort().reverse();
  choice.replaceChildren(...days.map((day) => new Option(day === today ? words.today.replace("{day}", said(day)) : said(day), day, false, day === shown)));
};
const start = () => { read(); showDays(); show(); };
const count = (row, step) => {
  if (!closed) read(); // another window may have counted meanwhile
  const day = { ...counts[shown] };
  day[row] = Math.max(0, Math.min(MOST, (day[row] || 0) + step));
  if (!day[row]) delete day[row];
  counts[shown] = day;
  write();
  show();
};

closed = !canKeep();
if (closed) tell(words.closed);
for (const row of rows) {
  for (const [name, step] of [["less", -1], ["more", 1]]) {
    const key = row.querySelector(`[data-${name}]`);
    key.hidden = false;
    key.addEventListener("click", () => count(row.dataset.row, step));
  }
}
root.querySelector("[data-day-choice]").hidden = false;
choice.addEventListener("change", () => { shown = choice.value; show(); });
const clear = root.querySelector("[data-clear]");
clear.hidden = false;
clear.addEventListener("click", () => {
  if (!confirm(words.sure)) return;
  delete counts[shown];
  write();
  start();
});
addEventListener("storage", (event) => { if (event.key === KEY) start(); });
document.addEventListener("visibilitychange", () => {
  const now = dayOf(new Date());
  if (document.hidden || now === today) return;
  today = shown = now; // a phone that slept over midnight counts for the new day
  start();
});
start();
