"""``manage.py messages``: gather the texts of the sources and compile the English."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from stc.look import catalogue


class Command(BaseCommand):
    help = "Fill and compile locale/en from the sources; --check only says what is amiss."
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail on a fault")

    def handle(self, *, check: bool, **_) -> None:
        if check:
            if faults := catalogue.faults(settings.BASE_DIR):
                raise CommandError("\n".join(faults))
            return
        try:
            waiting = catalogue.fill(settings.BASE_DIR)
        except catalogue.NotWrittenOut as error:
            raise CommandError(str(error)) from error
        for text in waiting:
            self.stdout.write(f"to translate: {text!r}")
