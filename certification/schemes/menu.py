"""Entries of schemes in the house's menus."""

from django.utils.translation import gettext_lazy as _

from stc.look import navigation
from stc.look.navigation import Entry


def register() -> None:
    navigation.register(Entry(navigation.PUBLIC, _("Skema"), "schemes:list", "certificate", 1))
