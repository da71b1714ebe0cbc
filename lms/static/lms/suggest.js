// Titles that fit, under the search box, while somebody types. The box itself is never touched: Telex and VNI compose in
// it, and a word that is being composed asks nothing. Without this script the form works as it is.
const box = document.querySelector('[data-suggest]');
const list = document.createElement('ul');
const told = document.createElement('p');
let waiting = 0;
let asked = '';

const show = (hits) => {
  list.replaceChildren(...hits.map((hit) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = hit.url;
    link.lang = hit.lang;
    link.textContent = hit.title;
    item.append(link);
    return item;
  }));
  list.hidden = !hits.length;
  told.textContent = hits.length ? box.dataset.told.replace('{count}', hits.length) : '';
};

const ask = async () => {
  const words = box.value.trim();
  if (words === asked) return;
  asked = words;
  if (words.length < 2) { show([]); return; }
  try {
    const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(words)}`, { credentials: 'omit' });
    const { hits } = answer.ok ? await answer.json() : { hits: [] };
    if (words === box.value.trim()) show(hits);
  } catch {
    show([]); // no line: the form still asks
  }
};

if (box && !navigator.connection?.saveData) {
  list.className = 'lms-suggestions';
  list.hidden = true;
  told.className = 'ui-visually-hidden';
  told.setAttribute('role', 'status');
  box.form.after(list, told);
  const later = (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(ask, 250);
  };
  box.addEventListener('input', later);
  box.addEventListener('compositionend', later);
  box.form.addEventListener('keydown', (event) => { if (event.key === 'Escape') show([]); });
}
