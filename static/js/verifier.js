/* The checker: reads the code behind the address's #, here in the browser, and says what it is worth.
   The fragment reaches no server; only the trust file and the one list that the code names are fetched.
   Strict CBOR in the one shape that we sign (certification/credentials/formats/cose.py is its twin; one table
   of hostile codes, tests/credentials/hostile.py, is put to both). */
const LONGEST_DIGITS = 1000, LONGEST_LIST = 256 * 1024, LONGEST_FILE = 512 * 1024;
const OURS = -65537, STATUS_LIST = 65533, LARGEST = 2 ** 32;
// SKEW: clocks of devices and hosts may differ by five minutes.
const DAY = 24 * 3600, WEEK = 7 * DAY, SKEW = 300, ACTIVE = 0, COMPROMISED = 2, ISSUING = 1, STATUS = 2;
const ENTRIES = ["valid", "revoked", "suspended", "replaced"];

class Bad extends Error {}
const demand = (holds) => { if (!holds) throw new Bad(); };
/** Why nothing can be said: "key", "old", "clock", "offline", "browser". */
class CannotTell extends Error {}
const unless = (holds, why) => { if (!holds) throw new CannotTell(why); };
const same = (one, two) => one.length === two.length && one.every((byte, at) => byte === two[at]);

/** Deterministic CBOR: shortest forms, definite lengths, keys in order, nothing after it. */
export function decode(bytes) {
  let at = 0;
  const take = (length) => {
    demand(at + length <= bytes.length);
    return bytes.subarray(at, (at += length));
  };
  const head = () => {
    const first = take(1)[0], major = first >> 5, short = first & 31;
    if (short < 24) return [major, short];
    demand(short < 27);
    const size = 1 << (short - 24);
    const value = take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    demand(value >= (size === 1 ? 24 : 256 ** (size / 2)));
    return [major, value];
  };
  const inOrder = (one, two) => {
    if (one.length !== two.length) return one.length < two.length;
    const place = one.findIndex((byte, n) => byte !== two[n]);
    return place >= 0 && one[place] < two[place];
  };
  const item = (depth) => {
    demand(depth < 8);
    const [major, value] = head();
    if (major === 0) return value;
    if (major === 1) return -1 - value;
    if (major === 2) return take(value);
    if (major === 3) return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(take(value));
    if (major === 4) {
      const list = [];
      for (let n = 0; n < value; n += 1) list.push(item(depth + 1));
      return list;
    }
    if (major === 5) {
      const map = new Map();
      let before = null;
      for (let n = 0; n < value; n += 1) {
        const from = at, key = item(depth + 1), written = bytes.subarray(from, at);
        demand(before === null || inOrder(before, written));
        before = written;
        map.set(key, item(depth + 1));
      }
      return map;
    }
    demand(major === 6);
    return { tag: value, value: item(depth + 1) };
  };
  const value = item(0);
  demand(at === bytes.length);
  return value;
}

/** What we ever write in CBOR heads: byte strings and texts of the structure that is signed. */
function toBeSigned(protectedBytes, payload) {
  const string = (major, bytes) => {
    const length = bytes.length;
    const size = length < 24 ? 0 : length < 256 ? 1 : length < 65536 ? 2 : 4;
    const start = [major << 5 | (size ? 23 + [0, 1, 2, 0, 3][size] : length)];
    for (let n = size - 1; n >= 0; n -= 1) start.push(Math.floor(length / 256 ** n) % 256);
    return [...start, ...bytes];
  };
  const label = new TextEncoder().encode("Signature1");
  return new Uint8Array([0x84, ...string(3, label), ...string(2, protectedBytes), 0x40, ...string(2, payload)]);
}

export function unwrap(bytes) {
  const outer = decode(bytes);
  demand(outer.tag === 18 && Array.isArray(outer.value) && outer.value.length === 4);
  const [shield, open, payload, signature] = outer.value;
  demand([shield, payload, signature].every((part) => part instanceof Uint8Array));
  demand(open instanceof Map && open.size === 0 && signature.length === 64);
  const header = decode(shield);
  demand(header instanceof Map && header.size === 2 && header.get(1) === -8);
  const kid = header.get(4);
  demand(kid instanceof Uint8Array && kid.length === 4);
  return { kid, payload, shield, signature };
}

/** The library by its lasting name, held to its digest by the page's modulepreload. */
let library;
async function verifier() {
  unless(globalThis.crypto?.subtle && globalThis.DecompressionStream, "browser");
  library ??= import(document.querySelector("link[rel=modulepreload]").href);
  try {
    return (await library).verifyAsync;
  } catch {
    library = undefined;
    throw new CannotTell("offline");
  }
}

/** zip215: false is RFC 8032's strict reading, the same answer in every browser. */
async function isSigned(envelope, key) {
  const verify = await verifier();
  try {
    return await verify(envelope.signature, toBeSigned(envelope.shield, envelope.payload), key, { zip215: false });
  } catch {
    return false;
  }
}

function ofDigits(digits) {
  demand(digits.length <= LONGEST_DIGITS && /^[1-9][0-9]*$/.test(digits));
  let hex = BigInt(digits).toString(16);
  if (hex.length % 2) hex = `0${hex}`;
  const bytes = Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  demand(bytes[0] === 1 && bytes.length <= 401);
  return bytes.subarray(1);
}

function readClaims(payload) {
  const claims = decode(payload);
  demand(claims instanceof Map && claims.size === 4);
  const [until, from, serial, ours] = [4, 5, 7, OURS].map((label) => claims.get(label));
  demand(serial instanceof Uint8Array && serial.length === 10 && Array.isArray(ours) && ours.length === 6);
  const [version, scheme, level, list, index, name] = ours;
  demand([until, from, list, index].every((n) => Number.isInteger(n) && n >= 0 && n < LARGEST) && version === 1);
  demand([scheme, level].every((word) => typeof word === "string" && /^[\x00-\x7f]{0,16}$/.test(word)));
  demand(typeof name === "string" && isPlain(name));
  return { until, from, scheme, level, list, index, name };
}

/** As we carry names: nothing invisible, composed, single blanks, 40 characters and 64 bytes at most. */
function isPlain(name) {
  const short = [...name].length <= 40 && new TextEncoder().encode(name).length <= 64;
  return short && !/\p{C}/u.test(name) && name === name.normalize("NFC") && name === name.trim().replace(/\s+/gu, " ");
}

/** Asked anew each time, answered by "as before" where nothing changed: a revocation is seen at once. */
async function fetched(path) {
  try {
    const answer = await fetch(path, { credentials: "omit", cache: "no-cache" });
    demand(answer.ok);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    demand(bytes.length <= LONGEST_FILE);
    return bytes;
  } catch {
    throw new CannotTell("offline");
  }
}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const ofHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** A key that is trusted for this purpose now: known to the set, not leaked, not forgotten. */
function known(keys, kid, purpose, now) {
  const [found] = keys.filter((key) => same(key.kid, kid) && key.purpose === purpose);
  unless(found && found.state !== COMPROMISED && now < found.trusted, "key");
  return found;
}

/** Signed by such a key in its time: what a retired one signed before it retired stays good. */
async function vouched(envelope, keys, at, now) {
  const key = known(keys, envelope.kid, STATUS, now);
  unless(at >= key.from - SKEW && at < key.until && await isSigned(envelope, key.open), "key");
  return key;
}

/** The root, held fast by the page, vouches for the keys; one of them for the rest of the file. */
async function readTrust(bytes, { now, root, least }) {
  const envelope = unwrap(bytes);
  const [version, sequence, made, expires, keySet, titles] = decode(envelope.payload);
  demand(version === 2 && keySet instanceof Uint8Array);
  const inner = unwrap(keySet), [format, set, , rows] = decode(inner.payload);
  demand(format === 1);
  unless(root && set >= least && await isSigned(inner, ofHex(root)), "key");
  const keys = rows.map(([kid, purpose, open, from, until, trusted, state]) => ({ kid, purpose, open, from, until, trusted, state }));
  // Before the keys' own times: of a wrong clock the reader is to hear that it is the clock.
  unless(now >= made - SKEW, "clock");
  unless(now < expires, "old");
  unless((await vouched(envelope, keys, made, now)).state === ACTIVE, "key");
  return { set, sequence, made, keys, titles };
}

/** Of the file that came and the one that was kept, the later: a checker never goes back. */
async function newestTrust(path, pins) {
  const bytes = await fetched(path);
  const came = await trusted(readTrust(bytes, pins));
  const before = await readTrust(ofHex(kept.read()), pins).catch(() => null);
  if (before && (before.set > came.set || before.set === came.set && before.sequence > came.sequence)) return before;
  kept.write(hex(bytes));
  return came;
}

/** A browser may refuse to keep anything: then there is nothing to compare with. */
const kept = {
  read() {
    try {
      return localStorage.getItem("trust") ?? "";
    } catch {
      return "";
    }
  },
  write(text) {
    try {
      localStorage.setItem("trust", text);
    } catch {
      // Full, or forbidden.
    }
  },
};

async function readEntry(claims, trust, path, now) {
  const envelope = unwrap(await fetched(path));
  const token = decode(envelope.payload), list = token.get(STATUS_LIST), asOf = token.get(6);
  await vouched(envelope, trust.keys, asOf, now);
  demand(token.get(2).endsWith(`/status/${claims.list}`) && list.get("bits") === 2);
  unless(asOf <= now + SKEW, "clock");
  unless(now < asOf + WEEK && now < token.get(4), "old");
  const bits = await inflated(list.get("lst"));
  demand(claims.index < bits.length * 4);
  return { entry: ENTRIES[bits[claims.index >> 2] >> (claims.index & 3) * 2 & 3], asOf };
}

async function inflated(packed) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const parts = [];
  for (let length = 0, part; !(part = await reader.read()).done; parts.push(part.value)) {
    demand((length += part.value.length) <= LONGEST_LIST);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** One of the seven answers, with what may be said beside it. */
export async function check(digits, { trustPath, listPath, now, root, least }) {
  let claims;
  const said = {};
  try {
    const envelope = unwrap(ofDigits(digits));
    claims = readClaims(envelope.payload);
    const trust = await newestTrust(trustPath, { now, root, least });
    demand(await isSigned(envelope, known(trust.keys, envelope.kid, ISSUING, now).open));
    // From here on the words are ours, and may be shown.
    const title = trust.titles.find(([scheme]) => scheme === claims.scheme);
    Object.assign(said, { name: claims.name, title, until: claims.until });
    unless(now >= claims.from - SKEW, "clock");
    const { entry, asOf } = await trusted(readEntry(claims, trust, listPath + claims.list, now));
    const answer = entry === "valid" && now >= claims.until ? "expired" : entry;
    return { answer, asOf, aged: now - asOf > DAY, ...said };
  } catch (error) {
    if (error instanceof CannotTell) return { answer: "unknown", why: error.message, ...said };
    return { answer: "not_genuine" };
  }
}

/** A file of ours that cannot be read says nothing about the code. */
const trusted = (reading) => reading.catch((error) => {
  throw error instanceof CannotTell ? error : new CannotTell("offline");
});

function show(main, said) {
  const language = document.documentElement.lang;
  const written = (seconds, style) => new Intl.DateTimeFormat(language, { timeZone: "Asia/Jakarta", ...style }).format(new Date(seconds * 1000));
  const answer = document.getElementById(`answer-${said.answer}`).content.cloneNode(true);
  const words = {
    name: said.name,
    title: said.title && said.title[language === "en" ? 2 : 1],
    until: said.until && written(said.until - 1, { dateStyle: "long" }),
    "as-of": said.asOf && written(said.asOf, { dateStyle: "long", timeStyle: "short" }),
  };
  for (const [field, value] of Object.entries(words)) {
    const place = answer.querySelector(`[data-says="${field}"]`);
    if (place && value) place.querySelector("dd").textContent = value;
    else place?.remove();
  }
  // Of several next steps the one that fits; of notes those that hold.
  for (const step of answer.querySelectorAll("[data-why]")) if (step.dataset.why !== said.why) step.remove();
  if (!said.aged) answer.querySelector("[data-aged]")?.remove();
  document.body.className = answer.querySelector("[data-tint]").dataset.tint;
  document.title = `${answer.querySelector("h1").textContent} · STC`;
  main.replaceChildren(answer);
  main.focus();
}

async function start() {
  const main = document.querySelector("[data-verifier]");
  if (!main || location.hash.length < 2) return;
  // The other language is asked for by a form; the code goes along in the fragment, and no further.
  for (const form of document.querySelectorAll("form.language")) form.action += location.hash;
  const { trust: trustPath, lists: listPath, root, least } = main.dataset;
  const now = Math.floor(Date.now() / 1000);
  show(main, await check(location.hash.slice(1), { trustPath, listPath, now, root, least: Number(least) }));
}

addEventListener("hashchange", () => location.reload());
start();
