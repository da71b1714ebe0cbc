// Plays an exercise. After this page is loaded nothing is asked of the network: the policy of the page forbids it, and what is
// typed lies in this browser for a day at most. Written for telephones of 2019. Steps are entries of the browser's history without
// addresses of their own: a changed address makes browsers look for the site's icon again.
import { button, fill, make, newId, notice, parts, told } from "./drawing.js";
import { factsOf, formPart, optionsPart, readingPart, slipOf, stagesOf, uploadPart } from "./screens.js";

const play = JSON.parse(document.getElementById("practice-data").textContent);
const { screens, words, pictures } = play;
const root = document.querySelector("[data-practice]");
const about = [...document.querySelectorAll("[data-practice-about]")];
const pageTitle = document.title;
const KEY = `practice:${play.slug}`;
const DAY = 24 * 60 * 60 * 1000;
const TRIALS = ["line_lost", "session_expired"].filter((kind) => screens.some((screen) => screen.trial === kind));

const fresh = () => ({ version: play.version, path: [], values: {}, drafts: {}, mistakes: [], filled: [], trials: [], met: [], at: Date.now() });
let state = kept() || fresh();
let praise = null;

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    const isOurs = found && found.version === play.version && Date.now() - found.at < DAY;
    if (isOurs && found.path.length && found.path.every((place) => screens[place])) return Object.assign(fresh(), found);
    localStorage.removeItem(KEY);
  } catch (failure) { /* storage is closed or holds something else: we begin anew */ }
  return null;
}

function keep() {
  state.at = Date.now();
  try { localStorage.setItem(KEY, JSON.stringify(state)); } catch (failure) { /* nothing to keep it in: the exercise still works */ }
}

function erase() {
  try { localStorage.removeItem(KEY); } catch (failure) { /* there is nothing */ }
  state = fresh();
  history.replaceState(null, "");
  showBeginning(words.erased);
}

function go(place) {
  state.path.push(place);
  keep();
  history.pushState({ n: state.path.length }, "");
  show();
}

function goBack() {
  praise = null;
  state.path.pop();
  keep();
  history.replaceState(state.path.length ? { n: state.path.length } : null, "");
  show();
}

window.addEventListener("popstate", (event) => {
  const wanted = event.state && event.state.n ? event.state.n : 0;
  if (wanted >= state.path.length && wanted) return;
  praise = null;
  if (wanted) { state.path.length = wanted; show(); } else showBeginning();
});

function remember(place, fault) {
  const same = state.mistakes.find((one) => one.place === place && one.label.t === fault.label.t && one.sentence.t === fault.sentence.t);
  if (same) same.times += 1;
  else state.mistakes.push({ place, label: fault.label, sentence: fault.sentence, times: 1 });
}

// --- The beginning ---

function showBeginning(said) {
  document.title = pageTitle;
  about.forEach((one) => { one.hidden = false; });
  const shortest = screens.length ? screens[0].left + 1 : 0;
  const ticks = TRIALS.map((kind) => {
    const tick = make("input", { type: "checkbox" });
    tick.checked = state.trials.includes(kind);
    tick.addEventListener("change", () => {
      state.trials = state.trials.filter((one) => one !== kind).concat(tick.checked ? [kind] : []);
    });
    return make("label", { class: "ui-choice" }, tick, make("span", {}, words[kind]));
  });
  const hasBegun = state.path.length > 0;
  root.replaceChildren(
    make("p", { role: "status" }, said || ""),
    make("p", {}, `${fill(words.beginText, { count: shortest })} ${words.offline}`),
    ticks.length ? make("fieldset", {}, make("legend", {}, words.trials), ...ticks) : "",
    make("div", { class: "practice-actions" },
      hasBegun && button(words.goOn, () => { history.pushState({ n: state.path.length }, ""); show(); }),
      button(words.begin, begin, hasBegun ? "secondary" : ""),
      hasBegun && button(words.erase, erase, "quiet")),
  );
}

function begin() {
  state = Object.assign(fresh(), { trials: state.trials });
  praise = null;
  go(0);
}

// --- A screen ---

function partOf(place) {
  const screen = screens[place];
  const values = state.values[place] || state.drafts[place] || [];
  if (screen.kind === "form") return formPart(screen, values, words);
  if (screen.kind === "upload") return uploadPart(screen, values, words, pictures);
  if (screen.chooses && screen.options.length) return optionsPart(screen, values, words);
  return readingPart(screen);
}

function heading(screen) {
  const number = state.path.length;
  const step = fill(words.step, { number, all: number + screen.left });
  return [
    make("p", { class: "practice-banner" }, make("strong", {}, words.banner), screen.kind === "finish" ? "" : ` · ${step}`),
    make("h2", { tabindex: "-1", lang: screen.title.l }, screen.title.t),
  ];
}

function put(...children) {
  root.replaceChildren(...children.filter(Boolean));
  const title = root.querySelector("h2");
  window.scrollTo(0, root.getBoundingClientRect().top + window.pageYOffset);
  title.focus({ preventScroll: true });
}

function show() {
  if (!state.path.length) { showBeginning(); return; }
  const place = state.path[state.path.length - 1];
  const screen = screens[place];
  about.forEach((one) => { one.hidden = true; });
  document.title = `${words.title} – ${screen.title.t} – ${play.title}`;
  if (screen.kind === "finish") { showResult(screen); return; }
  const part = partOf(place);
  const problems = make("div", {}, praise ? notice("ok", words.right, make("p", {}, told(praise))) : "");
  praise = null;
  const saved = make("p", { role: "status" });
  const onward = () => next(place, part, problems);
  const onDraft = () => { state.drafts[place] = part.read(); keep(); saved.textContent = words.draftSaved; };
  const onFill = () => { part.fill(); problems.replaceChildren(); if (!state.filled.includes(place)) state.filled.push(place); keep(); };
  const [banner, title] = heading(screen);
  const isForm = screen.kind === "form";
  put(banner, problems, title, parts(screen.text), slipOf(screen, words),
    factsOf(screen), stagesOf(screen),
    isForm && make("p", { class: "ui-muted" }, words.useMadeUp),
    isForm && make("p", {}, button(words.fill, onFill, "secondary")),
    part.node,
    screen.hint && make("details", { class: "ui-details" }, make("summary", {}, words.hint), parts(screen.hint)),
    make("div", { class: "practice-actions" },
      screen.next < 0 && !screen.chooses ? make("p", {}, words.noWay) : button(words.next, onward),
      isForm && button(words.draft, onDraft, "secondary"),
      button(words.back, goBack, "secondary"),
      button(words.erase, erase, "quiet")),
    saved);
}

function next(place, part, problems) {
  const screen = screens[place];
  const faults = part.faults();
  faults.filter((fault) => fault.isMistake).forEach((fault) => remember(place, fault));
  if (faults.some((fault) => fault.isEmpty)) remember(place, { label: screen.title, sentence: { t: words.leftEmpty, l: document.documentElement.lang } });
  keep();
  if (faults.length) { showProblems(faults, problems); return; }
  problems.replaceChildren();
  if (screen.trial && state.trials.includes(screen.trial) && !state.met.includes(place)) { meetTrial(place, part); return; }
  const chosen = part.consequence ? part.consequence() : null;
  if (chosen && chosen.isMistake) remember(place, chosen);
  praise = chosen && !chosen.isMistake ? chosen.sentence : null;
  state.values[place] = part.read();
  const target = part.next();
  if (target >= 0) go(target);
}

function showProblems(faults, problems) {
  const titleId = newId();
  const summary = make("div", { class: "ui-error-summary", role: "alert", tabindex: "-1", "aria-labelledby": titleId },
    make("h2", { id: titleId }, words.errors),
    make("ul", {}, ...faults.map((fault) => make("li", {}, make("a", { href: `#${fault.id}`, onclick: (event) => {
      event.preventDefault();
      document.getElementById(fault.id).focus();
    } }, told(fault.label), ": ", told(fault.sentence))))));
  problems.replaceChildren(summary);
  summary.focus();
}

// Something goes wrong that is nobody's mistake: what happened, what was kept, how to go on.
function meetTrial(place, part) {
  const screen = screens[place];
  const isLine = screen.trial === "line_lost";
  const drafted = state.drafts[place];
  state.met.push(place);
  if (isLine) state.values[place] = part.read();
  else if (drafted) state.values[place] = drafted;
  else delete state.values[place];
  keep();
  const usual = make("p", {}, isLine ? words.lostText : words.expiredText);
  put(heading(screen)[0], make("h2", { tabindex: "-1" }, isLine ? words.lostTitle : words.expiredTitle),
    notice("warn", "", parts(screen.trialText) || usual),
    make("div", { class: "practice-actions" }, button(isLine ? words.retry : words.signIn, show)));
}

// --- The result ---

function countTold() {
  if (!state.mistakes.length) return words.noMistakes;
  return state.mistakes.length === 1 ? words.oneMistake : fill(words.mistakes, { count: state.mistakes.length });
}

function showResult(screen) {
  const mistakes = state.mistakes.map((one) => make("li", {}, told(one.label, "strong"), ": ", told(one.sentence),
    one.times > 1 ? ` (${fill(words.times, { count: one.times })})` : ""));
  const real = make("a", { class: "ui-button", href: play.official.url }, fill(words.real, { host: play.official.host }));
  put(...heading(screen), parts(screen.text), slipOf(screen, words),
    make("h3", {}, words.result), make("p", {}, countTold()),
    mistakes.length ? make("ul", { "data-mistakes": true }, ...mistakes) : null,
    state.filled.length ? make("p", {}, fill(words.filled, { count: state.filled.length })) : null,
    make("h3", {}, words.learned), make("ul", {}, ...play.lessons.map((line) => told(line, "li"))),
    make("div", { class: "practice-actions" },
      play.official.url && real,
      button(words.print, () => window.print(), "secondary"),
      button(words.again, begin, "secondary"),
      button(words.erase, erase, "quiet")),
    play.official.url && make("p", { class: "practice-print" }, `${fill(words.real, { host: play.official.host })}: ${play.official.url}`));
}

root.hidden = !screens.length;
document.querySelector("[data-practice-walk]").open = !screens.length;
if (screens.length && state.path.length && history.state && history.state.n) {
  history.replaceState({ n: state.path.length }, "");
  show();
} else if (screens.length) showBeginning();
