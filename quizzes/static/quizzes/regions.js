// Regions on a picture: drawn with the pointer into the fields of their line, shown as the fields say.
const SVG = "http://www.w3.org/2000/svg";

const lines = (form) => [...form.querySelectorAll('[data-rows="regions"] .quizzes-rows__row')];
const field = (line, name) => line.querySelector(`[name$="-${name}"]`);
const numbers = (line) => (field(line, "coords").value.match(/-?\d+/g) || []).map(Number);
let chosen = 0;

function figure(shape, at) {
  const made = { rect: "rect", circle: "circle", poly: "polygon" }[shape];
  const element = document.createElementNS(SVG, made);
  const put = (facts) => Object.entries(facts).forEach(([name, value]) => element.setAttribute(name, value));
  if (shape === "rect" && at.length === 4) put({ x: at[0], y: at[1], width: Math.max(at[2] - at[0], 0), height: Math.max(at[3] - at[1], 0) });
  else if (shape === "circle" && at.length === 3) put({ cx: at[0], cy: at[1], r: Math.max(at[2], 0) });
  else if (shape === "poly" && at.length > 3) put({ points: at.join(" ") });
  else return null;
  return element;
}

function show(form, drawing) {
  drawing.replaceChildren();
  lines(form).forEach((line, place) => {
    const made = figure(field(line, "shape").value, numbers(line));
    if (!made) return;
    made.setAttribute("class", place === chosen ? "is-chosen" : "");
    drawing.append(made);
    const label = document.createElementNS(SVG, "text");
    const [x, y] = numbers(line);
    label.setAttribute("x", x + 4);
    label.setAttribute("y", y + 18);
    label.textContent = String(place + 1);
    drawing.append(label);
  });
}

function between(shape, from, to) {
  if (shape === "circle") return [...from, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]))];
  return [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
}

export function drawRegions(form) {
  const pane = form.querySelector("[data-regions]");
  const picture = pane?.querySelector("[data-regions-picture]");
  if (!picture) return;
  const drawing = pane.querySelector("[data-regions-drawing]");
  const say = pane.querySelector("[data-regions-say]");
  const list = form.querySelector('[data-rows="regions"]');
  const width = Number(picture.getAttribute("width"));
  const height = Number(picture.getAttribute("height"));
  let from = null;

  const at = (event) => {
    const box = picture.getBoundingClientRect();
    const across = Math.round(((event.clientX - box.left) / box.width) * width);
    const down = Math.round(((event.clientY - box.top) / box.height) * height);
    return [Math.min(Math.max(across, 0), width), Math.min(Math.max(down, 0), height)];
  };
  const write = (values) => {
    const line = lines(form)[chosen];
    if (!line) return;
    field(line, "coords").value = values.join(", ");
    show(form, drawing);
  };
  list.addEventListener("focusin", (event) => {
    chosen = lines(form).findIndex((line) => line.contains(event.target));
    show(form, drawing);
  });
  list.addEventListener("input", () => show(form, drawing));
  drawing.addEventListener("pointerdown", (event) => {
    const all = lines(form);
    const empty = all.findIndex((line) => numbers(line).length === 0);
    if (chosen < 0 || !all[chosen]) chosen = Math.max(empty, 0);
    from = at(event);
    drawing.setPointerCapture(event.pointerId);
    if (field(all[chosen], "shape").value === "poly") {
      write([...numbers(all[chosen]), ...from]);
      from = null;
    }
    event.preventDefault();
  });
  drawing.addEventListener("pointermove", (event) => {
    if (from) write(between(field(lines(form)[chosen], "shape").value, from, at(event)));
  });
  drawing.addEventListener("pointerup", () => {
    if (!from) return;
    from = null;
    say.textContent = pane.dataset.drawn;
    field(lines(form)[chosen], "coords").dispatchEvent(new Event("input", { bubbles: true }));
  });
  say.textContent = `${say.textContent} ${pane.dataset.ready}`;
  show(form, drawing);
}
