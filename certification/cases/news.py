"""The kinds of notices of this app."""

from django.utils.translation import gettext_lazy as _

from stc.notices import kinds


def register() -> None:
    for name, label, needs in (
        ("cases.result_out", _("Hasil ujian sertifikasi terbit"), ()),
        ("cases.decided", _("Permohonan sertifikasi diputuskan"), ("reasons",)),
    ):
        kinds.register(
            name,
            label=label,
            group="credentials",
            mandatory=True,
            needs=("title_id", "title_en", "outcome", *needs),
            action=_("Buka permohonan"),
            url_name="cases:detail",
            url_args=("case_id",),
        )
    kinds.register(
        "cases.batch_ended",
        label=_("Putusan sekaligus selesai"),
        group="credentials",
        mandatory=True,
        needs=("group", "done", "refused"),
        action=_("Lihat hasilnya"),
        url_name="cases:batch",
        url_args=("batch_id",),
        inbox_only=True,
    )
