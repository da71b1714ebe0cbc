// Lessons kept on this device. One cache for each person; its name carries the version of what is kept, not of the site.
const VERSION = 'hoc-v1-';
const WHO = 'hoc-who';

export const canKeep = () => 'serviceWorker' in navigator && 'caches' in window;

export const register = (worker) => navigator.serviceWorker.register(worker, { scope: worker.replace(/sw\.js$/, '') });

// Said by every page that came fresh from the server: from now on this device answers for this person, and nobody else's
// lessons stay on it.
export async function tellWho(person) {
  const who = await caches.open(WHO);
  await who.put('/who', new Response(person));
  for (const name of await caches.keys()) {
    if (name.startsWith('hoc-v') && name !== VERSION + person) await caches.delete(name);
  }
  for (const base of (await indexedDB.databases?.()) ?? []) {
    if (base.name?.startsWith('hoc-') && base.name !== `hoc-${person}`) indexedDB.deleteDatabase(base.name);
  }
}

// Signing out leaves nothing of this room here. The server says the same with Clear-Site-Data; not every browser listens.
export async function forgetAll() {
  for (const name of await caches.keys()) if (name.startsWith('hoc-')) await caches.delete(name);
  for (const base of (await indexedDB.databases?.()) ?? []) if (base.name?.startsWith('hoc-')) indexedDB.deleteDatabase(base.name);
}

const partsOf = (page) => {
  const from = (selector, name) => [...page.querySelectorAll(selector)].map((one) => one.getAttribute(name)).filter(Boolean);
  const named = [...from('link[rel=stylesheet], link[rel=icon]', 'href'), ...from('script[src], article img[src]', 'src'), ...from('[data-study]', 'data-study')];
  const fonts = performance.getEntriesByType('resource').map((one) => one.name).filter((name) => /\.(woff2|js|css)($|\?)/.test(name));
  return [...new Set([...named, ...fonts].map((one) => new URL(one, location.href)).filter((one) => one.origin === location.origin).map((one) => one.href))];
};

async function keepPage(cache, address, title) {
  const answer = await fetch(address, { credentials: 'same-origin', cache: 'no-store' });
  if (!answer.ok || answer.redirected) throw new Error('not kept');
  const text = await answer.text();
  const parts = partsOf(new DOMParser().parseFromString(text, 'text/html'));
  for (const part of parts) if (!(await cache.match(part))) await cache.add(part);
  await cache.put(address, new Response(text, { headers: {
    'Content-Type': 'text/html; charset=utf-8', 'X-Saved-At': new Date().toISOString(),
    'X-Title': encodeURIComponent(title), 'X-Parts': encodeURIComponent(JSON.stringify(parts)),
  } }));
}

// The page as the server gives it now, with everything it needs, and the shelf that lists it.
export async function keepLesson({ person, worker, shelf, title }) {
  await register(worker);
  const cache = await caches.open(VERSION + person);
  await keepPage(cache, location.pathname, title);
  await keepPage(cache, shelf, '');
  await tidy(cache);
}

export async function keptLessons(person) {
  const cache = await caches.open(VERSION + person);
  const found = [];
  for (const request of await cache.keys()) {
    const answer = await cache.match(request);
    const title = answer.headers.get('X-Title');
    if (title) found.push({ address: new URL(request.url).pathname, title: decodeURIComponent(title), at: answer.headers.get('X-Saved-At') });
  }
  return found.sort((a, b) => b.at.localeCompare(a.at));
}

export async function dropLesson(person, address) {
  const cache = await caches.open(VERSION + person);
  await cache.delete(address);
  await tidy(cache);
}

// Scripts and pictures that no kept page needs any more go.
async function tidy(cache) {
  const needed = new Set(), others = [];
  for (const request of await cache.keys()) {
    const parts = (await cache.match(request)).headers.get('X-Parts');
    if (parts) for (const part of JSON.parse(decodeURIComponent(parts))) needed.add(part); else others.push(request);
  }
  for (const request of others) if (!needed.has(request.url)) await cache.delete(request);
}
