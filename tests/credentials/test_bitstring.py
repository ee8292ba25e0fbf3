"""The W3C's lists: one bit an index, counted from the high end, in a credential of their own."""

import base64
import gzip
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from certification.credentials import services
from certification.credentials.formats import bitstring
from tests.credentials import trial

REVOKED, SUSPENDED, REPLACED = 1, 2, 3


def bits(marked, purpose) -> bytes:
    return bitstring.pack(marked, size=bitstring.SHORTEST, purpose=purpose)


@pytest.mark.parametrize(
    ("index", "byte", "bit"),
    [(0, 0, 0b1000_0000), (1, 0, 0b0100_0000), (7, 0, 0b0000_0001), (8, 1, 0b1000_0000)],
)
def test_index_nought_is_the_highest_bit_of_the_first_byte(index, byte, bit):
    raw = bits({index: REVOKED}, "revocation")

    assert raw[byte] == bit
    assert sum(raw) == bit


def test_the_last_index_is_the_lowest_bit_of_the_last_byte():
    assert bits({131_071: REVOKED}, "revocation")[-1] == 1


def test_each_purpose_has_its_own_bits():
    marked = {0: REVOKED, 1: SUSPENDED, 2: REPLACED}

    assert bits(marked, "revocation")[0] == 0b1010_0000
    assert bits(marked, "suspension")[0] == 0b0100_0000


def test_a_short_list_has_the_length_that_the_standard_asks_for():
    assert len(bitstring.pack({}, size=1024, purpose="revocation")) == 16 * 1024


@given(marked=st.dictionaries(st.integers(0, 131_071), st.sampled_from([1, 2, 3]), max_size=50))
def test_what_is_packed_reads_back(marked):
    for purpose, entries in bitstring.PURPOSES.items():
        raw = bitstring.decoded(bitstring.encoded(bits(marked, purpose)))
        found = {index for index in marked if bitstring.is_set(raw, index)}
        assert found == {index for index, entry in marked.items() if entry in entries}
        assert sum(byte.bit_count() for byte in raw) == len(found)


def test_another_body_s_published_list_reads_as_it_was_meant(vectors):
    file = vectors / "ob30" / "samples" / "bit-string-list" / "testlist"
    text = json.loads(file.read_text())["credentialSubject"]["encodedList"]

    raw = bitstring.decoded(text)

    assert len(raw) * 8 == 131_072
    assert [index for index in range(131_072) if bitstring.is_set(raw, index)] == [23]
    assert raw == bits({23: REVOKED}, "revocation")


def opened(token: bytes, public: str) -> tuple[dict, dict]:
    """Header and credential of a JWT that this key signed, read with no module of ours."""
    what, _, signature = token.rpartition(b".")
    raw = [base64.urlsafe_b64decode(part + b"==") for part in (*what.split(b"."), signature)]
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(raw[2], what)
    return json.loads(raw[0]), json.loads(raw[1])


@pytest.mark.django_db
def test_the_published_lists_say_what_stands(client, credential, signing_key, officer, reason):
    trial.signed(credential)
    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="x")
    trial.publish()
    number = credential.status_list_id

    said = {}
    for purpose in ("revocation", "suspension"):
        answer = client.get(reverse(f"credentials:{purpose}_list", args=[number]))
        header, told = opened(answer.content, signing_key.status.public)
        subject = told["credentialSubject"]
        raw = gzip.decompress(base64.urlsafe_b64decode(subject["encodedList"][1:] + "=="))
        at = credential.status_index
        said[purpose] = raw[at // 8] >> (7 - at % 8) & 1
        assert answer["Content-Type"] == "application/vc+jwt"
        assert answer["ETag"]
        assert header == {"alg": "EdDSA", "kid": signing_key.status.kid, "typ": "vc+jwt"}
        assert told["id"].endswith(f"/status/w3c/{number}/{purpose}")
        assert told["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
        assert (subject["type"], subject["statusPurpose"]) == ("BitstringStatusList", purpose)

    assert said == {"revocation": 1, "suspension": 0}


@pytest.mark.django_db
def test_a_list_that_is_not_published_yet_is_not_found(client, credential):
    for purpose in ("revocation", "suspension"):
        address = reverse(f"credentials:{purpose}_list", args=[credential.status_list_id])
        assert client.get(address).status_code == 404
