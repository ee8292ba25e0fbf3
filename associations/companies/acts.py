"""What the acts of this app are called in the trail."""

from django.utils.translation import gettext_lazy as _

from stc.audit import acts

acts.register(
    {
        "companies.give_seat": _("Menunjuk wakil perusahaan"),
        "companies.end_seat": _("Mengakhiri tugas wakil perusahaan"),
        "companies.propose": _("Mengajak orang bekerja"),
        "companies.accept": _("Menerima ajakan kerja"),
        "companies.decline": _("Menolak ajakan kerja"),
        "companies.end_employment": _("Mengakhiri hubungan kerja"),
    }
)
