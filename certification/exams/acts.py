"""What the acts of this app are called in the trail."""

from django.utils.translation import gettext_lazy as _

from stc.audit import acts

acts.register(
    {
        "exams.open_sitting": _("Membuka sesi ujian"),
        "exams.register": _("Mendaftarkan ke sesi ujian"),
        "exams.withdraw": _("Membatalkan pendaftaran ujian"),
        "exams.start": _("Memulai ujian"),
        "exams.hand_in": _("Menyerahkan jawaban"),
        "exams.time_over": _("Waktu ujian habis"),
        "exams.mark": _("Menilai ujian"),
        "exams.release": _("Menerbitkan hasil ujian"),
    }
)
