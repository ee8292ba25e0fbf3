"""Entries of schemes in the house's menus."""

from django.utils.translation import pgettext_lazy

from stc.look import navigation
from stc.look.navigation import Entry


def register() -> None:
    navigation.register(
        Entry(navigation.PUBLIC, pgettext_lazy("menu", "Skema"), "schemes:list", "certificate", 1)
    )
