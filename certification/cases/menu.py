"""Entries of cases in the house's menus."""

from django.utils.translation import gettext_lazy as _

from certification.cases.models import Case
from stc.look import navigation
from stc.look.navigation import Entry


def register() -> None:
    navigation.register(
        Entry(
            navigation.PERSON,
            _("Sertifikasi"),
            "cases:mine",
            "shield-check",
            25,
            waiting=lambda user: Case.objects.all().asking(user),
            waiting_label=_("langkah Anda berikutnya"),
        )
    )
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Perkara"),
            "cases:queue",
            "gavel",
            10,
            visible_to=lambda user: user is not None and user.has_perm("cases.see_queue"),
            waiting=lambda user: Case.objects.all().decidable_by(user),
            waiting_label=_("menunggu keputusan Anda"),
        )
    )
