// From here on what is read stays readable without a network (seen.js). The page that begins it, and what it is drawn with, came before that: they are added.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker
    .register("/seen.js")
    .then(() => navigator.serviceWorker.ready)
    .then(async () => {
      if (navigator.serviceWorker.controller && performance.getEntriesByType("navigation")[0]?.workerStart > 0) return;
      if (location.search === "") await (await caches.open("pages-1")).add(location.pathname);
      const drawn = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /\/(_next\/static|fonts)\/|\/icon\.svg$/.test(name));
      await (await caches.open("files-1")).addAll([...new Set(drawn)]);
    })
    .catch(() => undefined);
}
