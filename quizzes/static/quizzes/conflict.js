// Another window or device was quicker: both answers are told in words, and the learner chooses. Fetched when the page has
// loaded, since it is rarely wanted; a conflict can only be told by a server, so the line is up when it is.
import { controls, partsOf, PICKED } from "./kinds.js";

const textOf = (element) => (element?.innerText ?? "").replace(/\s+/g, " ").trim() ?? "";
const nameOf = (question, part) => textOf(question.querySelector(`[data-part="${CSS.escape(part)}"]`));

const wordsIn = (html) => textOf(new DOMParser().parseFromString(html.replace(/<\/(p|li)>/g, " $&"), "text/html").body);

// The words of one value as its own control shows them.
function wordsOf(question, part, value) {
  const matching = controls(question).filter((control) => control.dataset.answer === part);
  const picked = matching.find((control) => PICKED.test(control.type) && control.value === value);
  if (picked) return textOf(picked.closest("label"));
  const options = matching[0]?.options;
  return (options && textOf([...options].find((option) => option.value === value))) || value;
}

// question may be null: it stands on another page.
function inWords(question, answer) {
  const say = document.querySelector("[data-quiz]").dataset;
  const parts = Object.entries(partsOf(answer)).filter(([part, values]) => values.length && part !== "files" && part !== "format").map(([part, values]) => [part, answer.format ? values.map(wordsIn) : values]);
  const plain = (value) => ({ true: say.true, false: say.false })[value] ?? (value.length < 3 ? value.toUpperCase() : value);
  if (!question) return parts.map(([part, values]) => (part && part !== "unit" ? `${part.toUpperCase()}: ` : "") + values.map(plain).join("; ")).join("; ") || say.none;
  if (answer.order) return answer.order.map((part) => nameOf(question, part)).join(" → ");
  const words = parts.map(([part, values]) => {
    const name = part && nameOf(question, part);
    return (name ? `${name}: ` : "") + values.map((value) => wordsOf(question, part, value)).join("; ");
  });
  return words.concat(answer.files?.length ? [`${answer.files.length} ${say.files}`] : []).filter(Boolean).join("; ") || say.none;
}

// `title` says which question it is; `keepMine` is what the button does, null where there is nothing to put it into.
export function showConflict({ question, title, saved, yours, keepMine }) {
  const find = (name) => document.querySelector(`[data-conflict${name}]`), box = find(""), mine = find("-mine");
  find("-where").textContent = title;
  find("-saved").textContent = inWords(question, saved);
  find("-yours").textContent = inWords(question, yours);
  box.hidden = false;
  mine.hidden = !keepMine;
  mine.onclick = () => { box.hidden = true; keepMine(); };
}
