// Signing in again without leaving the page: a dialog posts the ordinary sign-in form; what is typed behind it stays.
// A second factor, a passkey or another account needs the sign-in page itself: the link in the dialog opens it in a tab.
let isOpen = false;

export function signInHere({ token, renew, done }) {
  const dialog = document.querySelector("[data-sign-in]");
  if (!dialog?.showModal || isOpen) return;
  const form = dialog.querySelector("form"), problem = dialog.querySelector("[data-sign-in-problem]");
  const say = (text) => { problem.textContent = text; problem.hidden = !text; };
  const finish = () => { isOpen = false; form.reset(); dialog.close(); done(); };

  // Somebody may sign in in another tab meanwhile.
  const look = () => renew().then((isOwner) => { if (isOwner) finish(); return isOwner; });
  const onFocus = () => { if (isOpen) look().catch(() => {}); else removeEventListener("focus", onFocus); };
  addEventListener("focus", onFocus);
  dialog.oncancel = () => { isOpen = false; };
  dialog.querySelector("[data-sign-in-later]").onclick = () => { isOpen = false; dialog.close(); };
  form.onsubmit = async (event) => {
    event.preventDefault();
    say("");
    try {
      const body = new URLSearchParams(new FormData(form));
      body.set("csrfmiddlewaretoken", token());
      const reply = await fetch(form.action, { method: "POST", body, credentials: "same-origin",
        headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": token() } });
      if (await look()) return;
      const told = await reply.json().catch(() => null);
      const errors = told?.form ? [...told.form.errors, ...Object.values(told.form.fields).flatMap((one) => one.errors)] : [];
      say(errors.join(" ") || (reply.ok ? dialog.dataset.more : dialog.dataset.failed));
    } catch { say(dialog.dataset.failed); }
  };
  isOpen = true;
  say("");
  dialog.showModal();
}
