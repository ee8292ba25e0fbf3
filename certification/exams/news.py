"""The kinds of notices of this app."""

from django.utils.translation import gettext_lazy as _

from stc.notices import kinds


def register() -> None:
    kinds.register_group("exams", label=_("Ujian"), order=41)
    kinds.register(
        "exams.withdrawn",
        label=_("Pendaftaran ujian dibatalkan petugas"),
        group="exams",
        mandatory=True,
        needs=("sitting", "why"),
    )
