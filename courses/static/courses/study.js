// Beside reading: notes and highlights, lessons kept on this device. Size, contrast and reading aloud: ui/js/reading.js.
import { canKeep, forgetAll, keepLesson, register, tellWho } from "./offline.js";
import { inDevice, makeOutbox } from "./outbox.js";
import { makeNotes } from "./notes.js";

export function start({ article, token, helps, status, here }) {
  const say = helps.dataset;
  const told = helps.querySelector('[data-study-status]');
  const tell = (words) => { told.textContent = words; };
  const lesson = article.dataset.lesson;
  const savedAt = document.documentElement.dataset.savedAt;
  const outbox = makeOutbox({ person: say.person, url: say.sync, token, on: {
    sent: (entry) => { if (entry.what === 'finish' && entry.lesson === lesson) tell(say.finished); },
    refused: (_entry, message) => tell(message),
    signedOut: () => tell(say.signedOut),
    emptied: () => tell(say.sent),
  } });
  const keep = async (entry) => {
    try {
      const end = await outbox.add({ lesson, ...entry });
      if (end === 'kept') tell(say.kept);
      return end;
    } catch { return ''; }
  };

  helps.hidden = false;
  if (savedAt) {
    const notice = helps.querySelector('[data-saved-copy]');
    notice.textContent = notice.dataset.savedCopy.replace('{day}', new Date(savedAt).toLocaleDateString(document.documentElement.lang.replace(/^en$/, 'en-GB')));
    notice.hidden = false;
  }
  const notes = makeNotes({ article, keep, here, fail: () => tell(say.noteFailed), words: { bookmark: say.bookmark } });
  const acts = {
    bookmark: () => notes.bookmark(),
    offline: save,
    highlight: () => notes.highlight(),
    note: () => notes.write(),
  };
  document.addEventListener('click', (event) => {
    const act = acts[event.target.closest?.('[data-act]')?.dataset.act];
    if (act) act();
  });

  async function save() {
    tell(say.saving);
    try {
      await keepLesson({ person: say.person, worker: say.worker, shelf: say.shelf, title: `${say.title} – ${say.course}` });
      tell(say.savedNow);
    } catch { tell(say.notSaved); }
  }

  if (canKeep()) {
    for (const one of document.querySelectorAll('[data-needs-worker]')) one.hidden = false;
    if (!savedAt) tellWho(say.person).then(() => register(say.worker)).catch(() => {});
  }

  // Signing out: what is unsent has three seconds to go, then nothing stays here.
  for (const form of document.querySelectorAll('form[action*="dang-xuat"], form[action*="logout"]')) {
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      await Promise.race([outbox.send().catch(() => {}), new Promise((done) => setTimeout(done, 3000))]);
      await forgetAll().catch(() => {});
      form.submit();
    });
  }

  // "I have finished" without a line: kept like everything else.
  const finish = document.querySelector('#finish');
  finish?.addEventListener('submit', (event) => {
    if (navigator.onLine && !savedAt) return;
    event.preventDefault();
    keep({ what: 'finish' }).then((end) => { if (end) finish.querySelector('button').disabled = true; });
  });

  const kept = (mode, work) => inDevice(say.person, 'kept', mode, work);
  for (const form of article.querySelectorAll('form[method=post]')) {
    const id = form.getAttribute('action');
    form.addEventListener('submit', (event) => {
      if (navigator.onLine && !savedAt) { kept('readwrite', (store) => store.delete(id)).catch(() => {}); return; }
      event.preventDefault();
      const values = [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && name !== 'mark');
      kept('readwrite', (store) => store.put({ id, values })).then(() => tell(say.answersKept), () => tell(say.noteFailed));
    });
    kept('readonly', (store) => store.get(id)).then((found) => {
      if (!found) return;
      const left = new Map();
      for (const [name, value] of found.values) left.set(name, [...(left.get(name) ?? []), value]);
      for (const field of form.elements) {
        const given = left.get(field.name);
        if (!given || field.name === 'mark') continue;
        if (field.type === 'radio' || field.type === 'checkbox') field.checked = given.includes(field.value);
        else if (field.type !== 'hidden' && field.type !== 'submit') field.value = given.shift() ?? field.value;
      }
      if (navigator.onLine) tell(say.answersBack);
    }).catch(() => {});
  }

  outbox.send().catch(() => {});
  return {
    async keepPlace(place, percent) {
      const end = await keep({ what: 'place', place, percent });
      if (end === 'kept') status.textContent = say.kept;
      return end !== '';
    },
  };
}
