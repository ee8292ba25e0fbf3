"""What the acts of this app are called in the trail."""

from django.utils.translation import gettext_lazy as _

from stc.audit import acts

acts.register(
    {
        "cases.open_case": _("Mengajukan sertifikasi"),
        "cases.withdraw": _("Menarik permohonan sertifikasi"),
        "cases.confirm_name": _("Mengonfirmasi nama pada sertifikat"),
        "cases.examined": _("Menerima hasil ujian"),
        "cases.decide": _("Memutuskan permohonan sertifikasi"),
        "cases.ask_batch": _("Memutuskan sekaligus satu sesi atau kelas"),
    }
)
