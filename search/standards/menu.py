"""Entries of the catalogue in the house's menus."""

from django.utils.translation import pgettext_lazy

from stc.look import navigation
from stc.look.navigation import Entry


def register() -> None:
    label = pgettext_lazy("menu", "Standar")
    navigation.register(Entry(navigation.PUBLIC, label, "standards:list", "standard", 2))
