// What every page may use. All of it only saves a step: without it each page still works.

// htmx sends the token of a form; where no form stands around, take the one of the page.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters, headers, verb } = event.detail;
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (verb !== "get" && field && !("csrfmiddlewaretoken" in parameters)) {
    headers["X-CSRFToken"] = field.value;
  }
});

// A part that asks anew while the log-in has run out becomes no log-in page: the whole page does.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, xhr } = event.detail;
  const asked = new URL(requestConfig.path, location.href).pathname;
  if (requestConfig.verb === "get" && new URL(xhr.responseURL).pathname !== asked) {
    event.detail.shouldSwap = false;
    location.reload();
  }
});

// Messages float and can be sent away; good news leaves by itself once it could be read.
function float(list) {
  list.classList.add("is-live");
  for (const note of list.querySelectorAll(".note--success, .note--info")) {
    let timer;
    const wait = () => { timer = setTimeout(() => note.remove(), 12000); };
    const stay = () => clearTimeout(timer);
    note.addEventListener("pointerenter", stay);
    note.addEventListener("pointerleave", wait);
    note.addEventListener("focusin", stay);
    wait();
  }
}

// After an error the reader is taken to the summary; what was typed stands below it.
function settle(root) {
  root.querySelectorAll("[data-toasts]:not(.is-live)").forEach(float);
  root.querySelector("[data-error-summary]")?.focus();
}

document.addEventListener("click", (event) => {
  event.target.closest("[data-close-toast]")?.closest(".note").remove();

  // A link to a page of its own becomes a dialog where one stands ready.
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
  event.target.closest("[data-close-dialog]")?.closest("dialog").close();

  if (event.target.closest("[data-print]")) window.print();

  // A menu of the head closes when the reader goes on elsewhere.
  for (const menu of document.querySelectorAll(".head-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".head-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form is sent once: the second press of the same button waits for the answer to the first.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }
  event.target.dataset.sent = "yes";
  event.submitter?.classList.add("is-busy");
  // An answer that is a file leaves the page as it is.
  if ("downloads" in event.target.dataset) setTimeout(freeForms, 3000);
});
function freeForms() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  document.querySelectorAll(".is-busy").forEach((button) => button.classList.remove("is-busy"));
}
window.addEventListener("pageshow", freeForms);

// What a browser keeps of one person alone goes with the first page that is nobody's or another's
// (stc/look/device.py): caches are named person:KEY:PATH, PATH being their worker's scope.
async function forgetOthers(person) {
  for (const name of await caches.keys()) {
    const [kind, key, path] = name.split(":");
    if (kind !== "person" || (person && key === person)) continue;
    await caches.delete(name);
    await (await navigator.serviceWorker?.getRegistration(path))?.unregister();
  }
}
const { person } = document.documentElement.dataset;
if (person !== undefined && "caches" in window) forgetOthers(person);

document.addEventListener("htmx:afterSwap", (event) => settle(event.detail.elt));
settle(document);
