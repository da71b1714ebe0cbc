// Remembers how far somebody has read: the nearest heading and the share of the text above the lower edge of the window.
// Without this module the lesson reads the same; only the place within it is not kept.
const article = document.querySelector('[data-reading]');
const token = document.querySelector('#finish [name=csrfmiddlewaretoken]')?.value;

if (article && token && 'IntersectionObserver' in window) {
  const headings = [...article.querySelectorAll('h2[id], h3[id], h4[id]')];
  const status = document.querySelector('[data-status]');
  const progress = document.querySelector('[data-progress]');
  let percent = Number(article.dataset.percent);
  let place = '';
  let sent = '';
  let timer = 0;
  let failures = 0;
  let touched = false;

  const look = () => {
    const box = article.getBoundingClientRect();
    const seen = box.height ? Math.round((100 * (innerHeight - box.top)) / box.height) : 100;
    percent = Math.max(percent, Math.min(100, Math.max(0, seen)));
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    place = above.length ? above[above.length - 1].id : '';
  };

  const show = () => {
    if (!progress) return;
    const words = progress.dataset.label.replace('{percent}', percent);
    const bar = progress.querySelector('progress');
    const label = progress.querySelector('.ui-progress__label span');
    if (bar) { bar.value = percent; bar.setAttribute('aria-label', words); }
    if (label) label.textContent = words;
  };

  const send = async () => {
    clearTimeout(timer);
    timer = 0;
    const report = JSON.stringify({ place, percent });
    if (report === sent) return;
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
      // The line is away: say so and try again, later each time.
      failures += 1;
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
}
