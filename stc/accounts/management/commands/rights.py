from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from stc.accounts import rights


class Command(BaseCommand):
    help = "Write docs/rights.md, who may do what, from the code; --check only compares."
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail on a gap")

    def handle(self, *, check: bool, **_) -> None:
        file = settings.BASE_DIR / "docs" / "rights.md"
        text = rights.page()
        if not check:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        elif not file.exists() or file.read_text("utf-8") != text:
            raise CommandError("docs/rights.md does not say what the code does: manage.py rights")
