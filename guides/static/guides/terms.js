// A tap on a term shows its meaning where one reads; without popovers it opens the list below. Browsers that know neither
// this file nor how to unfold what a link leads to: the list stands at the end of the text, one tap away.
const list = document.querySelector("[data-terms]");
const card = document.createElement("div");
if (list && typeof card.showPopover === "function") {
  const name = document.createElement("p");
  const meaning = document.createElement("p");
  const close = document.createElement("button");
  name.className = "guides-card__term";
  name.id = "guides-card-term";
  close.type = "button";
  close.className = "ui-button ui-button--secondary";
  close.textContent = list.dataset.close;
  card.className = "guides-card";
  card.setAttribute("popover", "auto");
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-labelledby", name.id);
  card.append(name, meaning, close);
  document.body.append(card);
  let asked = null;

  close.addEventListener("click", () => card.hidePopover());
  card.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && asked && card.contains(document.activeElement)) asked.focus();
  });
  for (const link of document.querySelectorAll("a.guides-term")) {
    const term = document.getElementById(link.hash.slice(1));
    if (!term) continue;
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    const show = (event) => {
      event.preventDefault();
      asked = link;
      name.textContent = term.textContent;
      meaning.textContent = term.nextElementSibling.textContent;
      name.lang = meaning.lang = term.lang;
      card.showPopover();
      close.focus();
    };
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) show(event);
    });
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") show(event);
    });
  }
} else if (list) {
  for (const link of document.querySelectorAll("a.guides-term")) link.addEventListener("click", () => { list.open = true; });
}
