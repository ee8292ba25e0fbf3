"""Entries of learning in the house's menus."""

from django.utils.translation import gettext_lazy as _

from courses.learning.models import TrainingClass
from courses.providers.permissions import is_engaged
from stc.look import navigation
from stc.look.navigation import Entry


def register() -> None:
    navigation.register(Entry(navigation.PERSON, _("Belajar"), "learning:mine", "learn", 10))
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Mengajar"),
            "learning:classes",
            "group",
            20,
            visible_to=is_engaged,
            waiting=lambda user: TrainingClass.objects.visible_to(user).running(),
            waiting_label=_("kelas berjalan"),
        )
    )
