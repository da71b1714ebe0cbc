// Asks the program that keeps pages for everybody (the front hall's) to do something, and waits for its answer.
const address = document.querySelector("link[data-worker]")?.dataset.worker;

export const canKeep = () => Boolean(address) && "serviceWorker" in navigator && "caches" in window;

export async function ask(message) {
  await navigator.serviceWorker.register(address, { scope: "/" });
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => { if (data.failure) reject(new Error(data.failure)); else resolve(data.told); };
    active.postMessage(message, [port2]);
  });
}

// A day alone is meant as it is written, wherever the reader is; English days are written as the pages write them.
export const onDay = (day) => new Date(day.length === 10 ? `${day}T12:00` : day).toLocaleDateString(document.documentElement.lang.replace(/^en$/, "en-GB"));
