// Both languages side by side: rich passages are typed as what they are, not as HTML. The textarea stays what is sent;
// the server cleans it. Without this script the textareas themselves are filled in.
const form = document.querySelector('[data-translation]');
let isChanged = false;

const rich = (source) => {
  const view = document.createElement('div');
  view.className = 'content-translation__rich';
  view.contentEditable = 'true';
  view.lang = 'en';
  view.setAttribute('role', 'textbox');
  view.setAttribute('aria-multiline', 'true');
  for (const name of ['aria-labelledby', 'aria-invalid', 'aria-describedby']) {
    if (source.hasAttribute(name)) view.setAttribute(name, source.getAttribute(name));
  }
  const tag = source.dataset.rich || 'p';
  const isLine = !['ul', 'ol', 'table'].includes(tag);
  const show = (markup) => {
    // An inert document: nothing of it runs or loads.
    const parsed = new DOMParser().parseFromString(markup, 'text/html').body;
    const outer = parsed.firstElementChild;
    view.replaceChildren(...(isLine && outer ? outer.childNodes : parsed.childNodes));
  };
  const write = () => {
    const inner = view.innerHTML.trim();
    const empty = !view.textContent.trim();
    source.value = empty ? '' : isLine ? `<${tag}>${inner}</${tag}>` : inner;
  };
  view.addEventListener('input', write);
  view.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && isLine) {
      event.preventDefault();
      if (event.shiftKey) document.execCommand('insertLineBreak');
    }
  });
  view.addEventListener('paste', (event) => {
    event.preventDefault();
    document.execCommand('insertText', false, event.clipboardData.getData('text/plain'));
  });
  show(source.value);
  source.hidden = true;
  source.after(view);
  return { show, write, view, isLine };
};

const grow = (source) => {
  source.style.height = 'auto';
  source.style.height = `${source.scrollHeight + 2}px`;
};

for (const source of form?.querySelectorAll('textarea') ?? []) {
  const field = 'rich' in source.dataset ? rich(source) : null;
  if (!field) {
    grow(source);
    source.addEventListener('input', () => grow(source));
  }
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'button button-small button-secondary content-translation__copy';
  copy.textContent = form.dataset.copy;
  copy.setAttribute('aria-describedby', source.getAttribute('aria-labelledby').split(' ')[1]);
  copy.addEventListener('click', () => {
    if (field) {
      field.show(source.dataset.shape);
      field.write();
      field.view.focus();
    } else {
      source.value = source.dataset.shape;
      grow(source);
      source.focus();
    }
    isChanged = true;
  });
  (field?.view ?? source).after(copy);
}

form?.addEventListener('input', () => { isChanged = true; });
form?.addEventListener('submit', () => { isChanged = false; });
window.addEventListener('beforeunload', (event) => {
  if (isChanged) event.preventDefault();
});
