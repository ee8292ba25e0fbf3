"""A credential on paper: rendered once from the snapshot, kept privately with its hash."""

import hashlib
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone, translation

from certification.credentials import carrier, paper
from certification.credentials.errors import NotPrintable
from certification.credentials.models import Credential, Document
from stc.files.storage import private
from stc.look import written


def render_document(*, credential_id: int, form: str) -> bytes | None:
    """A signed credential in a form of ``Document.Form``, neither certified nor kept; ``None``
    where it has that form.
    """
    credential = Credential.objects.select_related("signature").get(pk=credential_id)
    if credential.documents.filter(form=form).exists():
        return None
    return paper.render(words_of(credential), form=form)


def keep_document(*, credential_id: int, form: str, content: bytes | None) -> None:
    """Keep it, in the caller's transaction. The first one stands."""
    of_it = Document.objects.filter(credential_id=credential_id, form=form)
    if content is None or of_it.exists():
        return
    digest = hashlib.sha256(content).hexdigest()
    Document.objects.create(
        credential_id=credential_id, form=form, sha256=digest, file=_stored(content, digest)
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


def refuse_unprintable(texts: Iterable[str]) -> None:
    """Raise NotPrintable at the first text with a character that no typeface of ours has."""
    for text in texts:
        if missing := paper.missing_glyphs(text):
            raise NotPrintable(letters=", ".join(map(_named, missing)), text=text)


def _named(letter: str) -> str:
    """A character as a person finds it again: itself where it can be seen, and its number."""
    kind = unicodedata.category(letter)[0]
    seen = {"M": f"◌{letter} ", "C": "", "Z": ""}.get(kind, f"{letter} ")
    return f"{seen}(U+{ord(letter):04X})"


def words_of(credential: Credential) -> paper.Paper:
    """What is printed: both languages, days in the body's own zone."""
    host = urlsplit(settings.BASE_URL).netloc
    ends = _day(_local(credential.last_day))
    rows = (
        paper.Row("Skema", "Scheme", f"{credential.scheme} {credential.edition}".strip()),
        paper.Row("Diputuskan", "Decided on", _day(credential.decided_on)),
        paper.Row("Berlaku sejak", "Valid from", _day(_local(credential.valid_from))),
        paper.Row("Berlaku sampai", "Valid until", ends),
        paper.Row("Wilayah", "Region", credential.region_name),
    )
    return paper.Paper(
        name=credential.holder_name,
        title_id=credential.title_id,
        title_en=credential.title_en,
        rows=tuple(row for row in rows if row.value),
        ends=ends,
        number=credential.number,
        serial=credential.shown_serial,
        address=carrier.pack(bytes(credential.signature.code), base_url=settings.BASE_URL),
        check_id=f"Pindai kode ini untuk memeriksa, atau ketik nomor seri di {host}/v",
        check_en=f"Scan this code to check it, or type the serial at {host}/v",
        made=credential.issued_at,
    )


def _local(moment):
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def _day(day) -> str:
    with translation.override("id"):
        return written.day(day)
