"""The words of a credential's papers, the same whatever they look like."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation

from certification.credentials import paper
from certification.credentials.formats import carrier
from stc.look import written


def words_of(credential) -> paper.Paper:
    """What is printed of a credential, or of a specimen with the same facts.

    Both languages, days in the body's own zone.
    """
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
