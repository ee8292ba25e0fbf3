from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ItemsConfig(AppConfig):
    """The item bank: questions in versions, each with its key, which only marking reads."""

    name = "certification.items"
    verbose_name = _("Bank soal")

    def ready(self) -> None:
        from certification.items.models import ItemVersion, Key, Option
        from stc.audit import append_only

        append_only.register(Option)
        append_only.register(Key)
        append_only.keep(ItemVersion)
