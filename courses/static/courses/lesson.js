// Remembers how far somebody has read: the paragraph under the upper third of the window and the share of the text above its
// lower edge. Without this module the lesson reads the same; only the place within it is not kept.
const article = document.querySelector('[data-reading]');
const token = document.querySelector('#finish [name=csrfmiddlewaretoken]')?.value;
const helps = document.querySelector('[data-study]');

// In a long course the contents beside the text begin where the reader is; the page itself stays where it was.
const contents = document.querySelector('.courses-player__outline');
const here = contents?.querySelector('[aria-current]');
if (here) contents.scrollTop = here.getBoundingClientRect().top - contents.getBoundingClientRect().top - contents.clientHeight / 3;

if (article && token && 'IntersectionObserver' in window) {
  const places = [...article.querySelectorAll('h2[id], h3[id], h4[id], p[id], li[id]')];
  const status = document.querySelector('[data-status]');
  const progress = document.querySelector('[data-progress]');
  const least = document.querySelector('[data-least]');
  const lesson = article.dataset.lesson;
  let percent = Number(article.dataset.percent);
  let place = '';
  let sent = '';
  let timer = 0;
  let failures = 0;
  let touched = false;
  let study = null;

  const look = () => {
    const box = article.getBoundingClientRect();
    const seen = box.height ? Math.round((100 * (innerHeight - box.top)) / box.height) : 100;
    percent = Math.max(percent, Math.min(100, Math.max(0, seen)));
    let low = 0, high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle].getBoundingClientRect().top < innerHeight / 3) low = middle + 1; else high = middle;
    }
    place = low ? places[low - 1].id : '';
  };

  const show = () => {
    if (!progress) return;
    const words = progress.dataset.label.replace('{percent}', percent);
    const bar = progress.querySelector('progress');
    const label = progress.querySelector('.ui-progress__label span');
    if (bar) { bar.value = percent; bar.setAttribute('aria-label', words); }
    if (label) label.textContent = words;
  };

  const send = async (again) => {
    clearTimeout(timer);
    timer = 0;
    const report = JSON.stringify({ place, percent, lesson });
    if (report === sent && again !== true) return;
    try {
      const answer = await fetch(article.dataset.placeUrl, {
        method: 'POST',
        keepalive: true,
        headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
        body: report,
      });
      const said = await answer.json();
      if (answer.ok) {
        sent = report;
        failures = 0;
        status.textContent = article.dataset.saved.replace('{time}', said.saved_at);
      } else {
        status.textContent = said.message;
      }
    } catch {
      // The line is away: kept on this device where that is possible, else tried again, later each time.
      failures += 1;
      if (await study?.keepPlace(place, percent)) { sent = report; return; }
      status.textContent = article.dataset.lost;
      timer = setTimeout(send, Math.min(60000, 3000 * 2 ** failures));
    }
  };

  const later = () => {
    look();
    show();
    if (touched && !timer) timer = setTimeout(send, 3000);
  };

  const observer = new IntersectionObserver(later, { threshold: [0, 0.5, 1] });
  for (const block of article.children) observer.observe(block);
  addEventListener('scroll', () => { touched = true; if (!timer) later(); }, { passive: true });
  addEventListener('pagehide', () => { if (touched) { look(); send(); } });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && touched) { look(); send(); }
  });
  // Coming back with the Back button: the outline must show what was finished meanwhile.
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  // Where a least time is asked for, the server hears twice a minute that the page is open and in view.
  if (least) setInterval(() => { if (document.visibilityState === 'visible') { look(); send(true); } }, 30000);

  // Notes, offline reading and the rest come when the page has loaded, while the line is up.
  const fetchHelps = () => import(helps.dataset.study).then((module) => {
    study = module.start({ article, token, helps, status, here: () => { look(); return { place, percent }; } });
  }).catch(() => {});
  if (helps) {
    if (document.readyState === 'complete') fetchHelps(); else addEventListener('load', fetchHelps, { once: true });
  }
}
