"""Entries of companies in the house's menus."""

from django.utils.translation import gettext_lazy as _

from associations.companies.models import Employment
from associations.companies.permissions import is_employed, is_seated
from stc.look import navigation
from stc.look.navigation import Entry


def register() -> None:
    navigation.register(
        Entry(
            navigation.PERSON,
            _("Pekerjaan"),
            "companies:jobs",
            "building",
            60,
            visible_to=is_employed,
            waiting=lambda user: Employment.objects.of(user).proposed(),
            waiting_label=_("ajakan menunggu jawaban Anda"),
        )
    )
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Perusahaan saya"),
            "companies:mine",
            "building",
            15,
            visible_to=is_seated,
        )
    )
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Wakil perusahaan"),
            "companies:seats",
            "group",
            31,
            visible_to=lambda user: user is not None and user.has_perm("companies.see_seats"),
        )
    )
