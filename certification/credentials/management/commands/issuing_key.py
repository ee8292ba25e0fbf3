from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from certification.credentials import keys, services


class Command(BaseCommand):
    help = "Let the key in ISSUING_KEY_FILE sign for a year; --make writes a new one there first."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--make", action="store_true", help="make the file, if there is none")

    def handle(self, *, make: bool, **options) -> None:
        file = settings.ISSUING_KEY_FILE
        try:
            key = keys.read(file)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if key is None and not make:
            raise CommandError(f"{file} is not there. Make it with --make, and keep a copy apart.")
        key = key or keys.make(file)
        row = services.register_key(public=key.public_key().public_bytes_raw(), by=None)
        self.stdout.write(f"{row.kid}: {row.get_state_display()}, {row.signs_until:%Y-%m-%d}")
