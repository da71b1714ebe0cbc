// Ticks of a checklist: counted, and kept on this device only. Without this file the boxes still tick.
for (const list of document.querySelectorAll("[data-checklist]")) {
  const boxes = [...list.querySelectorAll("input")];
  const count = list.querySelector("[data-count]");
  const key = `guide:${list.dataset.key}`;
  const tell = () => {
    const done = boxes.filter((box) => box.checked).length;
    count.textContent = done ? list.dataset.words.replace("{done}", done).replace("{all}", boxes.length) : "";
  };
  try {
    const kept = JSON.parse(localStorage.getItem(key) || "[]");
    boxes.forEach((box, place) => { box.checked = kept.includes(place); });
  } catch { /* storage is closed: the boxes simply start empty */ }
  tell();
  list.addEventListener("change", () => {
    tell();
    try {
      localStorage.setItem(key, JSON.stringify(boxes.flatMap((box, place) => (box.checked ? [place] : []))));
    } catch { /* nothing to keep it in */ }
  });
}
