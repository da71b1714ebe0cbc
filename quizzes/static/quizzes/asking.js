// Helps for answering, where their markup stands: lines that move, places in a picture, words counted, numbers read back.
// What they change they tell by a "change" of the control itself. Every question can be answered without them.
for (const question of document.querySelectorAll("[data-question]")) {
  const find = (selector) => question.querySelector(selector);
  const all = (selector) => [...question.querySelectorAll(selector)];
  const order = find("[data-order]"), essay = find("[data-words]"), reading = find("[data-reading]"), spots = all("[data-spot]");
  const tell = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));
  const redraw = [];
  if (order) movable();
  if (essay) counted();
  if (reading) readBack();
  if (spots.length) clickable();
  question.addEventListener("change", () => redraw.forEach((draw) => draw()));
  question.addEventListener("written", () => redraw.forEach((draw) => draw()));

  function movable() {
    const keep = find("[data-keep]");
    const lines = () => all("[data-line]");
    const place = (line) => line.querySelector("select");
    const number = () => lines().forEach((line, index) => { place(line).value = index + 1; });
    const settle = (line) => {
      number();
      find("[data-said]").textContent = order.dataset.moved.replace("{}", place(line).value);
      tell(place(line));
    };
    const put = (line, to) => {
      const others = lines().filter((one) => one !== line);
      if (to < 0 || to > others.length) return;
      order.insertBefore(line, others[to] ?? null);
      settle(line);
    };
    keep.hidden = lines().every((line) => place(line).value);
    for (const line of lines()) {
      for (const button of line.querySelectorAll("[data-move]")) {
        button.hidden = false;
        button.onclick = () => { put(line, lines().indexOf(line) + Number(button.dataset.move)); button.focus(); };
      }
      place(line).onchange = (event) => { if (event.isTrusted && place(line).value) put(line, place(line).value - 1); place(line).focus(); };
      line.draggable = true;
      line.ondragstart = (event) => { event.dataTransfer.setData("text", ""); line.dataset.dragged = ""; };
      line.ondragend = () => { delete line.dataset.dragged; };
      line.ondragover = (event) => { if (find("[data-dragged]")) event.preventDefault(); };
      line.ondrop = (event) => { const moved = find("[data-dragged]"); event.preventDefault(); if (moved) put(moved, lines().indexOf(line)); };
    }
    keep.firstElementChild.onclick = () => settle(lines()[0]);
    redraw.push(() => {
      const placed = lines().every((line) => place(line).value);
      keep.hidden = placed;
      if (placed) lines().sort((a, b) => place(a).value - place(b).value).forEach((line, index) => { if (lines()[index] !== line) order.insertBefore(line, lines()[index]); });
    });
  }

  function clickable() {
    const input = (spot) => all("[data-answer]").find((one) => one.value === spot.dataset.spot);
    for (const spot of spots) spot.onclick = () => { input(spot).checked = !input(spot).checked; tell(input(spot)); };
    redraw.push(() => spots.forEach((spot) => spot.classList.toggle("is-picked", input(spot).checked)));
  }

  function counted() {
    const text = find("textarea");
    const format = find("[data-answer=format]");
    const words = () => (format?.value ? text.value.replace(/<\/?[biu]>/g, "").replace(/<[^>]*>|&nbsp;/g, " ") : text.value);
    const count = () => { essay.textContent = essay.dataset.words.replace("{}", words().split(/\s+/).filter(Boolean).length); };
    text.addEventListener("input", count);
    redraw.push(count);
  }

  function readBack() {
    const typed = find("[data-answer='']");
    redraw.push(async () => {
      const text = typed.value.trim();
      if (!text) { reading.textContent = ""; return; }
      try {
        const reply = await fetch(`${reading.dataset.reading}?${new URLSearchParams({ text, format: reading.dataset.format })}`);
        const said = (await reply.json()).reading;
        if (typed.value.trim() === text) reading.textContent = said ? reading.dataset.read.replace("{}", said) : reading.dataset.unread;
      } catch { reading.textContent = ""; }
    });
  }
}
