import json
from datetime import UTC, datetime

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from certification.credentials.formats import carrier, cose
from tests.credentials import independent

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
KID = b"\x01\x02\x03\x04"
CLAIMS = cose.Claims(
    cti=bytes(10),
    valid_from=datetime(2026, 1, 2, tzinfo=UTC),
    valid_until=datetime(2029, 1, 2, tzinfo=UTC),
    scheme="GP",
    level="pratama",
    status_list=1,
    status_index=131_071,
    name="Siti Rahmawati Kusumaningrum Wijaya",
)
CODE = cose.sign(cose.pack_claims(CLAIMS), by=KEY.sign, kid=KID)
words = st.text(st.characters(codec="ascii"), max_size=16)
moments = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(microsecond=0))


def signed(*parts, tag=18, head=None):
    protected = cose.encode(head if head is not None else {1: -8, 4: KID})
    return cose.encode(cbor2.CBORTag(tag, [protected, *parts]))


@given(
    claims=st.builds(
        cose.Claims,
        cti=st.binary(min_size=10, max_size=10),
        valid_from=moments,
        valid_until=moments,
        scheme=words,
        level=words,
        status_list=st.integers(0, 1000),
        status_index=st.integers(0, 131_071),
        name=st.text().map(cose.as_carried),
    )
)
def test_what_is_signed_reads_back_here_and_elsewhere(claims):
    address = carrier.pack(
        cose.sign(cose.pack_claims(claims), by=KEY.sign, kid=KID), base_url="https://stc.example"
    )

    envelope = cose.unwrap(carrier.unpack(address))

    assert envelope.is_signed_by(PUBLIC)
    assert cose.read_claims(envelope.payload) == claims
    assert independent.opened(independent.carried(address), {KID: PUBLIC})[7] == claims.cti


def test_a_code_is_as_small_as_designed():
    assert len(CODE) <= 168


@given(at=st.integers(0, len(CODE) - 1), other=st.integers(1, 255))
def test_no_changed_byte_passes(at, other):
    spoilt = bytearray(CODE)
    spoilt[at] ^= other
    try:
        envelope = cose.unwrap(bytes(spoilt))
    except cose.BadCode:
        return

    assert envelope.kid != KID or not envelope.is_signed_by(PUBLIC)


@given(raw=st.binary(max_size=500))
def test_anything_scanned_gets_an_answer(raw):
    with pytest.raises(cose.BadCode):
        cose.read_claims(cose.unwrap(raw).payload)


@pytest.mark.parametrize(
    "raw",
    [
        CODE + b"\x00",
        cose.encode(cbor2.CBORTag(18, cbor2.loads(CODE))),
        b"\xd2\x9f" + CODE[2:] + b"\xff",
        signed({}, b"x", bytes(64), tag=998),
        signed({}, b"x", bytes(64), head={1: -7, 4: KID}),
        signed({}, b"x", bytes(64), head={1: -8}),
        signed({}, b"x", bytes(64), head={1: -8, 4: b"long kid"}),
        signed({}, b"x", bytes(64), head={1: -8, 3: 0, 4: KID}),
        signed({4: KID}, b"x", bytes(64)),
        signed({}, "x", bytes(64)),
        signed({}, b"x", bytes(63)),
        signed({}, b"x"),
        cose.encode([b"", {}, b"", b""]),
        signed({}, bytes(4000), bytes(64)),
        bytes.fromhex("d28447a2012701270440a0417840"),
        b"\xd9\x00\x12" + CODE[1:],
        b"\x81" * 399,
    ],
    ids=[
        "trailing byte",
        "doubled tag",
        "indefinite length",
        "another tag",
        "another algorithm",
        "no kid",
        "long kid",
        "another header",
        "unprotected header",
        "text for bytes",
        "short signature",
        "too few parts",
        "no tag",
        "4 KB",
        "duplicate key",
        "long form",
        "deep",
    ],
)
def test_a_hostile_code_is_refused(raw):
    with pytest.raises(cose.BadCode):
        cose.unwrap(raw)


def _payload(**changes):
    plain = cbor2.loads(cose.pack_claims(CLAIMS))
    ours = {"name": 5, "version": 0, "index": 4, "scheme": 1}
    for name, value in changes.items():
        plain[cose.OURS][ours[name]] = value
    return cose.encode(plain)


@pytest.mark.parametrize(
    "payload",
    [
        _payload(name="a" * 41),
        _payload(name="Budi \u202egnudA"),
        _payload(name="Cafe\u0301"),
        _payload(name=5),
        _payload(version=2),
        _payload(version=True),
        _payload(index=-1),
        _payload(index=1 << 32),
        _payload(scheme="x" * 17),
        cose.encode({4: 1, 5: 1, 7: bytes(10)}),
        cose.encode({4: 1, 5: 1, 7: bytes(9), cose.OURS: [1, "", "", 0, 0, ""]}),
        cose.encode({4: "1", 5: 1, 7: bytes(10), cose.OURS: [1, "", "", 0, 0, ""]}),
        bytes.fromhex("a204010401"),
    ],
)
def test_hostile_claims_are_refused(payload):
    with pytest.raises(cose.BadCode):
        cose.read_claims(payload)


def test_a_known_kid_with_another_keys_signature_is_not_ours():
    other = Ed25519PrivateKey.generate()

    envelope = cose.unwrap(cose.sign(cose.pack_claims(CLAIMS), by=other.sign, kid=KID))

    assert not envelope.is_signed_by(PUBLIC)


@pytest.mark.parametrize(
    ("name", "carried"),
    [
        ("Siti  Rahmawati ", "Siti Rahmawati"),
        ("Cafe\u0301", "Café"),
        ("Bu\u202edi", "Bu di"),
        (
            "Raden Mas Suryaningrat Kusumawardhani Adiwijaya",
            "Raden Mas Suryaningrat K. Adiwijaya",
        ),
        ("x" * 50, "x" * 40),
        ("ก" * 30, "ก" * 21),
    ],
)
def test_a_long_name_is_shortened_and_an_odd_one_cleaned(name, carried):
    assert cose.as_carried(name) == carried


@pytest.mark.parametrize("text", ["", "abc", "https://x/v#", "https://x/v#01", "9" * 5000, "#١٢"])
def test_a_text_without_a_code_has_none(text):
    assert carrier.unpack(text) is None


@pytest.mark.parametrize("zeros", ["0", "000"])
def test_one_code_has_one_text(zeros):
    digits = carrier.pack(CODE, base_url="").partition("#")[2]

    assert (carrier.unpack(digits), carrier.unpack(zeros + digits)) == (CODE, None)


def test_what_is_signed_is_what_the_standards_example_signs(vectors):
    case = json.loads((vectors / "cose" / "eddsa-sig-01.json").read_text())
    key, there = case["input"]["sign0"]["key"], cbor2.loads(bytes.fromhex(case["output"]["cbor"]))
    protected, _unprotected, payload, signature = there.value

    envelope = cose.Envelope(b"", payload, protected, signature)

    asked = cose.to_be_signed(protected, payload)
    assert asked.hex().upper() == case["intermediates"]["ToBeSign_hex"]
    assert envelope.is_signed_by(bytes.fromhex(key["x_hex"]))


def test_every_example_of_another_shape_is_refused(vectors):
    files = [*(vectors / "cose" / "sign1-tests").glob("*.json")]
    files.append(vectors / "cose" / "eddsa-sig-01.json")  # its kid stands unprotected

    for file in files:
        raw = bytes.fromhex(json.loads(file.read_text())["output"]["cbor"])
        with pytest.raises(cose.BadCode):
            cose.unwrap(raw)
    assert len(files) == 10


def test_signatures_are_judged_as_wycheproof_says(vectors):
    file = vectors / "ed25519" / "wycheproof_ed25519_test.json"
    wrong = []
    for group in json.loads(file.read_text())["testGroups"]:
        public = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            sig, message = bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"])
            if cose.is_signature(public, sig, message) != (case["result"] == "valid"):
                wrong.append(case["tcId"])

    assert wrong == []
