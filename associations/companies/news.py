"""The kinds of notices of this app. None names another person: a notice outlives an erasure."""

from django.utils.translation import gettext_lazy as _

from associations.companies.permissions import is_employed, is_seated
from stc.notices import kinds


def _concerned(person) -> bool:
    return is_employed(person) or is_seated(person)


def register() -> None:
    kinds.register_group("companies", label=_("Pekerjaan"), order=45, concerns=_concerned)
    kinds.register(
        "companies.seated",
        label=_("Wakil perusahaan"),
        group="companies",
        mandatory=True,
        needs=("company", "manages", "starts_on", "ends_on"),
        action=_("Buka perusahaan"),
        url_name="companies:mine",
    )
    kinds.register(
        "companies.seat_ended",
        label=_("Tugas wakil perusahaan berakhir"),
        group="companies",
        mandatory=True,
        needs=("company", "ends_on"),
    )
    kinds.register(
        "companies.proposed",
        label=_("Ajakan kerja"),
        group="companies",
        needs=("company",),
        action=_("Jawab ajakan"),
        url_name="companies:answer",
        url_args=("employment",),
    )
    for name, label in (
        ("companies.accepted", _("Ajakan kerja diterima")),
        ("companies.guard_left", _("Satpam berhenti")),
    ):
        kinds.register(
            name,
            label=label,
            group="companies",
            needs=("company",),
            action=_("Buka daftar satpam"),
            url_name="companies:roster",
            url_args=("slug",),
        )
    kinds.register(
        "companies.employment_ended",
        label=_("Hubungan kerja berakhir"),
        group="companies",
        mandatory=True,
        needs=("company", "ends_on"),
    )
