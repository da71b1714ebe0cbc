// The countdown: the server says what is left, and a clock that nobody can set carries it on.
export function startTimer({ say, isOver }) {
  const box = document.querySelector("[data-timer]"), voice = document.querySelector("[data-announce]");
  const fill = (text, value) => text.replace("{}", value);
  let end = null, announced = Infinity;
  const left = () => Math.max(0, Math.round((end - performance.now()) / 1000));

  function set(remaining) {
    if (remaining === null || remaining === undefined) return;
    const isFirst = end === null;
    end = performance.now() + Number(remaining);
    if (isFirst) { tick(); setInterval(tick, 1000); }
  }
  function tick() {
    const seconds = left();
    const words = seconds > 60 ? fill(say.minutes, Math.ceil(seconds / 60)) : fill(say.seconds, seconds);
    if (box) box.textContent = words;
    const mark = seconds <= 60 ? 60 : seconds <= 300 ? 300 : Infinity;
    if (mark < announced && seconds > 0) { announced = mark; if (voice) voice.textContent = words; }
    if (seconds === 0) isOver();
  }
  const timer = { set, isOver: () => end !== null && left() === 0 };
  queueMicrotask(() => set(say.remaining));
  return timer;
}
