// Notes beside a lesson: highlighted words, notes on them, bookmarks. Shown at once, kept until the server has them.
const tall = (node) => (node.nodeType === 1 ? node : node.parentElement);

// The range of the quoted words within an element, blanks in the text not minded; null when they are not there.
function rangeOf(element, quote) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const at = [];
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let offset = 0; offset < node.data.length; offset += 1) {
      const char = /\s/.test(node.data[offset]) ? ' ' : node.data[offset];
      if (char === ' ' && text.endsWith(' ')) continue;
      text += char;
      at.push([node, offset]);
    }
  }
  const start = text.indexOf(quote);
  if (!quote || start < 0) return null;
  const range = new Range();
  range.setStart(...at[start]);
  const [node, offset] = at[start + quote.length - 1];
  range.setEnd(node, offset + 1);
  return range;
}

export function makeNotes({ article, keep, here, fail, words }) {
  const list = document.querySelector('[data-notes]');
  const shape = document.querySelector('[data-note-shape]');
  const form = document.querySelector('[data-note-form]');
  const bar = document.querySelector('[data-selection]');
  const quoted = form.querySelector('[data-note-quote]');
  let chosen = null, about = null;

  function paint() {
    const ranges = [];
    for (const old of article.querySelectorAll('.is-noted')) old.classList.remove('is-noted');
    for (const row of list.querySelectorAll('[data-anchor]')) {
      const element = row.dataset.anchor && document.getElementById(row.dataset.anchor);
      const quote = row.querySelector('[data-quote]')?.textContent;
      if (!element || !quote) continue;
      const range = rangeOf(element, quote);
      if (range) { ranges.push(range); element.classList.add('is-noted'); }
    }
    if (window.Highlight && CSS.highlights) CSS.highlights.set('noted', new Highlight(...ranges));
  }

  function look() {
    const selection = getSelection();
    const text = selection?.toString().replace(/\s+/g, ' ').trim() ?? '';
    const inside = selection?.rangeCount && article.contains(selection.anchorNode) && article.contains(selection.focusNode);
    if (!text || !inside) { bar.hidden = true; return; }
    const range = selection.getRangeAt(0);
    const element = tall(range.startContainer).closest('[id]');
    if (!element || !article.contains(element)) { bar.hidden = true; return; }
    // Words that run over several paragraphs are kept up to the end of the first.
    let quote = text.slice(0, 500).trim();
    if (!element.contains(range.endContainer)) {
      const first = range.cloneRange();
      first.setEnd(element, element.childNodes.length);
      quote = first.toString().replace(/\s+/g, ' ').trim().slice(0, 500);
    }
    chosen = quote ? { anchor: element.id, quote } : null;
    bar.hidden = !chosen;
  }

  async function add(note) {
    const uuid = crypto.randomUUID();
    const end = await keep({ what: 'note', uuid, ...note });
    if (!end) { fail(); return false; }
    const row = shape.content.firstElementChild.cloneNode(true);
    Object.assign(row.dataset, { note: uuid, kind: note.kind, anchor: note.anchor });
    row.querySelector('[data-quote]').textContent = note.quote ?? '';
    row.querySelector('[data-text]').textContent = note.text ?? '';
    row.querySelector('[name=uuid]').value = uuid;
    const link = row.querySelector('[data-go]');
    link.href = `#${note.anchor}`;
    link.hidden = !note.anchor;
    list.append(row);
    paint();
    return true;
  }

  function done() { getSelection()?.removeAllRanges(); bar.hidden = true; chosen = null; }

  list.addEventListener('submit', async (event) => {
    if (!event.target.matches('[data-remove]')) return;
    event.preventDefault();
    const row = event.target.closest('[data-note]');
    if (!(await keep({ what: 'remove', uuid: row.dataset.note }))) { fail(); return; }
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    paint();
    (next?.querySelector('button') ?? form.elements.text).focus();
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = form.elements.text.value.trim();
    if (!text) return;
    const { anchor, quote } = about ?? { anchor: here().place, quote: '' };
    if (await add({ kind: 'note', anchor, quote, text })) {
      form.reset();
      about = null;
      quoted.hidden = true;
    }
  });

  document.addEventListener('selectionchange', look);
  paint();
  return {
    highlight() { if (chosen) { const note = { kind: 'highlight', ...chosen }; done(); add(note); } },
    write() {
      if (!chosen) return;
      about = chosen;
      quoted.textContent = about.quote;
      quoted.hidden = false;
      done();
      form.elements.text.focus();
    },
    bookmark() { const { place } = here(); add({ kind: 'bookmark', anchor: place, text: words.bookmark }); },
  };
}
