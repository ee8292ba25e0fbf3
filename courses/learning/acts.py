"""What the acts of this app are called in the trail."""

from django.utils.translation import gettext_lazy as _

from stc.audit import acts

acts.register(
    {
        "learning.enrol": _("Mengikuti kurikulum"),
        "learning.complete": _("Selesai membaca kurikulum"),
        "learning.open_class": _("Membuka kelas"),
        "learning.add_to_class": _("Memasukkan peserta ke kelas"),
        "learning.add_instructor": _("Menambah instruktur kelas"),
        "learning.record_hours": _("Mencatat jam pelajaran"),
    }
)
