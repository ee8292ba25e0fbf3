from django.core.management.base import BaseCommand

from stc.accounts.services import identity


class Command(BaseCommand):
    help = (
        "Seal every identity number with the first of PERSONAL_DATA_KEYS and hash it with today's "
        "NIK_HASH_KEY. Run it after putting a new key first; then the old keys can go."
    )

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{identity.reseal_all()} resealed")
