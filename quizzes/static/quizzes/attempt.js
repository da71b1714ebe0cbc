// Keeps answers safe: each change waits on this device until the server says it is on disk.
// Protocol: docs/explanation/saving-answers.md
const $ = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const root = $("[data-quiz]");
const closed = $("[data-quiz-closed]");
const { attempt, user } = (root || closed).dataset;
const prefix = `quiz:${user}:${attempt}:`;

const store = {
  keys: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; } },
  read: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  put: (entry) => { try { localStorage.setItem(keyOf(entry), JSON.stringify(entry)); } catch { /* memory still holds it */ } },
  drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
};
const keyOf = (entry) => `${prefix}${entry.client}:${entry.sequence}`;
const forget = () => store.keys().forEach(store.drop);

if (closed) forget();
if (root) run(root.dataset);

function run(say) {
  const form = $("[data-question-form]");
  const finish = $("[data-finish]");
  const slot = Number(say.slot);
  const client = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  let revision = Number(say.revision);
  let sequence = 0;
  let queue = store.keys().map(store.read).filter((entry) => entry && entry.client).sort((a, b) => a.at - b.at);
  let busy = false, tries = 0, timer = 0, isSignedOut = false, end = null, announced = Infinity, isLeaving = false;

  const tell = (text, tone = "") => { const line = $("[data-status]"); if (line) { line.textContent = text; line.dataset.tone = tone; } };
  const fill = (text, value) => text.replace("{}", value);

  // What is chosen on this page, and choosing it again after a reload.
  const inputs = () => (form ? [...form.elements.namedItem("answer")] : []);
  const answerNow = () => {
    const picked = inputs().filter((input) => input.checked).map((input) => input.value);
    if (!picked.length) return {};
    return ["true", "false"].includes(picked[0]) ? { value: picked[0] === "true" } : { choices: picked };
  };
  const valuesOf = (answer) => answer.choices || ("value" in answer ? [String(answer.value)] : []);
  const choose = (answer) => inputs().forEach((input) => { input.checked = valuesOf(answer).includes(input.value); });
  const inWords = (answer, where) => valuesOf(answer).map((value) => {
    const input = where === slot && inputs().find((one) => one.value === value);
    return input ? input.closest("label").innerText.trim() : value === "true" ? say.true : value === "false" ? say.false : value.toUpperCase();
  }).join("; ") || say.none;

  function change() {
    queue = queue.filter((entry, index) => {
      const isReplaced = entry.client === client && !(busy && index === 0);
      if (isReplaced) store.drop(keyOf(entry));
      return !isReplaced;
    });
    const entry = { slot, answer: answerNow(), client, sequence: ++sequence, base_revision: revision, at: Date.now() };
    queue.push(entry);
    store.put(entry);
    tell(navigator.onLine ? say.saving : say.offline, navigator.onLine ? "" : "warn");
    send();
  }

  async function ask(url, options = {}) {
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), 15000);
    try {
      const reply = await fetch(url, { credentials: "same-origin", signal: stop.signal, redirect: "error", ...options });
      return { status: reply.status, body: await reply.json().catch(() => null) };
    } finally { clearTimeout(limit); }
  }

  async function send() {
    clearTimeout(timer);
    if (busy || !queue.length) return;
    busy = true;
    const entry = queue[0];
    if (entry.client === client) { entry.base_revision = revision; store.put(entry); }
    let isDone = false;
    try {
      if (isSignedOut && !(await refresh())) throw new Error("signed out");
      const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": $("[name=csrfmiddlewaretoken]").value };
      const { status, body } = await ask(say.save, { method: "POST", keepalive: true, headers, body: JSON.stringify(entry) });
      if (status === 200 && body?.saved === true && body.slot === entry.slot) { isDone = true; acknowledged(entry, body); }
      else if (status === 401 || status === 403) { isSignedOut = true; if (await refresh()) tries = 0; else tell(say.unsent, "warn"); }
      else if (body?.error === "conflict") { isDone = true; contradicted(entry, body); }
      else if (body?.error && status < 500 && status !== 429) { isDone = true; tell(body.message, "warn"); }
      else tell(say.unsent, "warn");
    } catch { tell(isSignedOut ? say.unsent : say.offline, "warn"); }
    busy = false;
    if (isDone) { queue = queue.filter((one) => one !== entry); store.drop(keyOf(entry)); tries = 0; send(); }
    else timer = setTimeout(send, [1, 2, 4, 8, 15][Math.min(tries++, 4)] * (750 + Math.random() * 500));
  }

  function acknowledged(entry, body) {
    if (entry.slot === slot) { revision = body.revision; form.elements.base_revision.value = revision; }
    if (!queue.some((one) => one !== entry)) tell(fill(say.saved, body.saved_time), "ok");
    setClock(body.remaining_ms);
  }

  function contradicted(entry, body) {
    const box = $("[data-conflict]"), mine = $("[data-conflict-mine]");
    $("[data-conflict-where]").textContent = `${fill(say.question, entry.slot)}.`;
    $("[data-conflict-saved]").textContent = inWords(body.current, entry.slot);
    $("[data-conflict-yours]").textContent = inWords(body.yours, entry.slot);
    box.hidden = false;
    mine.hidden = entry.slot !== slot;
    tell("");
    if (entry.slot !== slot) return;
    revision = body.revision;
    form.elements.base_revision.value = revision;
    choose(body.current);
    mine.onclick = () => { box.hidden = true; choose(body.yours); change(); };
  }

  // Signed out, or the form's token is too old: the owner gets a new token, then the queue goes on.
  async function refresh() {
    const { status, body } = await ask(say.state);
    if (status === 404) tell(say.other, "warn");
    isSignedOut = !body?.csrf;
    $("[data-signed-out]").hidden = !isSignedOut;
    if (isSignedOut) return false;
    all("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = body.csrf; });
    setClock(body.remaining_ms);
    return true;
  }

  // The server's clock, carried on by one that no person can set.
  function setClock(remaining) { if (remaining !== null && remaining !== undefined) end = performance.now() + Number(remaining); }
  function tick() {
    if (end === null) return;
    const seconds = Math.max(0, Math.round((end - performance.now()) / 1000));
    const words = seconds > 60 ? fill(say.minutes, Math.ceil(seconds / 60)) : fill(say.seconds, seconds);
    $("[data-timer]").textContent = words;
    const mark = seconds <= 60 ? 60 : seconds <= 300 ? 300 : Infinity;
    if (mark < announced && seconds > 0) { announced = mark; $("[data-announce]").textContent = words; }
    if (seconds === 0 && navigator.onLine && !isLeaving) { isLeaving = true; tell(say.over); carry(); finish.submit(); }
  }
  const carry = () => { finish.elements.unacked.value = JSON.stringify(queue); };

  form?.addEventListener("change", change);
  form?.addEventListener("submit", (event) => {
    const entry = queue.filter((one) => one.client === client).pop();
    const fields = form.elements;
    fields.is_kept.value = entry ? "" : "1";
    if (entry) { fields.client.value = entry.client; fields.sequence.value = entry.sequence; }
    if (!navigator.onLine || isSignedOut) { event.preventDefault(); tell(say.stay, "warn"); }
  });
  finish?.addEventListener("submit", (event) => {
    carry();
    if (!navigator.onLine || isSignedOut) { event.preventDefault(); tell(say.stay, "warn"); }
  });
  all('form[action*="dang-xuat"], form[action*="logout"]').forEach((one) => one.addEventListener("submit", forget));
  const wake = () => { tries = 0; if (queue.length) send(); else if (isSignedOut || end !== null) refresh().catch(() => {}); };
  addEventListener("online", wake);
  addEventListener("offline", () => tell(say.offline, "warn"));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); else send(); });

  setClock(say.remaining);
  if (end !== null) { tick(); setInterval(tick, 1000); }
  const waiting = queue.filter((entry) => entry.slot === slot).pop();
  if (waiting && form) choose(waiting.answer);
  if (queue.length) { tell(say.unsent, "warn"); send(); }
}
