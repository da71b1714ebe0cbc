// Shows the counting page and its parts when the line is down. Network first, always; the page itself keeps what is needed.
const SHELF = "guides-helpers-v1";
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (/^guides-helpers-v\d+$/.test(name) && name !== SHELF) await caches.delete(name);
  await self.clients.claim();
})()));

const soon = (request) => new Promise((resolve, reject) => {
  const limit = setTimeout(() => reject(new Error("slow")), PATIENCE);
  fetch(request).then((answer) => { clearTimeout(limit); resolve(answer); }, (failure) => { clearTimeout(limit); reject(failure); });
});

async function answer(request) {
  const kept = await (await caches.open(SHELF)).match(request, { ignoreSearch: request.mode === "navigate", ignoreVary: true });
  if (!kept) return fetch(request);
  try { return await soon(request); } catch { return kept; }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === self.location.origin) event.respondWith(answer(request));
});
