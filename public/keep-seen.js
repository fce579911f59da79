// From here on what is read stays readable without a network (seen.js). The page that begins it, and what it is drawn with, came before that: they are added.
async function keep() {
  try {
    await navigator.serviceWorker.register("/seen.js");
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller && performance.getEntriesByType("navigation")[0]?.workerStart > 0) return;
    if (location.search === "") await (await caches.open("pages-1")).add(location.pathname);
    const drawn = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /\/(_next\/static|fonts)\/|\/icon\.png$/.test(name));
    await (await caches.open("files-1")).addAll([...new Set(drawn)]);
  } catch {
    // Then it is readable with a network only.
  }
}

// First it is read: what helps the next time takes nothing from that.
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 1000));
if ("serviceWorker" in navigator) {
  if (document.readyState === "complete") whenIdle(keep);
  else addEventListener("load", () => whenIdle(keep), { once: true });
}
