"""The kinds of notices of this app."""

from django.utils.translation import gettext_lazy as _

from stc.notices import kinds


def register() -> None:
    kinds.register_group("associations", label=_("Asosiasi"), order=45)
    kinds.register(
        "branches.appointed",
        label=_("Jabatan di cabang"),
        group="associations",
        mandatory=True,
        needs=("branch", "association", "role", "starts_on", "ends_on"),
        action=_("Buka Cabang"),
        url_name="branches:mine",
    )
    kinds.register(
        "branches.office_ended",
        label=_("Jabatan di cabang berakhir"),
        group="associations",
        mandatory=True,
        needs=("branch", "role", "ends_on"),
    )
