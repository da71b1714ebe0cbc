// Answers for lessons that were saved when the line is down. Network first, always; what is kept comes with its day.
// It keeps nothing by itself: pages put lessons into the cache of the person who is signed in (offline.js), and only that
// person's cache is ever read.
const VERSION = "hoc-v1-";
const WHO = "hoc-who";
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (/^hoc-v\d+-/.test(name) && !name.startsWith(VERSION)) await caches.delete(name);
  await self.clients.claim();
})()));

async function mine() {
  const who = await (await caches.open(WHO)).match("/who");
  const person = who && await who.text();
  return person ? caches.open(VERSION + person) : null;
}

const soon = (request) => new Promise((resolve, reject) => {
  const limit = setTimeout(() => reject(new Error("slow")), PATIENCE);
  fetch(request).then((answer) => { clearTimeout(limit); resolve(answer); }, (failure) => { clearTimeout(limit); reject(failure); });
});

async function page(request) {
  const cache = await mine();
  const kept = cache && await cache.match(new URL(request.url).pathname);
  try {
    const answer = await (kept ? soon(request) : fetch(request));
    // Sent away to sign in: until somebody is, nobody's lessons are read here.
    if (answer.type === "opaqueredirect") await leave(request);
    return answer;
  } catch (failure) {
    if (kept) return dated(kept);
    const shelf = cache && (await cache.keys()).find((one) => one.url.endsWith("/ngoai-tuyen/"));
    if (shelf) return cache.match(shelf);
    throw failure;
  }
}

// Some redirects are ours (back to the place left); only one that ends at the sign-in page closes the shelf.
async function leave(request) {
  try {
    const end = await fetch(request.url, { credentials: "same-origin", redirect: "follow" });
    if (/\/(dang-nhap|login)\//.test(new URL(end.url).pathname)) await (await caches.open(WHO)).delete("/who");
  } catch { /* the line went: nothing is known */ }
}

async function dated(kept) {
  const text = await kept.text();
  const at = kept.headers.get("X-Saved-At");
  return new Response(text.replace("<html ", `<html data-saved-at="${at}" `), { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function part(request) {
  try { return await fetch(request); } catch (failure) {
    const cache = await mine();
    const kept = cache && await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw failure;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : part(request));
});
