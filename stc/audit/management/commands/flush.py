"""``flush`` for a house with append-only tables: their triggers would refuse Django's own."""

from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management.commands import flush
from django.db import connections

from stc.audit import append_only

# Filled by the test suite: what a database holds when it is born (pages, locales, site, groups).
# Between transactional tests it is put back; a flush by hand finds this empty, and empties all.
BORN: dict[str, str] = {}


class Command(flush.Command):
    help = f"{flush.Command.help} Append-only tables are emptied too, and closed again."

    def handle(self, **options) -> None:
        using = options["database"]
        born = BORN.get(using)
        append_only.lift(using=using)
        try:
            super().handle(
                **{**options, "inhibit_post_migrate": born or options["inhibit_post_migrate"]}
            )
            if born:
                connections[using].creation.deserialize_db_from_string(born)
                ContentType.objects.clear_cache()
                caches["default"].clear()
        finally:
            append_only.install(using=using)
