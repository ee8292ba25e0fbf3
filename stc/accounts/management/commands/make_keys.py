import secrets

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Print new keys for identity numbers, as lines for the environment. An installation that "
        "has none yet does not start: DEMO=true for this one command."
    )
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"PERSONAL_DATA_KEYS={Fernet.generate_key().decode()}")
        self.stdout.write(f"NIK_HASH_KEY={secrets.token_hex(32)}")
