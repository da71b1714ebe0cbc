// The ordered queue of answers that no server has acknowledged. One save at a time; tried again until it is on disk.
// Knows nothing of the page: what happened is told through `on`.
const PAUSES = [1, 2, 4, 8, 15];
const MAX_KEEPALIVE = 60000;

export async function ask(url, options = {}) {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), 15000);
  try {
    const reply = await fetch(url, { credentials: "same-origin", cache: "no-store", signal: stop.signal, redirect: "error", ...options });
    return { status: reply.status, body: await reply.json().catch(() => null) };
  } finally { clearTimeout(limit); }
}

export function makeQueue({ client, saveUrl, device, headers, revisionOf, on }) {
  let entries = [], inFlight = null, sequence = 0, tries = 0, timer = 0, isHeld = false;

  const pending = (slot) => entries.filter((entry) => entry.slot === slot);
  function remove(entry) { entries = entries.filter((one) => one !== entry); device.drop(entry); }

  // A newer answer takes the place of one that was never sent; what was sent keeps its number and content for ever.
  function add(slot, answer, facts) {
    let entry = entries.find((one) => one.slot === slot && one.client === client && !one.isSent);
    if (!entry) {
      for (const old of pending(slot)) if (old.client === client && old !== inFlight) remove(old);
      entry = { slot, client, sequence: ++sequence, base_revision: revisionOf(slot) };
      entries.push(entry);
    }
    Object.assign(entry, facts, { answer, at: Date.now() });
    device.put(entry);
    return entry;
  }

  async function post(entry) {
    const { isSent, at, ...said } = entry;
    const body = JSON.stringify(said);
    return ask(saveUrl, { method: "POST", keepalive: body.length < MAX_KEEPALIVE, headers: { "Content-Type": "application/json", Accept: "application/json", ...headers() }, body });
  }

  function again() {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSES[Math.min(tries++, PAUSES.length - 1)] * (750 + Math.random() * 500));
  }

  async function send() {
    clearTimeout(timer);
    if (inFlight || isHeld || !entries.length) return;
    const entry = inFlight = entries[0];
    if (entry.client === client && !entry.isSent) entry.base_revision = revisionOf(entry.slot);
    entry.isSent = true;
    device.put(entry);
    let isDone = false, isRefused = false;
    try {
      const { status, body } = await post(entry);
      const isAnswer = body?.slot === entry.slot;
      if (status === 200 && body?.saved === true && isAnswer) { isDone = true; on.saved(entry, body); }
      else if (status === 401 || status === 403) isRefused = true;
      else if (status === 409 && isAnswer) { isDone = true; on.contradicted(entry, body); }
      else if (body?.error && status < 500 && status !== 429) { isDone = true; on.refused(entry, body); }
      else on.unsent(entry);
    } catch { on.offline(entry); }
    inFlight = null;
    if (isDone) { tries = 0; remove(entry); send(); }
    else if (isRefused && await on.signedOut()) { tries = 0; again(); }
    else again();
  }

  return {
    add, send, pending,
    get isEmpty() { return !entries.length; },
    // From an earlier page of this device: shown as unsent, and sent under their old numbers.
    restore(old) { entries = [...old.filter((entry) => entry.client && entry.client !== client).map((entry) => ({ ...entry, isSent: true })), ...entries]; },
    hold() { isHeld = true; },
    wake() { isHeld = false; tries = 0; send(); },
    carried: () => JSON.stringify(entries.map(({ isSent, at, ...said }) => said)),
  };
}
