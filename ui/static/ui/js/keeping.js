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

export const onDay = (day) => new Date(day).toLocaleDateString(document.documentElement.lang);
