"""Which keys sign: registered by their public half, retired, or said to be compromised."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from certification.credentials import keys
from certification.credentials.models import IssuingKey, RevocationReason
from stc.accounts.models import User
from stc.audit import services as audit
from stc.jobs import services as jobs

# What an officer may choose from at first; people change the rows.
REASONS = (
    ("obtained_by_fraud", "Diperoleh dengan cara yang tidak benar", "Obtained by fraud"),
    ("misuse", "Sertifikat disalahgunakan", "The certificate was misused"),
    ("no_longer_competent", "Tidak lagi memenuhi syarat", "Requirements are no longer met"),
    ("wrong_data", "Data pada sertifikat salah", "Wrong data on the certificate"),
    ("holders_wish", "Permintaan pemegang", "At the holder's request"),
)
SIGNS_FOR = timedelta(days=365)


@transaction.atomic
def load_reasons() -> None:
    """Load the first reasons. Rows that are there are left alone."""
    for code, label_id, label_en in REASONS:
        RevocationReason.objects.get_or_create(
            code=code, defaults={"label_id": label_id, "label_en": label_en}
        )


def has_keys() -> bool:
    """Whether this installation signs at all."""
    return IssuingKey.objects.exists()


@transaction.atomic
def register_key(*, public: bytes, by: User | None) -> IssuingKey:
    """Let a key sign for a year from now. A second call returns the first row."""
    now = timezone.now()
    key, created = IssuingKey.objects.get_or_create(
        public=public.hex(),
        defaults={
            "kid": keys.kid_of(public).hex(),
            "signs_from": now,
            "signs_until": now + SIGNS_FOR,
        },
    )
    if created:
        audit.record(act="credentials.register_key", by=by, subject=key, became=key.state)
        jobs.enqueue("credentials.publish_trust_file")
    return key


@transaction.atomic
def retire_key(*, kid: str, by: User | None) -> IssuingKey:
    """It signs no more; what it signed stays good. A key that signs no more is left as it is."""
    key = IssuingKey.objects.select_for_update().get(kid=kid)
    if key.state != IssuingKey.State.ACTIVE:
        return key
    was = key.state
    key.retire()
    key.save(update_fields=["state"])
    audit.record(act="credentials.retire_key", by=by, subject=key, was=was, became=key.state)
    jobs.enqueue("credentials.publish_trust_file")
    return key


@transaction.atomic
def compromise_key(*, kid: str, at: datetime, by: User | None) -> IssuingKey:
    """Nothing that it signed is trusted by a checker any more."""
    key = IssuingKey.objects.select_for_update().get(kid=kid)
    if key.state == IssuingKey.State.COMPROMISED:
        return key
    was = key.state
    key.compromise(at=at)
    key.save(update_fields=["state", "compromised_at"])
    audit.record(act="credentials.compromise_key", by=by, subject=key, was=was, became=key.state)
    jobs.enqueue("credentials.publish_trust_file")
    return key
