// Small helps to write a page: everything is text, nothing is ever read as HTML.
let count = 0;
export const newId = () => `practice-${++count}`;

export function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") node.addEventListener("click", value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

// Words of the scenario: a text and the language it is in.
export function told(words, tag) {
  if (!words) return null;
  return make(tag || "span", { lang: words.l }, words.t);
}

export function parts(words, className) {
  if (!words) return null;
  const box = make("div", { lang: words.l, class: className });
  for (const part of words.parts) {
    if (part.k === "ul") box.append(make("ul", {}, ...part.x.map((line) => make("li", {}, line))));
    else box.append(make("p", {}, part.x[0]));
  }
  return box;
}

export function button(label, onclick, tone) {
  return make("button", { type: "button", class: `ui-button${tone ? ` ui-button--${tone}` : ""}`, onclick }, make("span", {}, label));
}

export function notice(tone, title, ...children) {
  return make("div", { class: `ui-notice ui-notice--${tone}` },
    title && make("p", { class: "ui-notice__title" }, make("span", {}, title)), ...children);
}

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

// One of several, without a name that a form could send: a radio group made of buttons, arrows move in it.
export function options(label, items, chosen, onpick, describedBy) {
  const group = make("div", { class: "practice-options", role: "radiogroup", "aria-label": label, "aria-describedby": describedBy });
  const buttons = items.map((item, place) => make("button", {
    type: "button", role: "radio", class: "practice-option", "aria-checked": String(place === chosen),
    tabindex: place === (chosen < 0 ? 0 : chosen) ? "0" : "-1", onclick: () => pick(place),
  }, item));
  function pick(place) {
    buttons.forEach((one, number) => {
      one.setAttribute("aria-checked", String(number === place));
      one.tabIndex = number === place ? 0 : -1;
    });
    onpick(place);
  }
  group.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    pick(next);
    buttons[next].focus();
  });
  group.append(...buttons);
  return group;
}
