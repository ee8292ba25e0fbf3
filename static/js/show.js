// A certificate on the phone: kept for where there is no network, and the screen stays awake. Both
// as far as the browser goes; without a script the page is a plain page.
const page = document.querySelector("[data-show]");
const told = page.querySelector("time[data-as-of]");
const OLD_MS = 2 * 60 * 1000;

async function keepAwake() {
  try {
    if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen");
  } catch { /* a phone that saves its battery says no */ }
}

function tellAge() {
  const old = Date.now() - Date.parse(told.dateTime) > OLD_MS;
  page.querySelector("[data-old]").hidden = navigator.onLine && !old;
}

async function keep() {
  const saved = page.querySelector("[data-kept]");
  if (!saved || !navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(page.dataset.worker);
    await navigator.serviceWorker.ready;
    saved.hidden = false;
  } catch { /* no network, or a browser that keeps nothing: then the page is just not kept */ }
}

document.addEventListener("visibilitychange", keepAwake);
addEventListener("offline", tellAge);
addEventListener("online", () => location.reload());
setInterval(tellAge, 30_000);
keepAwake();
tellAge();
keep();
