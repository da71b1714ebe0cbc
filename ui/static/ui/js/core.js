// Small helps for every page. Each works only where its markup stands; no page needs them.
const all = (selector) => document.querySelectorAll(selector);

// What somebody chose for reading, on every page of this device; where storage is closed, pages look as they come.
// An attribute that says nothing new would only have the whole page styled again.
const look = document.documentElement.dataset;
const choose = (name, key) => { try { if (localStorage[key]) look[name] = localStorage[key]; } catch { /* closed */ } };
choose("textSize", "text-size");
choose("contrast", "contrast");

for (const button of all("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

const tellDone = (button) => {
  const words = button.querySelector("span") || button;
  words.textContent = button.dataset.done;
  words.setAttribute("role", "status");
};
for (const button of all("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copy).then(() => tellDone(button), () => {}));
}
for (const button of all("[data-share]")) {
  if (!navigator.share && !navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", () => {
    const page = { title: document.title, url: location.href };
    if (navigator.share) navigator.share(page).catch(() => {});
    else navigator.clipboard.writeText(page.url).then(() => tellDone(button), () => {});
  });
}

// Passwords: show on request; warn about Caps Lock and about a Vietnamese keyboard that puts accents in.
for (const button of all("[data-show-password]")) {
  const input = document.getElementById(button.dataset.showPassword);
  button.hidden = false;
  button.addEventListener("click", () => {
    const show = input.type === "password";
    input.type = show ? "text" : "password";
    button.textContent = show ? button.dataset.hide : button.dataset.show;
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
}
for (const hint of all("[data-typing-hint]")) {
  const input = document.getElementById(hint.dataset.typingHint);
  let caps = false;
  const say = () => {
    const accents = /[^\u0020-\u007e]/.test(input.value);
    hint.textContent = [caps && hint.dataset.caps, accents && hint.dataset.accents].filter(Boolean).join(" ");
  };
  input.addEventListener("keyup", (event) => { caps = event.getModifierState?.("CapsLock") || false; say(); });
  input.addEventListener("input", say);
}

for (const summary of all("[data-autofocus]")) summary.focus();

// Menus close when the reader goes elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of all("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details[data-menu][open]")) { menu.open = false; menu.querySelector("summary").focus(); }
});

// "Back" must not show yesterday's progress.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[data-refresh-on-back]")) location.reload();
});
// Folded parts are open on paper.
addEventListener("beforeprint", () => { for (const details of all("main details:not([open])")) { details.open = true; details.dataset.wasClosed = ""; } });
addEventListener("afterprint", () => { for (const details of all("[data-was-closed]")) { details.open = false; delete details.dataset.wasClosed; } });
