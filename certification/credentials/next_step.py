"""What a holder does next: fetch the paper of a certificate that was issued lately."""

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.credentials.models import Credential
from stc.look import next_steps
from stc.look.next_steps import NextStep

ORDER = 30
NEW_FOR = timedelta(days=14)


def register() -> None:
    next_steps.register(ORDER, rows=_new, step=_fetch)


def _new(user) -> QuerySet:
    now = timezone.now()
    held = Credential.objects.of_holder(user).holding_at(now)
    return held.filter(issued_at__gt=now - NEW_FOR)


def _fetch(credentials: QuerySet) -> NextStep:
    return NextStep(
        title=_("Sertifikat Anda sudah terbit"),
        text=credentials.first().title,
        label=_("Ambil sertifikat"),
        url=reverse("credentials:mine"),
        icon="download",
    )
