// The exam on a phone whose network comes and goes. All items are in the page; one is shown at a
// time. Each answer goes into a queue that outlives the page, and leaves it once the server says
// that it is kept: in order, as often as it takes, to the last second.
const exam = document.getElementById("ujian");
const { attempt, segment, ticket, language } = exam.dataset;
const forms = [...exam.querySelectorAll(".exam-item")];
const url = forms[0].action;
const find = (selector) => document.querySelector(selector);
const word = (name, n = "") =>
  exam.dataset[`word${name}`].replace("{n}", n).replace("{all}", forms.length);

// ---- What is not saved yet, kept on this device. A page has a drawer of its own; what a closed or
// reloaded page left in its drawer is sent by the next one, under the ticket that it was said with.
const DRAWER = `ujian:${attempt}:`;
const own = DRAWER + segment;
const FLAGS = `tanda:${attempt}`;

function read(key, otherwise) {
  try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
}

function write(key, value) {
  try {
    if (value.length) localStorage.setItem(key, JSON.stringify(value));
    else localStorage.removeItem(key);
  } catch { /* a device that keeps nothing: the page itself still does, while it is open */ }
}

function leftBehind() {
  let keys = [];
  try { keys = Object.keys(localStorage).filter((key) => key.startsWith(DRAWER)); } catch { /* none */ }
  const number = (key) => Number(key.slice(DRAWER.length));
  keys.sort((a, b) => number(a) - number(b));
  return keys.flatMap((key) => read(key, []).map((answer) => ({ ...answer, key })));
}

const queue = leftBehind();
let counter = 0;

function keep(key) {
  const rest = queue.filter((answer) => answer.key === key);
  write(key, rest.map(({ ticket: t, counter: c, position, option }) => ({ ticket: t, counter: c, position, option })));
}

// ---- Sending
const RETRY_MS = [1000, 2000, 4000, 8000, 15000];
let failures = 0;
let sending = false;
let timer;

function say(position, option) {
  counter += 1;
  queue.push({ key: own, ticket, counter, position, option });
  keep(own);
  send();
}

async function post(answer) {
  const body = new URLSearchParams({
    ticket: answer.ticket, counter: answer.counter, position: answer.position,
    option: answer.option, language,
  });
  const answered = await fetch(url, {
    method: "POST", body, headers: { Accept: "application/json" }, redirect: "error",
    keepalive: true, signal: AbortSignal.timeout(15000),
  });
  if (answered.status >= 500 || answered.status === 429) throw new Error("not now");
  return [answered.status, await answered.json()]; // a hotspot's own page is no JSON, and no answer
}

async function send() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  while (queue.length) {
    show();
    const answer = queue[0];
    let status;
    let told;
    try {
      [status, told] = await post(answer);
      if (status === 200 && told.saved !== true) throw new Error("not ours");
    } catch {
      failures += 1;
      const soon = left() < 30000 && left() > 0;
      timer = setTimeout(send, soon ? 1000 : RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]);
      break;
    }
    failures = 0;
    queue.shift();
    keep(answer.key);
    heard(answer, status, told);
  }
  sending = false;
  show();
  if (!queue.length && waiting) waiting();
}

function heard(answer, status, told) {
  if (status === 200) {
    if (answer.key === own) {
      resync(told.left_ms);
      if (told.taken_over) lock("taken_over");
    }
  } else if (told.code === "handed_in") {
    location.replace(location.pathname);
  } else {
    find("[data-refusal]").textContent = told.detail ?? "";
    lock("refused");
  }
}

window.addEventListener("online", () => { failures = 0; send(); });
window.addEventListener("offline", () => show());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") wake();
  send();
});
window.addEventListener("beforeunload", (event) => {
  if (queue.length && !waiting) event.preventDefault();
});
// A page that comes back from the browser's memory is older than what was opened since.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// ---- Time: what was left when the server answered, counted on by a clock that nobody can set.
let end = (performance.getEntriesByType("navigation")[0]?.responseStart || performance.now())
  + Number(exam.dataset.leftMs);
let apart = Date.now() - performance.now();
let ended = false;
const clock = find("[data-left]");
const shown = clock.querySelector("span");
const left = () => end - performance.now();

function resync(ms) { end = performance.now() + ms; }

function wake() { // a phone that slept: its steady clock stood still, the other did not
  const now = Date.now() - performance.now();
  if (now - apart > 1000) end -= now - apart;
  apart = now;
  tick();
}

function tick() {
  const seconds = Math.max(0, Math.ceil(left() / 1000));
  const minutes = Math.floor(seconds / 60);
  shown.textContent = `${minutes}.${String(seconds % 60).padStart(2, "0")}`;
  shown.setAttribute("aria-label", word("Minutes", minutes));
  clock.classList.toggle("exam-left--short", seconds < 120);
  if (seconds || ended) return;
  ended = true;
  lock("time_over");
  whenSaved(() => location.replace(location.pathname));
}

// ---- The page
let at = 0;
let locked = false;
let waiting = null;
const flags = new Set(read(FLAGS, []));
const state = find("[data-state]");
const steps = [...document.querySelectorAll("[data-step]")];
const flag = find("[data-flag]");
const last = find("[data-last]");
const doors = [...document.querySelectorAll("[data-go]")];

const chosen = (form) => form.querySelector("input:checked")?.value ?? "";
const unsaved = () => new Set(queue.map((answer) => answer.position));

function whenSaved(then) {
  waiting = () => { waiting = null; then(); };
  if (queue.length) send();
  else waiting();
}

function lock(why) {
  locked = true;
  exam.classList.add("is-locked");
  for (const input of exam.querySelectorAll("input[type=radio], button")) input.disabled = true;
  const note = find(`[data-note="${why}"]`);
  if (why === "refused" || !find("[data-note]:not([hidden])")) note.hidden = false;
  note.scrollIntoView({ block: "center" });
}

function show() {
  const open = unsaved();
  const answered = forms.filter(chosen).length;
  const is = queue.length ? (failures || !navigator.onLine ? "waiting" : "saving") : answered ? "saved" : "";
  state.dataset.is = is;
  const text = is ? word(is[0].toUpperCase() + is.slice(1)) : "";
  if (state.textContent !== text) state.textContent = text;
  find("[data-place]").textContent = word("Place", at + 1);
  find("[data-answered]").textContent = word("Answered", answered);
  forms.forEach((form, n) => {
    const position = n + 1;
    form.hidden = n !== at;
    const is = { answered: chosen(form) !== "", flagged: flags.has(position), unsaved: open.has(position) };
    const door = doors[n];
    for (const name of Object.keys(is)) door.classList.toggle(`is-${name}`, is[name]);
    door.toggleAttribute("aria-current", n === at);
    const told = [word(is.answered ? "IsAnswered" : "IsOpen"), is.flagged && word("IsFlagged"), is.unsaved && word("IsUnsaved")];
    door.setAttribute("aria-label", [word("Place", position), ...told.filter(Boolean)].join(", "));
    form.querySelector("[data-clear]").hidden = !is.answered || locked;
  });
  steps[0].disabled = at === 0;
  steps[1].hidden = at === forms.length - 1;
  last.hidden = locked || at !== forms.length - 1;
  flag.setAttribute("aria-pressed", flags.has(at + 1));
  const missing = forms.length - answered;
  find('[data-told="open"]').textContent = missing ? word("Open", missing) : open.size ? "" : word("All");
  find('[data-told="unsaved"]').textContent = open.size ? word("Unsaved", open.size) : "";
}

function go(to, focus = true) {
  at = Math.min(Math.max(to, 0), forms.length - 1);
  history.replaceState(null, "", `#${forms[at].id}`);
  show();
  if (!focus) return;
  window.scrollTo(0, 0);
  forms[at].focus({ preventScroll: true });
}

forms.forEach((form, n) => {
  form.querySelector("[data-plain]").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => { if (!locked) say(n + 1, chosen(form)); });
  form.querySelector("[data-clear]").addEventListener("click", () => {
    form.querySelector("input:checked").checked = false;
    say(n + 1, "");
    form.focus({ preventScroll: true });
  });
});
for (const step of steps) {
  step.hidden = false;
  step.addEventListener("click", () => go(at + Number(step.dataset.step)));
}
flag.hidden = false;
flag.addEventListener("click", () => {
  const position = at + 1;
  if (!flags.delete(position)) flags.add(position);
  write(FLAGS, [...flags]);
  show();
});
for (const door of doors) {
  door.addEventListener("click", (event) => {
    event.preventDefault();
    go(Number(door.dataset.go) - 1);
  });
}

// Handing in waits for the last answer. The form is sent once; stc.js holds back a second press.
const handIn = find("[data-hand-in]");
let saved = false;
handIn.addEventListener("submit", (event) => {
  if (saved) return;
  event.preventDefault();
  event.submitter?.classList.add("is-busy");
  whenSaved(() => {
    saved = true;
    write(FLAGS, []);
    handIn.requestSubmit();
  });
});

// What was said and not yet saved stands above what the server knew.
for (const answer of queue) {
  for (const input of forms[answer.position - 1].querySelectorAll("input[type=radio]")) {
    input.checked = input.value === String(answer.option);
  }
}
exam.classList.add("is-live");
go(Math.max(0, forms.findIndex((form) => `#${form.id}` === location.hash)), false);
tick();
setInterval(tick, 500);
send();
