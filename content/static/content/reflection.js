// Keeps what somebody writes under a question to think about, on this device only. Without this module it is simply a field.
for (const box of document.querySelectorAll('[data-reflection]')) {
  const field = box.querySelector('textarea');
  const clear = box.querySelector('[data-clear]');
  const name = `reflection:${box.dataset.reflection}`;
  let store = null;
  try { store = window.localStorage; } catch { /* The browser keeps nothing: then the words last as long as the page. */ }
  if (!field || !clear || !store) continue;
  field.value = store.getItem(name) ?? '';
  clear.hidden = !field.value;
  field.addEventListener('input', () => {
    clear.hidden = !field.value;
    try {
      if (field.value) store.setItem(name, field.value); else store.removeItem(name);
    } catch { /* Full: the words stay in the field. */ }
  });
  clear.addEventListener('click', () => {
    field.value = '';
    store.removeItem(name);
    clear.hidden = true;
    field.focus();
  });
}
