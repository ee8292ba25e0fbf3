from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stc.jobs.querysets import JobQuerySet

_NO_LEASE = Q(lease_token__isnull=True, lease_until__isnull=True)


class Job(models.Model):
    """A piece of work that outlives the request, written in the transaction that causes it.

    ::

        enqueue ──> waiting ──take──> running ──completing()──> done
                     ^   ^             │   │ └─ lease ran out: taken again by another worker
                     │   └── failed ───┘   │
                     └── retry ── parked <─┴─ refused, or failed or abandoned once too often

    Every move is one compare-and-set UPDATE (see ``leases``): the row itself says whether the
    mover was first. ``args`` holds ids only, ``last_error`` no data of a person.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        RUNNING = "running", _("berjalan")
        DONE = "done", _("selesai")
        PARKED = "parked", _("diparkir")

    name = models.CharField(_("nama"), max_length=100)
    args = models.JSONField(_("isi"), default=dict)
    key = models.CharField(max_length=200, blank=True, help_text="One row of a name for each key.")
    queue = models.CharField(_("antrean"), max_length=50, default="default")
    state = models.CharField(
        _("keadaan"), max_length=10, choices=State.choices, default=State.WAITING
    )
    run_at = models.DateTimeField(_("jadwal"), default=timezone.now)
    send_at = models.DateTimeField(
        default=timezone.now, help_text="When the tick gives its id to the broker (again)."
    )
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(_("percobaan"), default=0)
    last_error = models.TextField(_("galat terakhir"), blank=True)
    created_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    started_at = models.DateTimeField(_("mulai"), null=True, blank=True)
    done_at = models.DateTimeField(_("selesai"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("pekerjaan")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"], condition=~Q(key=""), name="job_once_for_a_key"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="waiting", done_at__isnull=True) & _NO_LEASE
                    | Q(state="running", done_at__isnull=True, started_at__isnull=False)
                    & Q(lease_token__isnull=False, lease_until__isnull=False)
                    | Q(state="done", done_at__isnull=False) & _NO_LEASE
                    | Q(state="parked", done_at__isnull=True) & _NO_LEASE & ~Q(last_error="")
                ),
                name="job_has_what_its_state_needs",
            ),
        ]
        indexes = [
            models.Index(fields=["run_at"], condition=Q(state="waiting"), name="job_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="job_running"),
            models.Index(fields=["name"], condition=Q(state="parked"), name="job_parked"),
            models.Index(fields=["done_at"], condition=Q(state="done"), name="job_done"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
