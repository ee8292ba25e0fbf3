"""What a guard does next: answer a company that asks them to work for it."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from associations.companies.models import Employment
from stc.look import next_steps
from stc.look.next_steps import NextStep

# After a guard's own way to a certificate: a proposal stands among what waits for them meanwhile.
ORDER = 35


def register() -> None:
    next_steps.register(ORDER, rows=lambda user: Employment.objects.of(user).proposed(), step=_step)


def _step(proposals: QuerySet) -> NextStep:
    """The one that waits longest."""
    proposal = proposals.select_related("company").order_by("proposed_at", "pk").first()
    return NextStep(
        title=_("Ada perusahaan yang mengajak Anda"),
        text=f"{proposal.company}",
        label=_("Jawab ajakan"),
        url=reverse("companies:answer", args=[proposal.pk]),
    )
