"""One table of what a scanner may meet, put to our codec and to the browser's verifier alike.

Everything is made here by hand, from keys of its own: what a code says, and the two files beside.
"""

import zlib
from dataclasses import dataclass, field
from decimal import Decimal

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NOW = 1_800_000_000  # 15 January 2027
DAY = 86_400
KEY, OTHER, OLD, LEAKED, STATUS, OLD_STATUS, LEAKED_STATUS, ROOT, OLD_ROOT = (
    Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in range(1, 10)
)
KID, NOBODYS, OLD_KID, LEAKED_KID, STATUS_KID, OLD_STATUS_KID, LEAKED_STATUS_KID, ROOT_KID = (
    bytes([n] * 4) for n in range(1, 9)
)
# What the page pins: the root, and the oldest set of keys that counts.
PINNED, LEAST = ROOT.public_key().public_bytes_raw().hex(), 4
ISSUES, LISTS = 1, 2
NAME, LIST, INDEX, OURS = "Siti Rahmawati", 3, 70, -65537
CLAIMS = {
    4: NOW + 300 * DAY,
    5: NOW - 60 * DAY,
    7: bytes(range(10)),
    OURS: [1, "GP", "pratama", LIST, INDEX, NAME],
}
HEADER = {1: -8, 4: KID}


def dumps(value: object) -> bytes:
    return cbor2.dumps(value, canonical=True)


def sign(payload: bytes, *, key=KEY, head: bytes | None = None, kid: bytes = KID) -> list:
    """The four parts of a COSE_Sign1, signed well whatever is in them."""
    head = dumps({1: -8, 4: kid}) if head is None else head
    return [head, {}, payload, key.sign(cbor2.dumps(["Signature1", head, b"", payload]))]


def code(payload: bytes | None = None, *, tag: int = 18, **how) -> bytes:
    parts = sign(dumps(CLAIMS) if payload is None else payload, **how)
    return dumps(cbor2.CBORTag(tag, parts))


def claims(**changes) -> bytes:
    """The claims with some of our own words changed."""
    places = ("version", "scheme", "level", "list", "index", "name")
    ours = [changes.get(place, was) for place, was in zip(places, CLAIMS[OURS], strict=True)]
    return dumps(CLAIMS | {OURS: ours})


def digits(raw: bytes) -> str:
    # By way of Decimal: Python alone refuses to write integers of more than 4,300 digits.
    return format(Decimal(int.from_bytes(b"\x01" + raw)), "f")


def told(key, kid: bytes, purpose: int, state: int, **window) -> list:
    """A line of the set of keys; the retired signed until ten days ago."""
    ends = NOW - 10 * DAY if state == 1 else NOW + 300 * DAY
    times = {"since": NOW - 300 * DAY, "until": ends, "trusted": NOW + 3000 * DAY} | window
    return [kid, purpose, key.public_key().public_bytes_raw(), *times.values(), state]


def key_set(
    *, number: int = LEAST, key=ROOT, kid=ROOT_KID, version: int = 1, more=(), **states
) -> bytes:
    """Signed by the root; ``states`` by name of the key: 0 active, 1 retired, 2 compromised."""
    lines = [
        told(KEY, KID, ISSUES, states.get("key", 0)),
        told(OLD, OLD_KID, ISSUES, states.get("old", 1)),
        told(LEAKED, LEAKED_KID, ISSUES, states.get("leaked", 2)),
        told(STATUS, STATUS_KID, LISTS, states.get("status", 0)),
        told(OLD_STATUS, OLD_STATUS_KID, LISTS, states.get("old_status", 1)),
        told(LEAKED_STATUS, LEAKED_STATUS_KID, LISTS, states.get("leaked_status", 2)),
    ]
    made = NOW - 20 * DAY
    return code(dumps([version, number, made, [*lines, *more]]), key=key, kid=kid)


def trust(
    *,
    made: int = NOW - DAY,
    expires: int = NOW + 6 * DAY,
    key=STATUS,
    kid=STATUS_KID,
    sequence: int = 7,
    keys: bytes | None = None,
    version: int = 2,
) -> bytes:
    """The trust file, with the set of keys inside."""
    titles = [["GP", "Satpam Gada Pratama", "Security Guard, Gada Pratama"]]
    inner = key_set() if keys is None else keys
    payload = dumps([version, sequence, made, expires, inner, titles, [LIST]])
    return code(payload, key=key, kid=kid)


def status(
    entry: int = 0,
    *,
    made: int = NOW - 60,
    number: int = LIST,
    bits: int = 2,
    size: int = 1024,
    key=STATUS,
    kid=STATUS_KID,
) -> bytes:
    """A status list that marks our index."""
    packed = bytearray(size // 4)
    if size > INDEX:
        packed[INDEX // 4] |= entry << INDEX % 4 * 2
    token = {
        2: f"https://stc.example/status/{number}",
        4: made + 7 * DAY,
        6: made,
        65533: {"bits": bits, "lst": zlib.compress(bytes(packed), 9)},
    }
    return code(dumps(token), key=key, kid=kid)


@dataclass(frozen=True)
class Case:
    """What is scanned, with what files beside, at which time; the answer, and the name or why."""

    id: str
    digits: str = field(default_factory=lambda: digits(code()))
    answer: str = "not_genuine"
    says: str = ""
    trust: bytes = field(default_factory=trust)
    status: bytes = field(default_factory=status)
    now: int = NOW
    root: str = PINNED
    least: int = LEAST


def _longer(raw: bytes) -> bytes:
    """Claims whose first key is written in two bytes where one would do."""
    assert raw[:2] == b"\xa4\x04"
    return b"\xa4\x18\x04" + raw[2:]


def _twice() -> bytes:
    """Claims that name the end twice: the first for one reader, the second for another."""
    once = dumps(CLAIMS)
    return b"\xa5" + once[1:7] + once[1:]


CODES = {
    "nothing": "",
    "letters": "abc",
    "other digits": "١٢٣",
    "a number": "1",
    "a zero in front": "0" + digits(code()),
    "another version of the carrier": str(int.from_bytes(b"\x02" + code())),
    "a thousand and one digits": "1" * 1001,
    "trailing byte": digits(code() + b"\x00"),
    "cut short": digits(code()[:-1]),
    "doubled tag": digits(dumps(cbor2.CBORTag(18, cbor2.CBORTag(18, sign(dumps(CLAIMS)))))),
    "no tag": digits(dumps(sign(dumps(CLAIMS)))),
    "another tag": digits(code(tag=98)),
    "long form of the tag": digits(b"\xd8\x12" + code()[1:]),
    "indefinite length": digits(b"\xd2\x9f" + code()[2:] + b"\xff"),
    "endless list": digits(b"\xd2\x9b" + b"\xff" * 8),
    "endless bytes": digits(b"\xd2\x84\x5b" + b"\x7f" + b"\xff" * 7),
    "endless map": digits(b"\xbb" + b"\xff" * 8),
    "deep": digits(b"\x81" * 390 + b"\x00"),
    "five parts": digits(dumps(cbor2.CBORTag(18, [*sign(dumps(CLAIMS)), 0]))),
    "no payload": digits(dumps(cbor2.CBORTag(18, [dumps(HEADER), {}, None, bytes(64)]))),
    "text for a payload": digits(dumps(cbor2.CBORTag(18, [dumps(HEADER), {}, "x", bytes(64)]))),
    "short signature": digits(dumps(cbor2.CBORTag(18, [*sign(dumps(CLAIMS))[:3], bytes(63)]))),
    "no signature but zeros": digits(
        dumps(cbor2.CBORTag(18, [*sign(dumps(CLAIMS))[:3], bytes(64)]))
    ),
    "unprotected key": digits(
        dumps(cbor2.CBORTag(18, [dumps({1: -8}), {4: KID}, *sign(dumps(CLAIMS))[2:]]))
    ),
    "another algorithm": digits(code(head=dumps({1: -7, 4: KID}))),
    "no algorithm": digits(code(head=dumps({4: KID}))),
    "one more header": digits(code(head=dumps({1: -8, 3: 0, 4: KID}))),
    "critical header": digits(code(head=dumps({1: -8, 2: [99], 4: KID}))),
    "header named twice": digits(code(head=bytes.fromhex("a3 01 27 01 26 04 44") + KID)),
    "header out of order": digits(code(head=bytes.fromhex("a2 04 44") + KID + b"\x01\x27")),
    "header after the header": digits(code(head=dumps(HEADER) + b"\x00")),
    "known key, another's signature": digits(code(key=OTHER)),
    "claims in long form": digits(code(_longer(dumps(CLAIMS)))),
    "a claim twice": digits(code(_twice())),
    "a claim too many": digits(code(dumps(CLAIMS | {6: NOW}))),
    "a claim too few": digits(code(dumps({k: CLAIMS[k] for k in (4, 5, 7)}))),
    "claims after the claims": digits(code(dumps(CLAIMS) + b"\x00")),
    "text for a time": digits(code(dumps(CLAIMS | {4: "2099"}))),
    "broken time": digits(code(dumps(CLAIMS | {4: NOW + 0.5}))),
    "time before 1970": digits(code(dumps(CLAIMS | {5: -1}))),
    "time beyond 32 bits": digits(code(dumps(CLAIMS | {4: 1 << 32}))),
    "time beyond 64 bits": digits(code(dumps(CLAIMS | {4: 1 << 64}))),
    "short serial": digits(code(dumps(CLAIMS | {7: bytes(9)}))),
    "our words as a map": digits(code(dumps(CLAIMS | {OURS: {}}))),
    "version 2": digits(code(claims(version=2))),
    "version true": digits(code(claims(version=True))),
    "index -1": digits(code(claims(index=-1))),
    "index beyond 32 bits": digits(code(claims(index=1 << 32))),
    "list as text": digits(code(claims(list="3"))),
    "long scheme": digits(code(claims(scheme="x" * 17))),
    "foreign scheme": digits(code(claims(scheme="ГП"))),
    "level missing": digits(code(claims(level=None))),
    "name of 4 KB": digits(code(claims(name="a" * 4096))),
    "name of 41": digits(code(claims(name="a" * 41))),
    "name of 66 bytes": digits(code(claims(name="ก" * 22))),
    "name right to left": digits(code(claims(name="Budi \u202egnudaP"))),
    "name with nothing to see": digits(code(claims(name="Bu\u200bdi"))),
    "name with a line end": digits(code(claims(name="Budi\nAsli dan berlaku"))),
    "name not composed": digits(code(claims(name="Cafe\u0301"))),
    "name in blanks": digits(code(claims(name=" Budi "))),
    "name with wide blanks": digits(code(claims(name="Budi\u3000Santoso"))),
    "name as a number": digits(code(claims(name=5))),
    "name that is no text": digits(
        code(dumps(CLAIMS).replace(NAME.encode(), b"\xff" + NAME.encode()[1:]))
    ),
}


def _lists_by(state: int, **window: int) -> bytes:
    return key_set(more=[told(OTHER, NOBODYS, LISTS, state, **window)])


MARKUP = "<img src=x onerror=alert(1)>"
CASES = [
    Case("genuine and valid", answer="valid", says=NAME),
    *(Case(f"code: {name}", text) for name, text in CODES.items()),
    Case("name that is markup", digits(code(claims(name=MARKUP))), "valid", MARKUP),
    Case(
        "last second",
        answer="valid",
        says=NAME,
        now=NOW,
        digits=digits(code(dumps(CLAIMS | {4: NOW + 1}))),
    ),
    Case("past the last second", digits(code(dumps(CLAIMS | {4: NOW}))), "expired", NAME),
    Case("revoked", answer="revoked", says=NAME, status=status(1)),
    Case("suspended", answer="suspended", says=NAME, status=status(2)),
    Case("replaced", answer="replaced", says=NAME, status=status(3)),
    Case(
        "revoked and run out",
        digits(code(dumps(CLAIMS | {4: NOW}))),
        "revoked",
        NAME,
        status=status(1),
    ),
    Case("signed by a retired key", digits(code(key=OLD, kid=OLD_KID)), "valid", NAME),
    Case("unknown key", digits(code(key=OTHER, kid=NOBODYS)), "unknown", "key"),
    Case("compromised key", digits(code(key=LEAKED, kid=LEAKED_KID)), "unknown", "key"),
    Case("not yet valid", digits(code(dumps(CLAIMS | {5: NOW + DAY}))), "unknown", "clock"),
    Case("a clock of 2019", answer="unknown", says="clock", now=1_550_000_000),
    Case("trust file of tomorrow", answer="unknown", says="clock", trust=trust(made=NOW + DAY)),
    Case("trust file run out", answer="unknown", says="old", trust=trust(expires=NOW)),
    Case("trust file by another", answer="unknown", says="key", trust=trust(key=OTHER)),
    Case("trust file by nobody", answer="unknown", says="key", trust=trust(key=OTHER, kid=NOBODYS)),
    Case(
        "trust file by a retired key",
        answer="unknown",
        says="key",
        trust=trust(key=OLD_STATUS, kid=OLD_STATUS_KID),
    ),
    Case(
        "trust file by a key when it was not yet retired",
        answer="unknown",
        says="key",
        trust=trust(key=OLD_STATUS, kid=OLD_STATUS_KID, made=NOW - 11 * DAY),
    ),
    Case(
        "trust file by a leaked key",
        answer="unknown",
        says="key",
        trust=trust(key=LEAKED_STATUS, kid=LEAKED_STATUS_KID),
    ),
    Case(
        "trust file by an issuing key",
        answer="unknown",
        says="key",
        trust=trust(key=KEY, kid=KID),
    ),
    Case(
        "trust file by the root", answer="unknown", says="key", trust=trust(key=ROOT, kid=ROOT_KID)
    ),
    Case(
        "trust file out of its key's time",
        answer="unknown",
        says="key",
        trust=trust(made=NOW - 301 * DAY),
    ),
    Case("trust file of another version", answer="unknown", says="offline", trust=trust(version=1)),
    *(
        Case(f"set of keys {name}", answer="unknown", says=why, trust=trust(keys=keys))
        for name, why, keys in (
            ("by another", "key", key_set(key=OTHER)),
            ("by a retired root", "key", key_set(key=OLD_ROOT, kid=NOBODYS)),
            ("by an issuing key", "key", key_set(key=KEY, kid=KID)),
            ("by the status key", "key", key_set(key=STATUS, kid=STATUS_KID)),
            ("by the status key in the root's name", "key", key_set(key=STATUS)),
            ("from before", "key", key_set(number=LEAST - 1)),
            ("of another version", "offline", key_set(version=2)),
            ("that is none", "offline", b""),
            ("and more", "offline", key_set() + b"\x00"),
        )
    ),
    Case("no root pinned", answer="unknown", says="key", root=""),
    Case("another root pinned", answer="unknown", says="key", root="00" * 32),
    Case(
        "a later set of keys than the page knows",
        answer="valid",
        says=NAME,
        trust=trust(keys=key_set(number=LEAST + 1)),
    ),
    Case("code by the status key", digits(code(key=STATUS, kid=STATUS_KID)), "unknown", "key"),
    Case("code by the root", digits(code(key=ROOT, kid=ROOT_KID)), "unknown", "key"),
    Case(
        "code by a key that is checked no more",
        digits(code(key=OTHER, kid=NOBODYS)),
        "unknown",
        "key",
        trust(keys=key_set(more=[told(OTHER, NOBODYS, ISSUES, 1, trusted=NOW)])),
    ),
    Case(
        "code by a key in its last second of being checked",
        digits(code(key=OTHER, kid=NOBODYS)),
        "valid",
        NAME,
        trust(keys=key_set(more=[told(OTHER, NOBODYS, ISSUES, 1, trusted=NOW + 1)])),
    ),
    Case(
        "retired key that leaked afterwards",
        digits(code(key=OLD, kid=OLD_KID)),
        "unknown",
        "key",
        trust(keys=key_set(old=2)),
    ),
    Case("trust file that is none", answer="unknown", says="offline", trust=b"<!doctype html>"),
    Case("trust file and more", answer="unknown", says="offline", trust=trust() + b"\x00"),
    Case("list of six days", answer="valid", says=NAME, status=status(made=NOW - 6 * DAY)),
    Case("list of a week", answer="unknown", says="old", status=status(made=NOW - 7 * DAY)),
    Case("list of tomorrow", answer="unknown", says="clock", status=status(made=NOW + DAY)),
    Case("list by another", answer="unknown", says="key", status=status(key=OTHER)),
    Case("list by nobody", answer="unknown", says="key", status=status(key=OTHER, kid=NOBODYS)),
    Case("list by an issuing key", answer="unknown", says="key", status=status(key=KEY, kid=KID)),
    Case(
        "list by a leaked key",
        answer="unknown",
        says="key",
        status=status(key=LEAKED_STATUS, kid=LEAKED_STATUS_KID),
    ),
    Case(
        "list by a key that retired before",
        answer="unknown",
        says="key",
        status=status(key=OLD_STATUS, kid=OLD_STATUS_KID),
    ),
    *(
        Case(
            f"list by a key that retired {when} signing it",
            answer=answer,
            says=says,
            trust=trust(keys=_lists_by(1, until=NOW - 60 + later)),
            status=status(key=OTHER, kid=NOBODYS, made=NOW - 60),
        )
        for when, later, answer, says in (
            ("just after", 1, "valid", NAME),
            ("just before", 0, "unknown", "key"),
        )
    ),
    *(
        Case(
            f"list of a host whose clock is {minutes} minutes behind its key",
            answer=answer,
            says=says,
            trust=trust(keys=_lists_by(0, since=NOW - 60 + minutes * 60)),
            status=status(key=OTHER, kid=NOBODYS, made=NOW - 60),
        )
        for minutes, answer, says in ((5, "valid", NAME), (6, "unknown", "key"))
    ),
    *(
        Case(
            f"{what} of a host whose clock is {minutes} minutes ahead",
            answer=answer,
            says=says,
            **{argument: make(made=NOW + minutes * 60)},
        )
        for what, argument, make in (("list", "status", status), ("trust file", "trust", trust))
        for minutes, answer, says in ((5, "valid", NAME), (6, "unknown", "clock"))
    ),
    Case("another list", answer="unknown", says="offline", status=status(number=4)),
    Case("list of one bit", answer="unknown", says="offline", status=status(bits=1)),
    Case("list without this index", answer="unknown", says="offline", status=status(size=64)),
    Case("list that swells", answer="unknown", says="offline", status=status(size=1 << 25)),
    Case("list that is none", answer="unknown", says="offline", status=b""),
]
