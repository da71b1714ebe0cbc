// What the page counts: seconds for each question, times the page was left, texts pasted. Told to the server as totals
// that only grow, so that sending them twice is harmless. Kept for this tab; numbers only.
const IDLE = 120;

export function count({ say, form, slots }) {
  const key = `counts:${say.attempt}`;
  const kept = (() => { try { return JSON.parse(sessionStorage.getItem(key)) ?? {}; } catch { return {}; } })();
  const totals = {
    focus_losses: Math.max(Number(say.focusLosses ?? 0), kept.focus_losses ?? 0),
    pastes: Math.max(Number(say.pastes ?? 0), kept.pastes ?? 0),
    seconds: kept.seconds ?? {},
  };
  let current = slots[0], idle = 0, isAway = false, isLeaving = false, told = JSON.stringify(totals);
  const keep = () => { try { sessionStorage.setItem(key, JSON.stringify(totals)); } catch { /* this page still counts */ } };
  const busy = (event) => {
    idle = 0;
    const question = event.target.closest?.("[data-question]");
    if (question) current = Number(question.dataset.slot);
  };
  const away = () => { if (!isAway && !isLeaving && slots.length) { isAway = true; totals.focus_losses += 1; keep(); } };
  const back = () => { isAway = false; idle = 0; };

  for (const kind of ["pointerdown", "keydown", "focusin"]) document.addEventListener(kind, busy);
  form?.addEventListener("paste", () => { totals.pastes += 1; keep(); });
  addEventListener("beforeunload", () => { isLeaving = true; });
  addEventListener("pagehide", () => { isLeaving = true; keep(); });
  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("blur", () => { isLeaving = false; away(); });
  addEventListener("focus", back);
  document.addEventListener("visibilitychange", () => (document.hidden ? away() : back()));
  setInterval(() => {
    if (document.hidden || current === undefined || ++idle > IDLE) return;
    totals.seconds[current] = (totals.seconds[current] ?? 0) + 1;
    if (totals.seconds[current] % 5 === 0) keep();
  }, 1000);
  return {
    of: (slot) => ({ seconds: totals.seconds[slot] ?? 0, focus_losses: totals.focus_losses, pastes: totals.pastes }),
    everything: () => { told = JSON.stringify(totals); return totals; },
    hasNews: () => { const { focus_losses, pastes } = JSON.parse(told); return focus_losses !== totals.focus_losses || pastes !== totals.pastes; },
  };
}
