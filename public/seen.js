// Pages of the register that somebody has read stay readable without a network. Only what the portal itself calls public is kept, in this browser and nowhere else;
// and nothing with a question in its address, since that says what somebody looked for, or where they stood.
const pages = "pages-1";
const files = "files-1";
const most = 60;
const isFile = (path) => /^\/(_next\/static|fonts)\//.test(path) || path === "/icon.png";
const isPage = (path) => /^(\/es)?(\/|\/(devices|decisions|numbers|data|concerns|data-rights|ledger|privacy)|\/(devices|assets)\/[^/]+|\/ledger\/entries\/[^/]+)?$/.test(path);
const languageOf = (path) => (/^\/es(\/|$)/.test(path) ? "/es" : "");

addEventListener("install", (event) => event.waitUntil(caches.open(pages).then((kept) => kept.addAll(["/offline", "/es/offline"])).then(() => skipWaiting())));
addEventListener("activate", (event) =>
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== pages && name !== files).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  ),
);

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (isFile(pathname)) event.respondWith(fileOf(request));
  else if (request.mode === "navigate" && search === "" && isPage(pathname)) event.respondWith(pageOf(request, pathname));
});

async function fileOf(request) {
  const kept = await caches.open(files);
  const known = await kept.match(request, { ignoreVary: true });
  if (known) return known;
  const answer = await fetch(request);
  // What was asked for before the page told its own origin is of use to nobody else.
  if (answer.ok && answer.type === "basic") await kept.put(request, answer.clone());
  return answer;
}

async function pageOf(request, path) {
  const kept = await caches.open(pages);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && /\bpublic\b/.test(answer.headers.get("cache-control") ?? "")) {
      await kept.put(request, answer.clone());
      await keepFew(kept);
    }
    return answer;
  } catch {
    return (await kept.match(request, { ignoreVary: true })) ?? notSeen(kept, languageOf(path));
  }
}

/** The oldest go first; the page that says that one is not online stays. */
async function keepFew(kept) {
  const seen = (await kept.keys()).filter(({ url }) => !url.endsWith("/offline"));
  for (const old of seen.slice(0, Math.max(0, seen.length - most))) await kept.delete(old);
}

async function notSeen(kept, language) {
  const page = await (await kept.match(`${language}/offline`, { ignoreVary: true })).text();
  const seen = [];
  for (const request of await kept.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/offline") || languageOf(pathname) !== language) continue;
    const title = /<title>([^<]*)<\/title>/.exec(await (await kept.match(request, { ignoreVary: true })).text())?.[1] ?? pathname;
    seen.push(`<li><a href="${pathname.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}">${title}</a></li>`);
  }
  return new Response(page.replace(/<ul data-seen="">.*?<\/ul>/s, `<ul>${seen.reverse().join("")}</ul>`), { headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'" } });
}
