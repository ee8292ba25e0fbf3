"""The paper of a credential: rendered once from the snapshot, kept privately with its hash."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone, translation

from certification.credentials import carrier, paper
from certification.credentials.models import Credential, Document
from stc.files.storage import private
from stc.look import written


def render_document(*, credential_id: int) -> bytes | None:
    """The PDF of a signed credential, not yet kept; ``None`` where it has one."""
    credential = Credential.objects.select_related("signature").get(pk=credential_id)
    if Document.objects.filter(credential=credential).exists():
        return None
    return paper.render(words_of(credential))


def keep_document(*, credential_id: int, content: bytes | None) -> None:
    """Keep it, in the caller's transaction. The first one stands."""
    if content is None or Document.objects.filter(credential_id=credential_id).exists():
        return
    digest = hashlib.sha256(content).hexdigest()
    Document.objects.create(
        credential_id=credential_id, sha256=digest, file=_stored(content, digest)
    )


def _stored(content: bytes, digest: str) -> str:
    """The file's name, by its hash: a worker killed before its commit leaves no second file."""
    name = f"credentials/{digest}.pdf"
    storage = private()
    if storage.exists(name):
        with storage.open(name) as file:
            if hashlib.sha256(file.read()).hexdigest() == digest:
                return name
        storage.delete(name)  # cut short by a kill
    return storage.save(name, ContentFile(content))


def words_of(credential: Credential) -> paper.Paper:
    """What is printed: both languages, days in the body's own zone."""
    host = urlsplit(settings.BASE_URL).netloc
    rows = (
        paper.Row("Skema", "Scheme", f"{credential.scheme} {credential.edition}".strip()),
        paper.Row("Diputuskan", "Decided on", _day(credential.decided_on)),
        paper.Row("Berlaku sejak", "Valid from", _day(_local(credential.valid_from))),
        paper.Row("Berlaku sampai", "Valid until", _day(_local(credential.last_day))),
        paper.Row("Wilayah", "Region", credential.region_name),
    )
    return paper.Paper(
        heading_id="Sertifikat",
        heading_en="Certificate",
        issuer="Security Training Centre",
        name=credential.holder_name,
        title_id=credential.title_id,
        title_en=credential.title_en,
        rows=tuple(row for row in rows if row.value),
        number=credential.number,
        serial=credential.shown_serial,
        address=carrier.pack(bytes(credential.signature.code), base_url=settings.BASE_URL),
        check_id=f"Pindai kode ini untuk memeriksa, atau ketik nomor seri di {host}/v",
        check_en=f"Scan this code to check it, or type the serial at {host}/v",
    )


def _local(moment):
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def _day(day) -> str:
    with translation.override("id"):
        return written.day(day)
