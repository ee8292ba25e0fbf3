"""What the acts of this app are called in the trail."""

from django.utils.translation import gettext_lazy as _

from stc.audit import acts

acts.register(
    {
        "branches.open_branch": _("Membuka cabang"),
        "branches.close_branch": _("Menutup cabang"),
        "branches.appoint": _("Menunjuk pengurus cabang"),
        "branches.end_office": _("Mengakhiri jabatan di cabang"),
    }
)
