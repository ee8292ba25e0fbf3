// The link of a certificate: sent by the phone's own sheet, or copied. Without a script it is text.
const address = document.querySelector("[data-share-address]");
const send = document.querySelector("[data-share]");
const copy = document.querySelector("[data-copy]");
const said = document.querySelector("[data-copied]");

address.addEventListener("focus", () => address.select());
if (navigator.share) {
  send.hidden = false;
  send.addEventListener("click", () => {
    navigator.share({ url: address.value }).catch(() => { /* thought better of it */ });
  });
}
if (navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address.value);
      said.textContent = said.dataset.done;
    } catch {
      address.focus();
    }
  });
}
