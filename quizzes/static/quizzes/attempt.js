// The page of an attempt: what is answered on it goes into the queue, what the server says goes onto it.
// Protocol: docs/explanation/saving-answers.md. What an answer looks like is known to kinds.js alone.
import { count } from "./counts.js";
import { forgetAll, openDevice } from "./device.js";
import { readAnswer, writeAnswer } from "./kinds.js";
import { ask, makeQueue } from "./queue.js";
import { startTimer } from "./timer.js";

const QUIET = 1000, AT_MOST = 5000;
const $ = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const fill = (text, value) => text.replace("{}", value);
const root = $("[data-quiz]");
const closed = $("[data-quiz-closed]");

// What few pages ever need comes when the page has loaded, while the line is up; then it is here when it is wanted.
// Fetched before it is imported: a browser never asks again for an import that failed, and the line may come back.
const once = (url) => { let module; return () => (module ??= fetch(url).then(() => import(url)).catch((failure) => { module = null; throw failure; })); };

if (closed) openDevice({ ...closed.dataset, key: "00".repeat(32) }).forget();
const sendFirst = root ? run(root.dataset) : async () => {};

// Signing out leaves nothing on this device; what is still unsent has three seconds to go.
for (const form of all('form[action*="dang-xuat"], form[action*="logout"]')) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await sendFirst();
    await forgetAll().catch(() => null);
    form.submit();
  });
}

function run(say) {
  const form = $("[data-question-form]"), finish = $("[data-finish]");
  const questions = new Map(all("[data-question]").map((question) => [Number(question.dataset.slot), question]));
  const field = (question, name) => question.querySelector(`[data-field=${name}]`);
  const client = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const device = openDevice({ user: say.user, attempt: say.attempt, key: say.deviceKey });
  const counts = count({ say, form, slots: [...questions.keys()] });
  const signIn = once(say.signInScript), conflict = once(say.conflictScript);
  const windows = "BroadcastChannel" in globalThis ? new BroadcastChannel(`attempt:${say.attempt}`) : null;
  let ticket = say.ticket, csrf = $("[name=csrfmiddlewaretoken]")?.value, isSignedOut = false, isLeaving = false;

  const tell = (text, tone = "", slot = 0) => {
    const line = questions.get(slot)?.querySelector("[data-status]") ?? $("[data-status]");
    if (line) { line.textContent = text; line.dataset.tone = tone; }
  };
  const show = (selector, isShown = true) => { const box = $(selector); if (box) box.hidden = !isShown; };
  const headers = () => ({ "X-CSRFToken": csrf, ...(ticket && { "X-Attempt-Ticket": ticket }) });
  const know = (slot, revision) => {
    const question = questions.get(slot);
    if (question) { question.dataset.revision = revision; field(question, "base_revision").value = revision; }
    return question;
  };
  const queue = makeQueue({
    client, device, headers, saveUrl: say.save,
    revisionOf: (slot) => Number(questions.get(slot)?.dataset.revision ?? 0),
    on: { saved, contradicted, signedOut,
      refused: (entry, body) => tell(body.message, "warn", entry.slot),
      unsent: (entry) => tell(say.unsent, "warn", entry.slot),
      offline: (entry) => tell(isSignedOut ? say.unsent : say.offline, "warn", entry.slot) },
  });
  const timer = startTimer({ say, isOver: () => { if (navigator.onLine && !isLeaving) handIn(); } });

  // Typing waits for a second of quiet, but never longer than five; choosing does not wait.
  let quiet = 0, typingSince = 0;
  function change(question, isTyping = false) {
    const slot = Number(question.dataset.slot);
    queue.add(slot, readAnswer(question), counts.of(slot));
    tell(navigator.onLine ? say.saving : say.offline, navigator.onLine ? "" : "warn", slot);
    clearTimeout(quiet);
    typingSince ||= Date.now();
    if (isTyping && Date.now() - typingSince < AT_MOST) { quiet = setTimeout(flush, QUIET); return; }
    flush();
  }
  function flush() { clearTimeout(quiet); typingSince = 0; queue.send(); }

  function saved(entry, body) {
    know(entry.slot, body.revision);
    if (!queue.pending(entry.slot).some((one) => one !== entry)) tell(fill(say.saved, body.saved_time), "ok", entry.slot);
    timer.set(body.remaining_ms);
    windows?.postMessage({ kind: "saved", slot: entry.slot, revision: body.revision, answer: entry.answer });
  }

  function contradicted(entry, body) {
    timer.set(body.remaining_ms);
    if (body.error !== "conflict") { tell(body.message, "warn", entry.slot); return; }
    const question = know(entry.slot, body.revision) ?? null, { current, yours } = body;
    tell("", "", entry.slot);
    if (question) writeAnswer(question, current);
    const keepMine = question && (() => { writeAnswer(question, yours); change(question); });
    conflict().then(
      ({ showConflict }) => showConflict({ question, title: `${fill(say.nth, entry.slot)}.`, saved: current, yours, keepMine }),
      () => show("[data-changed-elsewhere]"),
    );
  }

  // The ticket or the token is too old: the owner's session gives new ones. Without a session, sign in on this very page.
  async function signedOut() {
    const isOwner = await refresh().catch(() => null);
    if (isOwner !== false) return isOwner === true;
    queue.hold();
    // Without the dialog there is still the notice with its link, and coming back to this tab goes on.
    signIn().then(({ signInHere }) => signInHere({ token: () => csrf, renew: refresh, done: () => queue.wake() }), () => {});
    return false;
  }
  // true: signed in as the owner; false: nobody or somebody else is; null: nobody answered.
  async function refresh() {
    const { status, body } = await ask(say.state);
    if (!body) return null;
    csrf = body.csrf ?? csrf;
    all("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = csrf; });
    isSignedOut = status !== 200;
    if (status === 404) tell(say.other, "warn");
    show("[data-signed-out]", isSignedOut);
    if (isSignedOut) { ticket = ""; return false; }
    ticket = body.ticket ?? "";
    timer.set(body.remaining_ms);
    return true;
  }

  // Handing in goes by fetch, so that a dead line leaves the page and what is on it where they are.
  async function handIn() {
    isLeaving = true;
    clearTimeout(quiet);
    tell(timer.isOver() ? say.over : say.saving);
    finish.elements.unacked.value = queue.carried();
    try {
      const reply = await fetch(finish.action, { method: "POST", body: new FormData(finish), credentials: "same-origin" });
      if (reply.ok && reply.redirected && !reply.url.includes("dang-nhap")) { location.assign(reply.url); return; }
      if (reply.redirected || reply.status === 401 || reply.status === 403) { isLeaving = false; if (!(await signedOut())) return; return handIn(); }
      if (reply.status < 500) { finish.submit(); return; }
    } catch { /* the line is dead: what is unsent stays in the queue */ }
    isLeaving = false;
    tell(say.stay, "warn");
    if (timer.isOver()) setTimeout(() => { if (!isLeaving) handIn(); }, 2000);
  }

  const asked = (event) => ("answer" in event.target.dataset ? event.target.closest("[data-question]") : null);
  form?.addEventListener("change", (event) => { if (asked(event)) change(asked(event)); });
  form?.addEventListener("input", (event) => { if (!event.isComposing && asked(event) && /^text/.test(event.target.type)) change(asked(event), true); });
  form?.addEventListener("compositionend", (event) => { if (asked(event)) change(asked(event), true); });
  form?.addEventListener("focusout", flush);
  form?.addEventListener("submit", (event) => {
    clearTimeout(quiet);
    for (const [slot, question] of questions) {
      const entry = queue.pending(slot).filter((one) => one.client === client).pop();
      field(question, "is_kept").value = entry ? "" : "1";
      if (entry) { field(question, "client").value = entry.client; field(question, "sequence").value = entry.sequence; }
    }
    if (!navigator.onLine || isSignedOut) { event.preventDefault(); tell(say.stay, "warn"); if (isSignedOut) signedOut(); }
  });
  finish?.addEventListener("submit", (event) => { event.preventDefault(); if (!isLeaving) handIn(); });

  // Coming back: from sleep, from another tab, from a dead line.
  async function wake() {
    if (!queue.isEmpty) { queue.wake(); return; }
    const { status, body } = await ask(say.beat, { method: "POST", keepalive: true, headers: { "Content-Type": "application/json", ...headers() }, body: JSON.stringify(counts.everything()) });
    if (status === 401 || status === 403) { await signedOut(); return; }
    if (!body?.noted) return;
    timer.set(body.remaining_ms);
    if (body.is_closed) { location.reload(); return; }
    const isNewer = ([slot, revision]) => questions.has(Number(slot)) && revision > Number(questions.get(Number(slot)).dataset.revision);
    if (Object.entries(body.revisions).some(isNewer)) show("[data-changed-elsewhere]");
  }
  addEventListener("online", () => wake().catch(() => {}));
  addEventListener("offline", () => tell(say.offline, "warn"));
  addEventListener("focus", () => { if (isSignedOut) refresh().then((isOwner) => { if (isOwner) { show("[data-signed-out]", false); queue.wake(); } }, () => {}); });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) wake().catch(() => {});
    else { flush(); if (queue.isEmpty && counts.hasNews()) wake().catch(() => {}); }
  });
  addEventListener("pagehide", flush);
  $("[data-reload]")?.addEventListener("click", () => location.reload());

  // A second window of the same person on this device: both are told, and what one saves appears in the other.
  windows?.addEventListener("message", ({ data }) => {
    if (data.kind === "here") windows.postMessage({ kind: "here too" });
    if (data.kind === "here" || data.kind === "here too") show("[data-two-windows]");
    if (data.kind !== "saved" || queue.pending(data.slot).length) return;
    const question = know(data.slot, data.revision);
    if (question) writeAnswer(question, data.answer);
  });
  windows?.postMessage({ kind: "here" });

  const spare = () => { for (const fetchModule of [signIn, conflict]) fetchModule().catch(() => {}); };
  if (document.readyState === "complete") spare(); else addEventListener("load", () => setTimeout(spare));
  addEventListener("online", spare);

  device.all().then((old) => {
    queue.restore(old);
    for (const entry of old) if (questions.has(entry.slot) && !queue.pending(entry.slot).some((one) => one.client === client)) writeAnswer(questions.get(entry.slot), entry.answer);
    if (!queue.isEmpty) { tell(say.unsent, "warn"); queue.send(); }
  });

  return async () => {
    flush();
    for (const until = Date.now() + 3000; !queue.isEmpty && Date.now() < until;) await new Promise((done) => { setTimeout(done, 50); });
  };
}
