from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from stc.errors import DomainError
from stc.home import demo


class Command(BaseCommand):
    help = "Make the demo's people and write their log-ins to demo.txt in the data folder."

    def handle(self, *args, **options) -> None:
        try:
            demo.make()
        except DomainError as error:
            raise CommandError(str(error)) from error
        (settings.DATA_DIR / "demo.txt").write_text(demo.sheet(), "utf-8")
