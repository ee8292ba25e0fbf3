"""The PDF is certified: two validators say so, and say what was done to it afterwards."""

import io
import json
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.core.management import CommandError, call_command
from django.utils import timezone
from pyhanko.pdf_utils import generic, writer
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from certification.credentials import tasks
from certification.credentials.errors import NoSigningKey, WrongPassphrase
from certification.credentials.keystore import documents
from certification.credentials.models import Document, Signature
from certification.credentials.paper import certifying
from certification.credentials.signer import make_document
from tests import servers, verapdf
from tests.credentials import certificate, trial

pytestmark = pytest.mark.django_db
VALIDATOR = Path(__file__).with_name("validated.py")


@pytest.fixture
def certified(credential, signing_key, document_key) -> bytes:
    tasks.sign(credential_id=credential.pk)
    return make_document(credential_id=credential.pk, form="certificate")


@pytest.fixture
def judged(document_key, tmp_path):
    """What pyHanko says of a file, in a process that knows nothing of ours."""

    def judge(pdf: bytes) -> dict:
        file = tmp_path / "judged.pdf"
        file.write_bytes(pdf)
        authority = document_key.with_name("document-authority.pem")
        told = subprocess.run(
            [sys.executable, VALIDATOR, file, authority],
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(told.stdout)

    return judge


def changed(pdf: bytes) -> bytes:
    """One byte of what is printed."""
    at = pdf.index(b"stream\n") + 40
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def longer(pdf: bytes) -> bytes:
    """A page appended, as an editor would: what was there stays byte for byte."""
    more = IncrementalPdfFileWriter(io.BytesIO(pdf))
    empty = more.add_object(generic.StreamObject(stream_data=b""))
    more.insert_page(writer.PageObject(contents=empty, media_box=generic.ArrayObject(
        map(generic.NumberObject, (0, 0, 595, 842)))))  # fmt: skip
    out = io.BytesIO()
    more.write(out)
    assert out.getvalue().startswith(pdf)
    return out.getvalue()


def test_it_is_whole_certified_and_by_us(certified, judged):
    assert judged(certified) == {
        "intact": True,
        "valid": True,
        "trusted": True,
        "whole": True,
        "certified": "NO_CHANGES",
        "allowed": True,
        "bottom line": True,
        "at": Signature.objects.get().made_at.replace(microsecond=0).isoformat(),
    }


def test_one_byte_changed_is_reported(certified, judged):
    said = judged(changed(certified))

    assert (said["intact"], said["bottom line"]) == (False, False)


def test_a_page_appended_is_reported(certified, judged):
    said = judged(longer(certified))

    assert (said["intact"], said["whole"]) == (True, False)
    assert (said["allowed"], said["bottom line"]) == (False, False)


def test_another_authority_is_not_believed(certified, judged, document_key, tmp_path):
    other = tmp_path / "other" / "document.p12"
    documents.make(other, b"x" * 12, body="Security Training Centre", now=timezone.now())
    theirs = other.with_name("document-authority.pem")
    theirs.replace(document_key.with_name("document-authority.pem"))

    said = judged(certified)

    assert (said["intact"], said["valid"], said["trusted"]) == (True, True, False)


def test_poppler_finds_the_same(certified, pdfsig, tmp_path):
    def said(pdf: bytes) -> str:
        file = tmp_path / "seen.pdf"
        file.write_bytes(pdf)
        told = subprocess.run(
            [pdfsig, "-nocert", file], capture_output=True, text=True, check=False
        )
        return told.stdout

    whole, forged, more = said(certified), said(changed(certified)), said(longer(certified))

    assert "Signature is Valid" in whole
    assert "Signature Type: ETSI.CAdES.detached" in whole
    assert "Total document signed" in whole
    assert "Signature is Valid" not in forged
    assert "Signature Validation:" in forged
    assert "Not total document signed" in more


def test_certified_it_is_still_for_the_archive_small_and_the_same_page(
    certified, credential, document_key, tmp_path
):
    document_key.unlink()
    page = make_document(credential_id=credential.pk, form="certificate")

    file = tmp_path / "certified.pdf"
    file.write_bytes(certified)
    try:
        found = verapdf.findings(file)
    except servers.Missing as missing:
        pytest.skip(str(missing))

    assert found == [f"PASS {file} 2b"]
    assert certified.startswith(page)
    assert certificate.picture(certified).tobytes() == certificate.picture(page).tobytes()
    assert len(certified) <= 80 * 1024


def test_the_same_a_day_later_is_the_same_to_the_byte(certified, credential):
    certifying._known.cache_clear()
    documents._opened.cache_clear()

    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        again = make_document(credential_id=credential.pk, form="certificate")

    assert again == certified


def sealed(file, private) -> None:
    """A key such as an authority hands out: its own certificate and five above it."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Another body")])
    usage = x509.KeyUsage(True, True, *[False] * 7)
    how = None if isinstance(private, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    certificate, *above = (
        x509.CertificateBuilder(name, name, private.public_key(), serial_number=number)
        .not_valid_before(timezone.now() - timedelta(days=1))
        .not_valid_after(timezone.now() + timedelta(days=1))
        .add_extension(usage, True)
        .sign(private, how)
        for number in range(1, 7)
    )
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"x",
            private,
            certificate,
            above,
            serialization.BestAvailableEncryption(trial.PASSPHRASE.encode()),
        )
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    file.with_name("document-authority.pem").write_bytes(public)


def test_a_key_from_elsewhere_certifies_too(certified, credential, document_key, judged):
    sealed(document_key, rsa.generate_private_key(65537, 2048))

    theirs = make_document(credential_id=credential.pk, form="certificate")

    assert theirs != certified
    assert judged(theirs)["bottom line"] is True
    assert make_document(credential_id=credential.pk, form="certificate") == theirs


def test_a_key_that_readers_of_pdf_do_not_know_is_refused(certified, credential, document_key):
    sealed(document_key, ed25519.Ed25519PrivateKey.generate())

    with pytest.raises(NoSigningKey, match="RSA"):
        make_document(credential_id=credential.pk, form="certificate")


def test_without_a_key_the_page_is_issued_unsigned(credential, signing_key):
    tasks.sign(credential_id=credential.pk)

    tasks.render_pdf(credential_id=credential.pk, form="certificate")

    with Document.objects.get().file.open() as file:
        content = file.read()
    assert content.startswith(b"%PDF-1.7")
    assert b"/Sig" not in content


def test_with_a_key_that_does_not_open_nothing_is_issued(certified, credential, settings):
    settings.DOCUMENT_KEY_PASSPHRASE = "another one entirely"

    with pytest.raises(WrongPassphrase):
        tasks.render_pdf(credential_id=credential.pk, form="certificate")

    assert not Document.objects.exists()


def test_a_certificate_that_has_run_out_signs_nothing(certified, credential):
    later = timezone.now() + documents.VALID_FOR + timedelta(days=1)

    with time_machine.travel(later, tick=False), pytest.raises(NoSigningKey, match="dokumen"):
        tasks.render_pdf(credential_id=credential.pk, form="certificate")


def test_a_key_is_made_once_for_its_owner_alone(no_keys, settings):
    with pytest.raises(CommandError, match="not there"):
        call_command("document_key")

    call_command("document_key", make=True, stdout=io.StringIO())
    made = settings.DOCUMENT_KEY_FILE.read_bytes()
    call_command("document_key", make=True, stdout=io.StringIO())

    assert settings.DOCUMENT_KEY_FILE.read_bytes() == made
    assert stat.S_IMODE(settings.DOCUMENT_KEY_FILE.stat().st_mode) == 0o600
    assert b"PRIVATE KEY" not in made


def test_the_authority_vouches_for_this_one_certificate(document_key):
    key = documents.read(document_key, trial.PASSPHRASE.encode)

    (authority,) = key.chain
    key.certificate.verify_directly_issued_by(authority)
    usage = key.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (
        True,
        True,
        False,
    )
    public = document_key.with_name("document-authority.pem").read_bytes()
    assert x509.load_pem_x509_certificate(public) == authority
