// j and k walk through a list marked data-queue, Enter opens, ? tells. Each row's first link is its
// door. Single keys must be able to be switched off (WCAG 2.1.4): the dialog of ? does that.
const KEY = "stc-shortcuts";
const dialog = document.getElementById("shortcuts");
const choice = document.getElementById("shortcuts-on");

function on() {
  try { return localStorage.getItem(KEY) !== "off"; } catch { return true; }
}

function step(by) {
  const doors = [...document.querySelectorAll("[data-queue] > tbody > tr, [data-queue] > li")]
    .map((row) => row.querySelector("a[href]"))
    .filter(Boolean);
  if (!doors.length) return;
  const at = doors.indexOf(document.activeElement);
  const current = at >= 0 ? at : doors.findIndex((door) => door.hasAttribute("aria-current"));
  const next = current < 0 ? 0 : Math.min(Math.max(current + by, 0), doors.length - 1);
  doors[next].focus();
}

if (dialog) {
  choice.checked = on();
  choice.addEventListener("change", () => {
    try { localStorage.setItem(KEY, choice.checked ? "on" : "off"); } catch { /* kept for this page only */ }
  });
  document.querySelector("[data-shortcuts-button]").hidden = false;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || dialog?.open || !on()) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "?") dialog?.showModal();
});
