"""What the acts of this app are called in the trail."""

from django.utils.translation import gettext_lazy as _

from stc.audit import acts

acts.register(
    {
        "accounts.approve_merge": _("Menyetujui penggabungan data orang"),
        "accounts.approve_undo_merge": _("Menyetujui pembatalan penggabungan"),
        "accounts.ask_for_erasure": _("Meminta penghapusan data pribadi"),
        "accounts.ask_for_export": _("Meminta salinan data pribadi"),
        "accounts.change_photo": _("Mengganti foto"),
        "accounts.change_profile": _("Mengubah profil"),
        "accounts.claim_refused": _("Klaim data ditolak"),
        "accounts.claimed": _("Mengklaim data dengan bukti"),
        "accounts.decide_erasure": _("Memutuskan permintaan penghapusan"),
        "accounts.erase": _("Menghapus data pribadi"),
        "accounts.give_consent": _("Memberi persetujuan"),
        "accounts.merge": _("Menggabungkan data orang"),
        "accounts.phone_changed": _("Mengganti nomor ponsel"),
        "accounts.same_nik": _("NIK yang sama ditemukan"),
        "accounts.see_nik": _("Melihat NIK lengkap"),
        "accounts.set_nik": _("Mengisi NIK"),
        "accounts.settle_same_nik": _("Menyelesaikan NIK yang sama"),
        "accounts.undo_merge": _("Membatalkan penggabungan"),
        "accounts.withdraw_consent": _("Menarik persetujuan"),
        "accounts.withdraw_erasure": _("Menarik permintaan penghapusan"),
        "accounts.appoint": _("Memberi peran"),
        "accounts.end_role": _("Mengakhiri peran"),
        "accounts.withdraw_role": _("Mencabut peran"),
    }
)
