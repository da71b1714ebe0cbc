// Says how many questions fit a rule while it is being written; without this script a button asks the same.
const form = document.querySelector("[data-rule]");
const line = form.querySelector("[data-fitting]");
form.querySelector("[data-count]").hidden = true;

let timer = 0;
let asked = 0;

async function ask() {
  const wish = new URLSearchParams(new FormData(form));
  wish.delete("csrfmiddlewaretoken");
  wish.delete("instructions");
  const mine = ++asked;
  try {
    const reply = await fetch(`${form.dataset.countUrl}?${wish}`, { headers: { Accept: "application/json" } });
    if (reply.ok && mine === asked) line.textContent = (await reply.json()).says;
  } catch {
    if (mine === asked) line.textContent = "";
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, 400);
});
ask();
