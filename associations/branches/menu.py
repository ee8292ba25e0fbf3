"""Entries of branches in the house's menus."""

from django.utils.translation import gettext_lazy as _

from associations.branches.permissions import is_office_holder
from stc.accounts.permissions import is_platform_admin
from stc.look import navigation
from stc.look.navigation import Entry


def register() -> None:
    # In the foot: with one entry more the head no longer fits one line of a small laptop.
    navigation.register(Entry(navigation.FOOT, _("Asosiasi"), "branches:public_tree", "branch", 2))
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Cabang"),
            "branches:mine",
            "branch",
            40,
            visible_to=is_platform_admin | is_office_holder,
        )
    )
