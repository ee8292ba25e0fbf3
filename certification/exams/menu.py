"""Entries of exams in the house's menus."""

from django.utils.translation import gettext_lazy as _

from certification.exams import desk
from certification.exams.models import Registration
from stc.look import navigation
from stc.look.navigation import Entry


def _may_see_sittings(user) -> bool:
    return user is not None and user.has_perm("exams.see_sittings")


def register() -> None:
    navigation.register(
        Entry(
            navigation.PERSON,
            _("Ujian"),
            "exams:mine",
            "exam",
            20,
            waiting=Registration.objects.startable,
            waiting_label=_("ujian dapat dikerjakan sekarang"),
        )
    )
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Ujian"),
            "exams:sittings",
            "exam",
            25,
            visible_to=_may_see_sittings,
            waiting=desk.to_release,
            waiting_label=_("sesi siap diterbitkan"),
        )
    )
