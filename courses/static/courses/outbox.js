// What could not be sent yet: kept on this device under the person's mark, sent in order when the line is back.
// Everything carries the number of the device and its count, so that sending twice does no harm.
const asPromise = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export async function inDevice(person, store, mode, work) {
  const opening = indexedDB.open(`hoc-${person}`, 1);
  opening.onupgradeneeded = () => { for (const name of ['unsent', 'kept']) opening.result.createObjectStore(name, { keyPath: 'id' }); };
  const database = await asPromise(opening);
  try { return await asPromise(work(database.transaction(store, mode).objectStore(store))); }
  finally { database.close(); }
}

export function makeOutbox({ person, url, token, on }) {
  const client = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const unsent = (mode, work) => inDevice(person, 'unsent', mode, work);
  let sequence = 0, running = null;

  // A place takes the place of the one before it; everything else is sent one by one.
  async function add(entry) {
    sequence += 1;
    const id = entry.what === 'place' ? `place:${entry.lesson}` : `${client}:${sequence}`;
    const record = { id, at: Date.now(), body: { ...entry, client, sequence, person } };
    await unsent('readwrite', (store) => store.put(record));
    const left = await send();
    return left.some((one) => one.id === id) ? 'kept' : 'sent';
  }

  async function post(record) {
    const age = Math.max(0, Math.round((Date.now() - record.at) / 1000));
    const answer = await fetch(url, {
      method: 'POST', credentials: 'same-origin', redirect: 'error',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
      body: JSON.stringify({ ...record.body, age }),
    });
    return { status: answer.status, said: await answer.json().catch(() => null) };
  }

  // Drops what is on disk there or refused for good; stops at what must wait: no line, signed out, a server in trouble.
  async function round() {
    const records = (await unsent('readonly', (store) => store.getAll())).sort((a, b) => a.at - b.at);
    const began = Date.now() - 5000;
    let older = false;
    for (const record of records) {
      let answer;
      try { answer = await post(record); } catch { break; }
      if (answer.said?.saved) on.sent(record.body);
      else if (answer.said?.code && answer.status !== 401 && answer.status < 500) on.refused(record.body, answer.said.message);
      else { if (answer.status === 401 || answer.status === 403) on.signedOut(); break; }
      const now = await unsent('readonly', (store) => store.get(record.id));
      if (now?.at === record.at) await unsent('readwrite', (store) => store.delete(record.id));
      older ||= record.body.client !== client || record.at < began;
    }
    const left = await unsent('readonly', (store) => store.getAll());
    if (older && !left.length) on.emptied();
    return left;
  }

  function send() {
    running = (running ?? Promise.resolve()).catch(() => {}).then(round);
    return running;
  }

  addEventListener('online', () => send().catch(() => {}));
  return { add, send };
}
