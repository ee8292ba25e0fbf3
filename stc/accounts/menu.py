"""Entries of accounts in the house's menus."""

from django.utils.translation import gettext_lazy as _

from stc.accounts.models import ErasureRequest, SameNik
from stc.look import navigation
from stc.look.navigation import Entry


def _may(right: str):
    return lambda user: user is not None and user.has_perm(right)


def register() -> None:
    for label, url_name, icon, order in (
        (_("Profil"), "accounts:profile", "person", 50),
        (_("Persetujuan"), "accounts:consent", "check", 90),
        (_("Data saya"), "accounts:data", "download", 91),
    ):
        navigation.register(Entry(navigation.PERSON, label, url_name, icon, order))
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Permintaan penghapusan"),
            "accounts:erasures",
            "trash",
            60,
            visible_to=_may("accounts.see_erasures"),
            waiting=lambda user: ErasureRequest.objects.waiting(),
            waiting_label=_("menunggu keputusan"),
        )
    )
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("NIK yang sama"),
            "accounts:same_niks",
            "group",
            61,
            visible_to=_may("accounts.see_same_niks"),
            waiting=lambda user: SameNik.objects.unsettled(),
            waiting_label=_("menunggu penjelasan"),
        )
    )
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Peran"),
            "accounts:roles",
            "key",
            70,
            visible_to=_may("accounts.manage_roles"),
        )
    )
