// Reading aloud, where the browser has a voice for the language of the text: paragraph by paragraph from where somebody is.
export function makeVoice({ article, button }) {
  const speech = window.speechSynthesis;
  const languageOf = (element) => element.closest("[lang]")?.lang || "vi";
  const voice = (element) => speech?.getVoices().find((one) => one.lang.toLowerCase().startsWith(languageOf(element)));
  const start = button.textContent;
  let at = null;

  const offer = () => { button.hidden = !voice(article); };
  const parts = () => [...article.querySelectorAll("h2, h3, h4, p, li, figcaption, td, th")].filter((one) => !one.querySelector("p, li") && one.textContent.trim() && one.checkVisibility?.() !== false);
  const mark = (element) => { at?.classList.remove("is-spoken"); at = element; at?.classList.add("is-spoken"); };

  function stop() {
    speech.cancel();
    mark(null);
    button.textContent = start;
  }

  function say(list) {
    const [element, ...rest] = list;
    if (!element) { stop(); return; }
    const words = new SpeechSynthesisUtterance(element.textContent.replace(/\s+/g, " "));
    words.voice = voice(element) ?? null;
    words.lang = words.voice?.lang ?? languageOf(element);
    words.onend = () => { if (at === element) say(rest); };
    words.onerror = () => { if (at === element) stop(); };
    mark(element);
    element.scrollIntoView({ block: "nearest" });
    speech.speak(words);
  }

  if (speech) {
    offer();
    speech.addEventListener?.("voiceschanged", offer);
    addEventListener("pagehide", () => speech.cancel());
  }
  return {
    toggle() {
      if (at) { stop(); return; }
      for (const part of article.querySelectorAll("details[data-fold]")) part.open = true;
      const all = parts();
      const first = all.findIndex((one) => one.getBoundingClientRect().bottom > innerHeight / 4);
      button.textContent = button.dataset.stop;
      say(all.slice(Math.max(0, first)));
    },
  };
}
