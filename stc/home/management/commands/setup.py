from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from stc import shared_cache
from stc.home import reference


class Command(BaseCommand):
    help = "Bring an installation up to date: tables, reference data and, in a demo, its people."

    def handle(self, *args, **options) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        shared_cache.need_not_survive()
        reference.load()
        reference.load_catalogue()
        if settings.DEMO:
            call_command("keys", "ceremony", stdout=self.stdout)
            call_command("document_key", make=True, stdout=self.stdout)
            call_command("demo")
