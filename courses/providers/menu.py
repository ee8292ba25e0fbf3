"""Entries of providers in the house's menus."""

from django.utils.translation import gettext_lazy as _

from stc.look import navigation
from stc.look.navigation import Entry


def register() -> None:
    navigation.register(
        Entry(navigation.PUBLIC, _("Penyelenggara"), "providers:public_list", "building", 1)
    )
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Tugas di penyelenggara"),
            "providers:engagements",
            "group",
            30,
            visible_to=lambda user: user is not None and user.has_perm("providers.see_engagements"),
        )
    )
