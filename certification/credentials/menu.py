"""Entries of credentials in the house's menus."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.credentials.models import SigningKey
from stc.look import navigation
from stc.look.navigation import Entry


def _may_see_all(user) -> bool:
    return user is not None and user.has_perm("credentials.see_all")


def _may_see_keys(user) -> bool:
    return user is not None and user.has_perm("credentials.see_keys")


def register() -> None:
    # The question that a stranger comes with stands first.
    navigation.register(
        Entry(
            navigation.PUBLIC,
            _("Periksa sertifikat"),
            "credentials:check",
            "shield-check",
            order=-1,
        )
    )
    navigation.register(
        Entry(navigation.PERSON, _("Sertifikat"), "credentials:mine", "certificate", 30)
    )
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Sertifikat"),
            "credentials:list",
            "certificate",
            40,
            visible_to=_may_see_all,
        )
    )
    navigation.register(
        Entry(
            navigation.OFFICER,
            _("Kunci"),
            "credentials:keys",
            "key",
            85,
            visible_to=_may_see_keys,
            waiting=lambda _user: SigningKey.objects.ending_soon(timezone.now()),
            waiting_label=_("segera berakhir"),
        )
    )
