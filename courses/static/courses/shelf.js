// The lessons kept on this device, newest first; each can be opened or removed.
import { canKeep, dropLesson, keptLessons, tellWho } from "./offline.js";

const shelf = document.querySelector('[data-shelf]');
const told = shelf?.querySelector('[data-shelf-status]');

async function show(person) {
  const list = shelf.querySelector('[data-list]');
  const lessons = await keptLessons(person);
  list.replaceChildren(...lessons.map(({ address, title, at }) => {
    const row = shelf.querySelector('[data-row]').content.cloneNode(true);
    const link = row.querySelector('a'), button = row.querySelector('button');
    link.href = address;
    link.textContent = title;
    row.querySelector('span').textContent = shelf.dataset.saved.replace('{day}', new Date(at).toLocaleDateString(document.documentElement.lang.replace(/^en$/, 'en-GB')));
    button.setAttribute('aria-label', `${button.textContent}: ${title}`);
    button.addEventListener('click', async () => {
      await dropLesson(person, address);
      told.textContent = told.dataset.removed;
      await show(person);
    });
    return row;
  }));
  shelf.querySelector('[data-empty]').hidden = lessons.length > 0;
}

async function begin() {
  if (!canKeep()) { told.textContent = shelf.dataset.unable; return; }
  if (navigator.onLine) await tellWho(shelf.dataset.person);
  await show(shelf.dataset.person);
}

if (shelf) begin();
