from django.core.management.base import BaseCommand, CommandError

from stc.errors import DomainError
from stc.regions import services


class Command(BaseCommand):
    """Load provinces, cities and regencies, and let names take effect whose day has come."""

    help = "Load provinces, cities and regencies; safe to run again."

    def handle(self, *args, **options) -> None:
        try:
            loaded = services.load_regions()
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"regions: {loaded.added} added, {loaded.changed} changed")
