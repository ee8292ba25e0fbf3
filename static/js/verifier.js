/* The checker: reads the code behind the address's #, here in the browser, and says what it is worth.
   The fragment reaches no server; only the trust file and the one list that the code names are fetched.
   Strict CBOR in the one shape that we sign (certification/credentials/cose.py is its twin). */
import { verifyAsync } from "../vendor/ed25519/index.js";

const LONGEST_DIGITS = 1000, LONGEST_LIST = 256 * 1024, LONGEST_FILE = 512 * 1024;
const OURS = -65537, STATUS_LIST = 65533;
const WEEK = 7 * 24 * 3600, SKEW = 300, COMPROMISED = 2;
const ENTRIES = ["valid", "revoked", "suspended", "replaced"];

class Bad extends Error {}
const demand = (holds) => { if (!holds) throw new Bad(); };
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

/** zip215: false is RFC 8032's strict reading, the same answer in every browser. */
async function isSigned(envelope, key) {
  try {
    return await verifyAsync(envelope.signature, toBeSigned(envelope.shield, envelope.payload), key, { zip215: false });
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
  demand([until, from, list, index].every((n) => Number.isInteger(n) && n >= 0) && version === 1);
  demand([scheme, level, name].every((word) => typeof word === "string"));
  demand([...name].length <= 40 && !/\p{C}/u.test(name));
  return { until, from, scheme, level, list, index, name };
}

async function fetched(path) {
  const answer = await fetch(path, { credentials: "omit" });
  demand(answer.ok);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  demand(bytes.length <= LONGEST_FILE);
  return unwrap(bytes);
}

async function readTrust(path) {
  const envelope = await fetched(path);
  const [version, sequence, made, expires, keys, titles] = decode(envelope.payload);
  demand(version === 1);
  const signer = keys.find((key) => same(key[0], envelope.kid));
  demand(signer && signer[4] !== COMPROMISED && await isSigned(envelope, signer[1]));
  return { sequence, made, expires, keys, titles };
}

async function readEntry(claims, trust, path, now) {
  const envelope = await fetched(path);
  const signer = trust.keys.find((key) => same(key[0], envelope.kid));
  demand(signer && signer[4] !== COMPROMISED && await isSigned(envelope, signer[1]));
  const token = decode(envelope.payload), list = token.get(STATUS_LIST);
  demand(token.get(2).endsWith(`/status/${claims.list}`) && list.get("bits") === 2);
  const asOf = token.get(6);
  demand(asOf <= now + SKEW && now < asOf + WEEK && now < token.get(4));
  const stream = new Blob([list.get("lst")]).stream().pipeThrough(new DecompressionStream("deflate"));
  const bits = new Uint8Array(await new Response(stream).arrayBuffer());
  demand(bits.length <= LONGEST_LIST && claims.index < bits.length * 4);
  return { entry: ENTRIES[bits[claims.index >> 2] >> (claims.index & 3) * 2 & 3], asOf };
}

/** One of the seven answers, with what may be said beside it. */
export async function check(digits, { trustPath, listPath, now }) {
  let envelope, claims, trust;
  try {
    envelope = unwrap(ofDigits(digits));
    claims = readClaims(envelope.payload);
  } catch {
    return { answer: "not_genuine" };
  }
  try {
    trust = await readTrust(trustPath);
  } catch {
    return { answer: "unknown" };
  }
  const key = trust.keys.find((known) => same(known[0], envelope.kid));
  if (!key || key[4] === COMPROMISED) return { answer: "unknown" };
  if (!await isSigned(envelope, key[1])) return { answer: "not_genuine" };
  const title = trust.titles.find((known) => known[0] === claims.scheme);
  const said = { name: claims.name, title, until: claims.until };
  if (now < trust.made - SKEW || now >= trust.expires || now < claims.from - SKEW) return { answer: "unknown", ...said };
  try {
    const { entry, asOf } = await readEntry(claims, trust, listPath + claims.list, now);
    const answer = entry === "valid" && now >= claims.until ? "expired" : entry;
    return { answer, asOf, ...said };
  } catch {
    return { answer: "unknown", ...said };
  }
}

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
    if (value) place.querySelector("dd").textContent = value;
    else place.remove();
  }
  document.body.className = answer.querySelector("[data-tint]").dataset.tint;
  main.replaceChildren(answer);
  main.focus();
}

async function start() {
  const main = document.querySelector("[data-verifier]");
  if (!main || location.hash.length < 2) return;
  const { trust: trustPath, lists: listPath } = main.dataset;
  const now = Math.floor(Date.now() / 1000);
  show(main, await check(location.hash.slice(1), { trustPath, listPath, now }));
}

addEventListener("hashchange", () => location.reload());
start();
