// A small editor over the textarea of an essay. The textarea stays what is saved: it holds plain HTML while this is here, and
// plain text without it. Typing is left to the browser, Vietnamese keyboards included; only pasting is taken in hand.
const KEPT = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", UL: "ul", OL: "ol", LI: "li" };
const PARAGRAPHS = /^(P|DIV|H[1-6]|BLOCKQUOTE|PRE|TR|SECTION|ARTICLE)$/;
const DROPPED = /^(SCRIPT|STYLE|TEMPLATE|TITLE|HEAD|NOSCRIPT)$/;
const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
const hasWords = (html) => /\S/.test(html.replace(/<[^>]*>|&nbsp;/g, ""));

// The plain structure of anything: paragraphs, lists, three looks. Loose words stand in paragraphs of their own.
export function tidy(root) {
  let html = "", line = "";
  const close = () => { if (hasWords(line)) html += `<p>${line.trim()}</p>`; line = ""; };
  for (const node of root.childNodes) {
    const name = node.nodeName;
    if (name === "UL" || name === "OL") { close(); html += list(node); }
    else if (PARAGRAPHS.test(name)) { close(); html += tidy(node); }
    else line += inner(node);
  }
  close();
  return html;
}
function list(node) {
  const items = [...node.children].map((item) => (KEPT[item.nodeName] === "li" ? `<li>${[...item.childNodes].map(inLine).join("")}</li>` : ""));
  const name = KEPT[node.nodeName];
  return `<${name}>${items.join("")}</${name}>`;
}
const inLine = (node) => (/^(UL|OL)$/.test(node.nodeName) ? list(node) : inner(node));
function inner(node) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.data.replace(/[\n\r\t]+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.test(node.nodeName)) return "";
  if (node.nodeName === "BR") return "<br>";
  const words = [...node.childNodes].map(inLine).join(""), name = KEPT[node.nodeName];
  if (PARAGRAPHS.test(node.nodeName)) return `${words} `;
  return name && name.length === 1 && words ? `<${name}>${words}</${name}>` : words;
}
// Attributes go before anything is parsed: the page's policy would complain of every style in them.
const bare = (html) => html.replace(/<(\w+)\s(?:"[^"]*"|'[^']*'|[^'">])*>/g, "<$1>");
const parsed = (html) => new DOMParser().parseFromString(bare(html), "text/html").body;
const fromPlain = (text) => text.split(/\n{2,}/).filter((one) => one.trim()).map((one) => `<p>${escaped(one).replace(/\n/g, "<br>")}</p>`).join("");

for (const box of document.querySelectorAll("[data-rich]")) {
  const question = box.closest("[data-question]"), editor = box.querySelector("[contenteditable]");
  const text = question.querySelector("textarea"), format = question.querySelector("[data-answer=format]");
  const tools = [...box.querySelectorAll("[data-do]")];
  const keep = () => { text.value = tidy(editor); format.value = text.value ? "html" : ""; };
  const changed = () => { keep(); text.dispatchEvent(new Event("input", { bubbles: true })); };
  const show = () => {
    const html = format.value ? tidy(parsed(text.value)) : fromPlain(text.value);
    if (html !== tidy(editor)) editor.innerHTML = html;
    keep();
  };
  const mark = () => { for (const tool of tools) if (tool.ariaPressed !== null && tool.hasAttribute("aria-pressed")) tool.setAttribute("aria-pressed", String(document.queryCommandState(tool.dataset.do))); };

  document.execCommand("defaultParagraphSeparator", false, "p");
  if (format.value) show(); else keep();
  text.hidden = true;
  box.hidden = false;
  document.getElementById(editor.getAttribute("aria-labelledby")).onclick = () => editor.focus();

  editor.addEventListener("input", (event) => { event.stopPropagation(); if (!event.isComposing) changed(); });
  editor.addEventListener("compositionend", changed);
  editor.addEventListener("paste", (event) => {
    event.preventDefault();
    const html = event.clipboardData.getData("text/html"), plain = event.clipboardData.getData("text/plain");
    const clean = html ? tidy(parsed(html)) : fromPlain(plain.replace(/\r/g, ""));
    const isOneLine = clean.lastIndexOf("<p>") === 0 && clean.endsWith("</p>");
    document.execCommand("insertHTML", false, isOneLine ? clean.slice(3, -4) : clean);
  });
  editor.addEventListener("drop", (event) => event.preventDefault());
  document.addEventListener("selectionchange", () => { if (editor.contains(document.activeElement)) mark(); });
  question.addEventListener("written", show);

  // One stop of the Tab key for all tools; arrows go between them, as toolbars do.
  const stopAt = (tool) => tools.forEach((one) => { one.tabIndex = one === tool ? 0 : -1; });
  stopAt(tools[0]);
  tools.forEach((tool, place) => {
    tool.addEventListener("mousedown", (event) => event.preventDefault());
    tool.addEventListener("click", () => { const isByKey = document.activeElement === tool; editor.focus(); document.execCommand(tool.dataset.do); mark(); changed(); if (isByKey) tool.focus(); });
    tool.addEventListener("keydown", (event) => {
      const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: tools.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = tools[(to + tools.length) % tools.length];
      stopAt(next);
      next.focus();
    });
  });
}
