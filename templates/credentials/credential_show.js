{% autoescape off %}// Keeps one page and its files for one person, so that it opens where there is no network.
const PAGE = "{{ told.page|escapejs }}";
const FILES = [{% for file in told.files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const CACHE = "{{ told.cache|escapejs }}";{% endautoescape %}
const PATIENCE_MS = 4000;
const CLOSED = new Set([401, 403, 404]);

const fetchPage = () =>
  fetch(PAGE, { cache: "no-store", credentials: "same-origin", redirect: "manual" });

async function keep() {
  const page = await fetchPage();
  if (!page.ok) throw new Error("not mine");
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
  await cache.put(PAGE, page);
  // An older release's files.
  const wanted = new Set([PAGE, ...FILES].map((path) => new URL(path, location.origin).href));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

const kept = async (path) => (await caches.open(CACHE)).match(path, { ignoreVary: true });

// Whoever asks is not, or no longer, the person for whom it was kept.
async function forget() {
  await caches.delete(CACHE);
  await self.registration.unregister();
}

async function fresh() {
  const page = await fetchPage();
  if (page.ok) await (await caches.open(CACHE)).put(PAGE, page.clone());
  else if (page.type === "opaqueredirect" || CLOSED.has(page.status)) await forget();
  return page;
}

// The network first, for the standing may have changed; what was kept where it is down or slow.
async function newest() {
  const answer = fresh();
  answer.catch(() => {});
  const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const page = await Promise.race([answer, waited]).catch(() => undefined);
  if (page && (page.type === "opaqueredirect" || page.status < 500)) return page;
  return (await kept(PAGE)) ?? answer;
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(newest());
  else if (FILES.includes(pathname + search)) {
    event.respondWith(kept(pathname + search).then((file) => file ?? fetch(request)));
  }
});
