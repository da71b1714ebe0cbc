// The form of a question: lines are added, removed and moved without a reload, and examples follow what is typed.
// Every act is a button that the server understands by itself; this module only carries it there and back.
import { drawRegions } from "./regions.js";

const form = document.querySelector("[data-editor]");
const WAIT = 700;
let timer = 0;
let asked = 0;

async function pieceOf(address, data) {
  const answer = await fetch(address, { method: "POST", body: data, credentials: "same-origin" });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function swap(selector, page) {
  const fresh = page.querySelector(selector);
  const old = document.querySelector(selector);
  if (fresh && old) old.replaceWith(document.adoptNode(fresh));
  return Boolean(fresh && old);
}

async function act(button) {
  const [name, verb, at] = button.value.split(":");
  const data = new FormData(form);
  data.append("act", button.value);
  const place = `[data-rows="${name}"]`;
  let page;
  try {
    page = await pieceOf(window.location.href, data);
  } catch {
    button.removeAttribute("data-row-act"); // no connection: the browser's own way tells the person
    form.requestSubmit(button);
    return;
  }
  if (!swap(place, page)) return;
  const lines = [...document.querySelectorAll(`${place} .quizzes-rows__row`)];
  const wanted = { add: lines.length - 1, up: at - 1, down: Number(at) + 1, remove: Math.min(at, lines.length - 1) }[verb];
  const line = lines[Math.max(wanted, 0)];
  line?.querySelector(verb === "add" ? "textarea, input:not([type=hidden])" : `button[value*=":${verb}:"]:enabled`)?.focus();
  if (!line?.contains(document.activeElement)) line?.querySelector("button:enabled")?.focus();
  drawRegions(form);
  later();
}

async function examples() {
  const mine = ++asked;
  try {
    const page = await pieceOf(form.dataset.examplesUrl, new FormData(form));
    if (mine === asked) swap("[data-examples]", page);
  } catch {
    // Examples are a help beside the form; without a connection the last ones stand.
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(examples, WAIT);
}

async function newPicture() {
  const data = new FormData(form);
  data.append("act", "stay");
  swap("[data-regions]", await pieceOf(window.location.href, data));
  drawRegions(form);
}

if (form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-row-act]");
    if (!button) return;
    event.preventDefault();
    act(button);
  });
  form.addEventListener("input", later);
  form.addEventListener("change", (event) => {
    if (event.target.name === "own-picture") newPicture();
    later();
  });
  drawRegions(form);
}
