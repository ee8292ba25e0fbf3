from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from certification.credentials import keystore, paper
from certification.credentials.keystore import documents
from stc.errors import DomainError


class Command(BaseCommand):
    help = "Show the key in DOCUMENT_KEY_FILE that certifies the PDFs; --make makes one first."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--make", action="store_true", help="make the file, if there is none")

    def handle(self, *, make: bool, **options) -> None:
        file = settings.DOCUMENT_KEY_FILE
        try:
            key = documents.read(file, keystore.document_passphrase)
            if key is None and not make:
                raise CommandError(
                    f"{file} is not there: PDFs are not signed. Make it with --make."
                )
            key = key or documents.make(
                file,
                keystore.document_passphrase(),
                body=paper.HOUSE.issuer,
                now=timezone.now(),
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        subject = key.certificate.subject.rfc4514_string()
        self.stdout.write(f"{subject}, {key.certificate.not_valid_after_utc:%Y-%m-%d}")
