"""What a candidate does next: the exam that is open now, else the one that is coming."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.exams.models import Registration
from stc.look import next_steps
from stc.look.next_steps import NextStep
from stc.look.written import local_moment

NOW, COMING = 10, 25


def register() -> None:
    next_steps.register(NOW, rows=Registration.objects.startable, step=_sit)
    next_steps.register(COMING, rows=_coming, step=_come)


def _sit(seats: QuerySet) -> NextStep:
    """What has begun comes before what is only open: its clock runs."""
    found = seats.select_related("sitting", "attempt").order_by("attempt__ends_at", "pk")
    seat = max(found, key=lambda one: hasattr(one, "attempt"))
    if hasattr(seat, "attempt"):
        return NextStep(
            title=_("Ujian Anda sedang berjalan"),
            text=f"{seat.sitting}",
            label=_("Lanjutkan ujian"),
            url=reverse("exams:attempt", args=[seat.attempt.pk]),
        )
    return NextStep(
        title=_("Ujian Anda sudah dibuka"),
        text=f"{seat.sitting}",
        label=_("Mulai ujian"),
        url=reverse("exams:start", args=[seat.pk]),
    )


def _coming(user) -> QuerySet:
    return Registration.objects.of(user).standing().filter(sitting__opens_at__gt=timezone.now())


def _come(seats: QuerySet) -> NextStep:
    sitting = seats.select_related("sitting").order_by("sitting__opens_at", "pk").first().sitting
    return NextStep(
        title=_("Ujian Anda %(moment)s") % {"moment": local_moment(sitting.opens_at)},
        text=f"{sitting}, {sitting.venue}",
        label=_("Lihat ujian"),
        url=reverse("exams:mine"),
    )
