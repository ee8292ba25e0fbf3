from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from stc.errors import DomainError
from stc.home.restores import restore_backup


class Command(BaseCommand):
    help = "Put a backup back, all of it or nothing. Stop web and worker first."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="even where people are: their data is replaced"
        )

    def handle(self, *, file: Path, replace: bool, **_) -> None:
        try:
            manifest = restore_backup(file, replace=replace)
        except (DomainError, FileNotFoundError) as error:
            raise CommandError(str(error)) from error
        rows = sum(table.rows for table in manifest.tables)
        self.stdout.write(f"{file}: {rows} rows, {len(manifest.files)} files, all as it was.")
        self.stdout.write("Everybody signs in anew. `manage.py update_index` fills the search.")
        if manifest.keys:
            self.stdout.write(
                "The backup's keys are in keys.json beside the data: set them, then delete it."
            )
