from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from stc.errors import DomainError
from stc.home.backups import make_backup


class Command(BaseCommand):
    help = "Write database, media and private files into one file. May run while the house runs."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--keys",
            action="store_true",
            help="the keys too: then guard the file as you guard them",
        )

    def handle(self, *, file: Path, keys: bool, **_) -> None:
        try:
            manifest = make_backup(file, with_keys=keys)
        except DomainError as error:
            raise CommandError(str(error)) from error
        rows = sum(table.rows for table in manifest.tables)
        self.stdout.write(f"{file}: {rows} rows, {len(manifest.files)} files")
