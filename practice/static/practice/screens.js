// The parts of a screen that want something from the person. Each gives: node, read(), faults(), and where it leads.
// A fault has the id of what to mend, its label, its sentence, and whether it is a mistake worth remembering by itself.
import { faultOf, filledIn } from "./checking.js";
import { button, fill, make, newId, options, parts, told } from "./drawing.js";
import { faultOfPicture, shrunkSize, sizeOf } from "./pictures.js";

const language = document.documentElement.lang;
const own = (text) => ({ t: text, l: language });

// An error tied to its control: shown above it, read out with it.
function errorPlace(box, control, words, described) {
  const place = make("p", { class: "ui-field__error", id: newId(), hidden: true });
  return {
    node: place,
    show(sentence) {
      place.replaceChildren(...(sentence ? [make("span", {}, make("span", { class: "ui-visually-hidden" }, `${words.error} `), told(sentence))] : []));
      place.hidden = !sentence;
      box.classList.toggle("ui-field--error", Boolean(sentence));
      const ids = [described, sentence && place.id].filter(Boolean).join(" ");
      if (ids) control.setAttribute("aria-describedby", ids); else control.removeAttribute("aria-describedby");
      if (sentence) control.setAttribute("aria-invalid", "true"); else control.removeAttribute("aria-invalid");
    },
  };
}

function controlOf(field, words, id) {
  const common = { id, autocomplete: "off", spellcheck: "false", "aria-required": String(field.required) };
  if (field.kind === "choice") {
    return make("select", common, make("option", { value: "" }, words.choose),
      ...field.options.map((option, place) => make("option", { value: place, lang: option.label.l }, option.label.t)));
  }
  if (field.kind === "long") return make("textarea", { ...common, rows: 5 });
  if (field.kind === "checkbox") return make("input", { id, type: "checkbox", "aria-required": String(field.required) });
  const keys = { date: "numeric", number: "numeric", phone: "tel" }[field.kind];
  return make("input", { ...common, type: "text", inputmode: keys });
}

function fieldPart(field, value, words) {
  const id = newId();
  const control = controlOf(field, words, id);
  const isTick = field.kind === "checkbox";
  const box = make("div", { class: "ui-field" });
  const helpId = newId();
  const helped = field.help || (field.kind === "date" && own(words.dateHelp));
  const error = errorPlace(box, control, words, helped ? helpId : "");
  const name = [told(field.label), !field.required && make("span", { class: "ui-muted" }, ` (${words.optional})`)];
  if (isTick) box.append(make("label", { class: "ui-choice ui-choice--box", for: id }, control, make("span", {}, ...name)));
  else box.append(make("label", { for: id }, ...name));
  if (helped) box.append(make("div", { class: "ui-field__help", id: helpId }, told(helped)));
  box.append(error.node);
  if (!isTick) box.append(control);
  const part = {
    node: box, id, error,
    read: () => (isTick ? (control.checked ? "x" : "") : control.value),
    write(text) { if (isTick) control.checked = text === "x"; else control.value = text; },
  };
  part.write(value || "");
  error.show(null);
  return part;
}

function sentenceFor(field, fault, words) {
  if (typeof fault !== "string") return fault.sentence || own(words.not_an_option);
  if (fault === "missing" && field.kind === "checkbox") return own(words.missingTick);
  return own(words[fault]);
}

export function formPart(screen, values, words) {
  const made = screen.fields.map((field, place) => fieldPart(field, values[place], words));
  return {
    node: make("div", {}, ...made.map((one) => one.node)),
    read: () => made.map((one) => one.read()),
    fill() { made.forEach((one, place) => { one.write(filledIn(screen.fields[place], new Date())); one.error.show(null); }); },
    faults() {
      return screen.fields.map((field, place) => {
        const fault = faultOf(field, made[place].read(), new Date());
        const sentence = fault ? sentenceFor(field, fault, words) : null;
        made[place].error.show(sentence);
        return sentence && { id: made[place].id, label: field.label, sentence, isMistake: fault !== "missing", isEmpty: fault === "missing" };
      }).filter(Boolean);
    },
    next() {
      const led = screen.fields.map((field, place) => {
        const option = field.kind === "choice" && field.options[Number(made[place].read())];
        return option && made[place].read() !== "" ? option.next : -1;
      }).find((place) => place >= 0);
      return led === undefined ? screen.next : led;
    },
  };
}

export function optionsPart(screen, values, words) {
  let chosen = typeof values[0] === "number" ? values[0] : -1;
  const box = make("div", { class: "ui-field" });
  const group = options(screen.title.t, screen.options.map((option) => told(option.label)), chosen, (place) => { chosen = place; error.show(null); });
  const error = errorPlace(box, group, words, "");
  const firstOf = () => group.children[Math.max(chosen, 0)];
  firstOf().id = newId();
  box.append(error.node, group);
  const fault = (sentence, isMistake) => {
    error.show(sentence);
    [...group.children].forEach((one) => one.removeAttribute("id"));
    firstOf().id = newId();
    return [{ id: firstOf().id, label: screen.title, sentence, isMistake }];
  };
  return {
    node: box,
    read: () => [chosen],
    faults() {
      const option = screen.options[chosen];
      if (!option) return fault(own(words.missingOption), false);
      if (option.mistake && option.next < 0) return fault(option.sentence || own(words.wrong), true);
      error.show(null);
      return [];
    },
    next: () => screen.options[chosen].next,
    consequence() {
      const option = screen.options[chosen];
      return option && { isMistake: option.mistake, label: screen.title, sentence: option.sentence || (option.mistake ? own(words.wrong) : null) };
    },
  };
}

function fileLine(file, pictures) {
  return make("span", { class: "practice-file" },
    make("span", { class: `practice-paper practice-paper--${file.picture}`, role: "img", "aria-label": pictures[file.picture] || pictures.good }),
    make("span", {}, `${file.name} (${file.size} MB)`));
}

function documentPart(wanted, value, words, pictures) {
  let chosen = typeof value === "number" ? value : -1;
  let mine = null;
  let isShrunk = false;
  const box = make("div", { class: "ui-field" });
  const status = make("p", { role: "status" });
  const number = (size) => (Math.round(size * 10) / 10).toFixed(1).replace(".", words.decimal);
  const group = options(`${wanted.label.t}: ${words.files}`, wanted.files.map((file) => fileLine(file, pictures)), chosen,
    (place) => { chosen = place; mine = null; isShrunk = false; picker.value = ""; say(""); error.show(null); });
  const error = errorPlace(box, group, words, "");
  const shrink = button(words.shrink, onShrink, "secondary");
  const ownId = newId();
  const picker = make("input", { type: "file", id: ownId, accept: wanted.types.map((ending) => `.${ending}`).join(","), autocomplete: "off" });
  picker.addEventListener("change", onOwn);
  shrink.hidden = true;
  group.firstChild.id = newId();
  const say = (text) => { status.textContent = text; };

  async function onOwn() {
    const file = picker.files[0];
    if (!file) return;
    const code = await faultOfPicture(file, wanted);
    const values = { name: file.name, size: number(sizeOf(file)), most: number(wanted.max), types: wanted.types.join(", ") };
    const sentence = fill(words[code || "ownGood"], values);
    chosen = -1;
    isShrunk = false;
    [...group.children].forEach((one) => one.setAttribute("aria-checked", "false"));
    mine = { file, code, sentence };
    say(code ? "" : sentence);
    error.show(code ? own(sentence) : null);
    shrink.hidden = code !== "ownBig";
  }

  async function onShrink() {
    const size = mine ? await shrunkSize(mine.file) : wanted.max * 0.3;
    isShrunk = size > 0 && size <= wanted.max;
    error.show(null);
    shrink.hidden = true;
    say(isShrunk ? fill(words.shrunk, { size: number(size) }) : words.notShrunk);
  }

  function faultNow() {
    if (isShrunk) return null;
    if (mine) return mine.code ? { sentence: own(mine.sentence), isMistake: true } : null;
    const file = wanted.files[chosen];
    if (!file) return { sentence: own(words.missingFile), isMistake: false };
    shrink.hidden = file.fault !== "too_big";
    return file.fault ? { sentence: file.sentence, isMistake: true } : null;
  }

  box.append(make("h3", { lang: wanted.label.l }, wanted.label.t));
  if (wanted.help) box.append(make("p", {}, told(wanted.help)));
  box.append(make("p", { class: "ui-field__help" }, wanted.limits), error.node, shrink, status, make("p", {}, words.files), group);
  return {
    node: make("div", {}, box, make("div", { class: "practice-own" }, make("label", { for: ownId }, words.own), picker)),
    read: () => chosen,
    fault() {
      const found = faultNow();
      error.show(found && found.sentence);
      return found && { ...found, id: group.firstChild.id, label: wanted.label };
    },
  };
}

export function uploadPart(screen, values, words, pictures) {
  const made = screen.documents.map((wanted, place) => documentPart(wanted, values[place], words, pictures));
  return {
    node: make("div", {}, ...made.map((one) => one.node)),
    read: () => made.map((one) => one.read()),
    faults: () => made.map((one) => one.fault()).filter(Boolean),
    next: () => screen.next,
  };
}

export function readingPart(screen) {
  return { node: null, read: () => [], faults: () => [], next: () => screen.next };
}

export function factsOf(screen) {
  if (!screen.facts.length) return null;
  return make("dl", { class: "ui-facts" }, ...screen.facts.flatMap(([term, fact]) => [told(term, "dt"), told(fact, "dd")]));
}

export function stagesOf(screen) {
  if (!screen.stages.length) return null;
  return make("ol", { class: "practice-stages", role: "list" }, ...screen.stages.map((stage) => make("li", { class: `practice-stage practice-stage--${stage.state}`, "aria-current": stage.state === "now" ? "step" : null },
    told(stage.label, "strong"), stage.when && " ", stage.when && make("span", { class: "ui-muted", lang: stage.when.l }, stage.when.t),
    stage.text && make("br"), told(stage.text))));
}

export function slipOf(screen, words) {
  if (!screen.slip) return null;
  return make("div", { class: "practice-slip" }, make("p", { class: "practice-slip__title" }, words.slip), parts(screen.slip));
}
