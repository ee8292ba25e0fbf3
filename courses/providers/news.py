"""The kinds of notices of this app."""

from django.utils.translation import gettext_lazy as _

from stc.notices import kinds


def register() -> None:
    kinds.register_group("courses", label=_("Pelatihan"), order=40)
    kinds.register(
        "providers.engaged",
        label=_("Tugas di penyelenggara"),
        group="courses",
        mandatory=True,
        needs=("provider", "manages", "starts_on", "ends_on"),
    )
    kinds.register(
        "providers.engagement_ended",
        label=_("Tugas di penyelenggara berakhir"),
        group="courses",
        mandatory=True,
        needs=("provider", "ends_on"),
    )
