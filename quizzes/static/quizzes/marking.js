// Drafts of a marking: sent a moment after typing, one at a time; "saved" is shown only after the server has said so.
// The page works without this file: its buttons post the form.
const form = document.querySelector("[data-marking]");
if (form) watch(form);

function watch(form) {
  const status = form.querySelector("[data-status]"), sum = form.querySelector("[data-sum]");
  const points = [...form.querySelectorAll("[name^='r-']")];
  const field = (name) => form.elements[name];
  let timer = 0, sending = null, changed = false, blocked = false, leaving = false;

  form.addEventListener("input", () => { changed = true; add(); later(); });
  form.addEventListener("submit", (event) => {
    leaving = true;
    clearTimeout(timer);
    if (!sending) return;
    event.preventDefault(); // the draft on its way brings a new revision
    sending.then(() => form.requestSubmit(event.submitter));
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
  window.addEventListener("beforeunload", (event) => { if (changed && !leaving) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.querySelector("[data-ctrl-enter]").click();
  });
  const first = form.querySelector("input[type=text]");
  if (first && !form.querySelector("[role=alert]")) first.focus({ preventScroll: true });

  function later() { clearTimeout(timer); timer = setTimeout(send, 800); }

  function tell(text, state) { status.textContent = text; status.dataset.state = state; }

  function add() {
    if (!sum) return;
    const total = points.reduce((all, one) => all + Math.round((Number(one.value.trim().replace(",", ".")) || 0) * 100), 0);
    sum.textContent = String(total / 100).replace(".", ",");
  }

  function send() {
    if (sending || !changed || blocked || leaving) return;
    changed = false;
    clearTimeout(timer);
    sending = post().finally(() => { sending = null; if (status.dataset.state === "saved" && changed) later(); });
  }

  async function post() {
    const body = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
    try {
      const reply = await fetch(form.dataset.save, {
        method: "POST",
        keepalive: true,
        headers: { "Content-Type": "application/json", "X-CSRFToken": field("csrfmiddlewaretoken").value },
        body: JSON.stringify(body),
      });
      const said = await reply.json();
      if (reply.ok) {
        field("revision").value = said.revision;
        tell(form.dataset.saved.replace("{}", said.time), "saved");
        return;
      }
      changed = true;
      blocked = reply.status === 409;
      tell(said.message, "unsaved");
    } catch {
      changed = true;
      tell(form.dataset.unsaved, "unsaved");
      setTimeout(send, 5000);
    }
  }
}
