// Unsent answers on this device: in IndexedDB, else in localStorage; unreadable without the key that the server gives
// to the owner of the attempt alone. Without WebCrypto (a page that is not served over https) nothing is kept here.
const DATABASE = "answers", STORE = "unsent", PREFIX = "quiz:";
const fromHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const toText = (bytes) => btoa(String.fromCharCode(...bytes));
const fromText = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

const asPromise = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// Opened anew for each act: signing out in another tab may have deleted the database under an open connection.
async function inIndexedDb(mode, work) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "id" });
  const database = await asPromise(opening);
  try { return await asPromise(work(database.transaction(STORE, mode).objectStore(STORE))); }
  finally { database.close(); }
}

const indexed = {
  put: (record) => inIndexedDb("readwrite", (store) => store.put(record)),
  drop: (id) => inIndexedDb("readwrite", (store) => store.delete(id)),
  all: () => inIndexedDb("readonly", (store) => store.getAll()),
  clear: () => inIndexedDb("readwrite", (store) => store.clear()),
};
const plain = {
  put: async (record) => localStorage.setItem(PREFIX + record.id, JSON.stringify({ ...record, iv: toText(record.iv), data: toText(new Uint8Array(record.data)) })),
  drop: async (id) => localStorage.removeItem(PREFIX + id),
  all: async () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => {
    const record = JSON.parse(localStorage.getItem(key));
    return { ...record, iv: fromText(record.iv), data: fromText(record.data) };
  }),
  clear: async () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key)),
};

async function working() {
  try { await indexed.all(); return indexed; } catch { /* private windows of some browsers refuse it */ }
  try { await plain.all(); return plain; } catch { return null; }
}

// Everything of everybody: for signing out. Needs no key.
export async function forgetAll() {
  const store = await working();
  if (store) await store.clear();
}

// The drafts of one person's attempt. What cannot be kept is only not kept: the page's memory still holds it.
export function openDevice({ user, attempt, key }) {
  const scope = `${user}:${attempt}:`;
  const aad = new TextEncoder().encode(scope);
  const idOf = (entry) => `${scope}${entry.client}:${entry.sequence}`;
  const ready = (async () => {
    const store = key && globalThis.crypto?.subtle ? await working() : null;
    return store && { store, secret: await crypto.subtle.importKey("raw", fromHex(key), "AES-GCM", false, ["encrypt", "decrypt"]) };
  })().catch(() => null);
  const newest = new Map();
  let tail = Promise.resolve();
  const inTurn = (work) => { tail = tail.then(async () => { const place = await ready; return place ? work(place) : null; }).catch(() => null); return tail; };

  const write = (id) => inTurn(async ({ store, secret }) => {
    if (!newest.has(id)) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const entry = new TextEncoder().encode(JSON.stringify(newest.get(id)));
    newest.delete(id);
    await store.put({ id, iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad }, secret, entry) });
  });
  return {
    put(entry) {
      const isWaiting = newest.has(idOf(entry));
      newest.set(idOf(entry), { ...entry });
      return isWaiting ? tail : write(idOf(entry));
    },
    drop(entry) { newest.delete(idOf(entry)); return inTurn(({ store }) => store.drop(idOf(entry))); },
    all: () => inTurn(async ({ store, secret }) => {
      const entries = [];
      for (const record of await store.all()) {
        if (!record.id.startsWith(scope)) continue;
        try {
          const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: record.iv, additionalData: aad }, secret, record.data);
          entries.push(JSON.parse(new TextDecoder().decode(bytes)));
        } catch { await store.drop(record.id); }
      }
      return entries.sort((a, b) => a.at - b.at);
    }).then((entries) => entries ?? []),
    forget: () => inTurn(async ({ store }) => {
      for (const record of await store.all()) if (record.id.startsWith(scope)) await store.drop(record.id);
    }),
  };
}
