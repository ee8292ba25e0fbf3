"""The kinds of notices of this app."""

from django.utils.translation import gettext_lazy as _

from stc.notices import kinds


def register() -> None:
    kinds.register(
        "learning.seated",
        label=_("Masuk kelas"),
        group="courses",
        mandatory=True,
        needs=("class_name", "provider", "starts_on", "ends_on"),
        action=_("Buka Belajar"),
        url_name="learning:mine",
    )
