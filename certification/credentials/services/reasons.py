"""What an officer may choose from when revoking."""

from django.db import transaction

from certification.credentials.models import RevocationReason

# The first rows; people change them.
REASONS = (
    ("obtained_by_fraud", "Diperoleh dengan cara yang tidak benar", "Obtained by fraud"),
    ("misuse", "Sertifikat disalahgunakan", "The certificate was misused"),
    ("no_longer_competent", "Tidak lagi memenuhi syarat", "Requirements are no longer met"),
    ("wrong_data", "Data pada sertifikat salah", "Wrong data on the certificate"),
    ("holders_wish", "Permintaan pemegang", "At the holder's request"),
)


@transaction.atomic
def load_reasons() -> None:
    """Load the first reasons. Rows that are there are left alone."""
    for code, label_id, label_en in REASONS:
        RevocationReason.objects.get_or_create(
            code=code, defaults={"label_id": label_id, "label_en": label_en}
        )
