// Pages for everybody, kept on this device and read when the line is down. Network first, always; what is kept comes with its
// day. Asks without cookies and keeps only what the server calls public, so nothing that belongs to a person can get in here.
const { version, closed, files, pictures, shelves, gone } = self.SETTINGS;
const PAGES = "cong-dan-trang-v1";
const FILES = `cong-dan-tep-${version}`;
const PATIENCE = 3000, MOST_OPENED = 50, MOST_WITHIN = 80, FRESH_DAYS = 30;
// As nobody in particular, and not to be counted as a reader.
const QUIETLY = { credentials: "omit", redirect: "manual", headers: { Purpose: "prefetch" } };
const isFile = (path) => files.some((one) => path.startsWith(one));
const FILE = /\.(?:css|js|woff2|svg|png|jpe?g|webp|avif|gif)$/;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

const languageOf = (path) => (/^\/en(?:\/|$)/.test(path) ? "en" : "vi");
const isClosed = (path) => closed.some((one) => path.replace(/^\/en(?=\/)/, "").startsWith(one));
const isForEverybody = (answer) => {
  const said = answer.headers.get("Cache-Control") || "";
  return answer.status === 200 && answer.type === "basic" && /\bpublic\b/.test(said) && !/private|no-store/.test(said);
};
const isGone = (answer) => answer.status === 404 || answer.status === 410;
const factsOf = (answer) => answer && JSON.parse(decodeURIComponent(answer.headers.get("X-Kept")));

// One thing after the other: what one page needs must not be tidied away while it is being put down.
let last = Promise.resolve();
const inTurn = (work) => { const next = last.then(work, work); last = next.catch(() => {}); return next; };

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(inTurn(moveHouse).then(() => self.clients.claim())));

// --- Keeping ---

// What a page, a stylesheet or a script of ours names.
function namedIn(text, from) {
  const patterns = from.endsWith(".css") ? [/url\(["']?([^"')]+)/g] : from.endsWith(".js") ? [/\bfrom\s*["'](\.\/[\w-]+\.js)["']/g]
    : [/(?:href|src|data-[a-z-]+)="(\/[^"?#]+)"/g];
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((one) => new URL(one[1], new URL(from, self.location.origin))));
  return found.filter((one) => one.origin === self.location.origin && FILE.test(one.pathname) && isFile(one.pathname)).map((one) => one.pathname);
}

// Everything named is kept, with what it names in turn. A picture that does not come is left out; a script or a stylesheet
// that does not come means that the page is not kept.
async function keepFiles(named, withPictures) {
  const cache = await caches.open(FILES);
  const all = new Set(named);
  let size = 0;
  for (const path of all) {
    const isPicture = path.startsWith(pictures);
    if (isPicture && !withPictures) { all.delete(path); continue; }
    let answer = await cache.match(path, { ignoreVary: true });
    if (!answer) {
      answer = await fetch(path, { credentials: "omit" });
      if (!answer.ok && isPicture) { all.delete(path); continue; }
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      await cache.put(path, answer.clone());
    }
    if (/\.(?:css|js)$/.test(path)) for (const one of namedIn(await answer.text(), path)) all.add(one);
    else if (isPicture) size += (await answer.blob()).size;
  }
  return { parts: [...all], size };
}

async function keepOne(path, wish) {
  const answer = await fetch(path, { ...QUIETLY, cache: wish.isPinned ? "no-cache" : "default" });
  const pages = await caches.open(PAGES);
  const before = factsOf(await pages.match(path));
  if (isGone(answer)) { await drop(path); return null; }
  if (!isForEverybody(answer)) throw new Error(`${path}: not for everybody`);
  const text = await answer.text();
  const { parts, size } = await keepFiles(namedIn(text, path), wish.pictures);
  const until = new Date(Date.now() + FRESH_DAYS * 86400000).toISOString().slice(0, 10);
  const kept = { version, parts, size: size + new Blob([text]).size, at: new Date().toISOString(), title: wish.title || "", until: wish.until || until,
    isPinned: Boolean(wish.isPinned || before?.isPinned), isShelf: Boolean(wish.isShelf), of: wish.of || before?.of || "" };
  const headers = { "X-Kept": encodeURIComponent(JSON.stringify(kept)) };
  for (const name of ["Content-Type", "Content-Language", "Content-Security-Policy", "Referrer-Policy"]) {
    if (answer.headers.get(name)) headers[name] = answer.headers.get(name);
  }
  await pages.put(path, new Response(text, { headers }));
  return { kept, text };
}

// The page; with it what lies beneath its address, where it asks for that; and the shelf of its language.
async function keep({ path, withWithin, ...wish }) {
  if (isClosed(path)) throw new Error(`${path}: closed`);
  const shelf = shelves[languageOf(path)];
  const known = factsOf(await (await caches.open(PAGES)).match(shelf));
  if (!known || known.version !== version) await keepOne(shelf, { isShelf: true });
  const done = await keepOne(path, wish);
  if (done && withWithin) {
    const met = new Set([path]), waiting = [done.text];
    while (waiting.length) {
      for (const [, address] of waiting.shift().matchAll(/href="(\/[^"?#]*\/)"/g)) {
        if (!address.startsWith(path) || met.has(address) || met.size > MOST_WITHIN) continue;
        met.add(address);
        const within = await keepOne(address, { isPinned: wish.isPinned, of: path, pictures: wish.pictures, until: wish.until });
        if (within) waiting.push(within.text);
      }
    }
  }
  await tidy();
  return done && done.kept;
}

async function everything() {
  const pages = await caches.open(PAGES);
  const found = [];
  for (const request of await pages.keys()) found.push({ path: new URL(request.url).pathname, ...factsOf(await pages.match(request)) });
  return found.sort((a, b) => b.at.localeCompare(a.at));
}

async function list() {
  const all = await everything();
  return all.filter((one) => !one.isShelf && !one.of).map(({ parts, ...one }) => (
    { ...one, size: all.reduce((sum, other) => sum + (other.of === one.path ? other.size : 0), one.size) }));
}

async function drop(path) {
  const pages = await caches.open(PAGES);
  for (const one of await everything()) if (one.path === path || one.of === path) await pages.delete(one.path);
}

// Of what was only opened the newest stay; files that no page needs any more go.
async function tidy() {
  const opened = (await everything()).filter((one) => !one.isPinned && !one.isShelf && !one.of);
  for (const one of opened.slice(MOST_OPENED)) await drop(one.path);
  const needed = new Set((await everything()).flatMap((one) => one.parts));
  const cache = await caches.open(FILES);
  for (const request of await cache.keys()) if (!needed.has(new URL(request.url).pathname)) await cache.delete(request);
}

// A new version of the site: kept pages take the files they need along, freshly fetched where a name says nothing of the content.
async function moveHouse() {
  const cache = await caches.open(FILES);
  const old = (await caches.keys()).filter((name) => name.startsWith("cong-dan-tep-") && name !== FILES);
  if (!old.length) return;
  for (const path of new Set((await everything()).flatMap((one) => one.parts))) {
    if (await cache.match(path)) continue;
    const kept = await caches.match(path, { ignoreVary: true });
    const fresh = HASHED.test(path) || path.startsWith(pictures) ? null : await fetch(path, { credentials: "omit", cache: "no-cache" }).catch(() => null);
    if (fresh && fresh.ok) await cache.put(path, fresh); else if (kept) await cache.put(path, kept);
  }
  for (const name of old) await caches.delete(name);
}

// Which kept pages the site has no more; they go, and their titles are told. Asks all at once and holds nobody up.
async function check() {
  const found = await Promise.all((await list()).map(async (one) => (
    { ...one, isLost: isGone(await fetch(one.path, { ...QUIETLY, method: "HEAD", cache: "no-store" })) })));
  const lost = found.filter((one) => one.isLost);
  await inTurn(async () => { for (const { path } of lost) await drop(path); await tidy(); });
  return lost.map(({ title, path }) => title || path);
}

const queued = (work) => (message) => inTurn(() => work(message));
const ACTS = { list, check, keep: queued(keep), drop: queued(async ({ path }) => { await drop(path); await tidy(); }) };
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  const act = port && Object.hasOwn(ACTS, event.data.act) && ACTS[event.data.act];
  if (act) event.waitUntil(act(event.data).then((told) => port.postMessage({ told }), (failure) => port.postMessage({ failure: String(failure) })));
});

// --- Answering ---

const soon = (request, how) => new Promise((resolve, reject) => {
  const limit = setTimeout(() => reject(new Error("slow")), PATIENCE);
  fetch(request, how).then((answer) => { clearTimeout(limit); resolve(answer); }, (failure) => { clearTimeout(limit); reject(failure); });
});
const copyOf = (answer, text) => {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "X-Kept"]) headers.delete(name);
  return new Response(text, { status: answer.status, headers });
};

async function marked(kept) {
  const { at, until } = factsOf(kept);
  return copyOf(kept, (await kept.text()).replace("<html ", `<html data-saved-at="${at}" data-fresh-until="${until}" `));
}

async function page(request) {
  const path = new URL(request.url).pathname;
  const pages = await caches.open(PAGES);
  const kept = await pages.match(path);
  try {
    // The browser's own copy is a minute old and says nothing of its day: where we have one, the site itself is asked.
    const answer = await (kept ? soon(request, { cache: "no-cache" }) : fetch(request));
    if (kept && answer.status >= 500) return marked(kept);
    if (kept && answer.type === "opaqueredirect") await inTurn(() => drop(path));
    if (!kept || !isGone(answer)) return answer;
    await inTurn(() => drop(path));
    const told = `<p class="ui-notice ui-notice--warn" role="status">${gone[languageOf(path)]}</p>`;
    return copyOf(answer, (await answer.text()).replace(/<main\b[^>]*>/, (main) => main + told));
  } catch (failure) {
    if (kept) return marked(kept);
    const shelf = await pages.match(shelves[languageOf(path)]);
    if (shelf) return marked(shelf);
    throw failure;
  }
}

async function file(request) {
  const kept = await (await caches.open(FILES)).match(new URL(request.url).pathname, { ignoreVary: true });
  if (!kept) return fetch(request);
  if (HASHED.test(request.url)) return kept;
  return soon(request).catch(() => kept);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || isClosed(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (isFile(pathname)) event.respondWith(file(request));
});
