"""What the acts of this app are called in the trail."""

from django.utils.translation import gettext_lazy as _

from stc.audit import acts

acts.register(
    {
        "credentials.issue": _("Menerbitkan sertifikat"),
        "credentials.revoke": _("Mencabut sertifikat"),
        "credentials.suspend": _("Membekukan sertifikat"),
        "credentials.lift": _("Mengaktifkan lagi sertifikat"),
        "credentials.replace": _("Mengganti sertifikat"),
        "credentials.publish_template": _("Menerbitkan rancangan cetak"),
        "credentials.print": _("Mencetak kartu"),
        "credentials.share": _("Membagikan sertifikat lewat tautan"),
        "credentials.unshare": _("Mematikan tautan sertifikat"),
        "credentials.make_key": _("Membuat kunci tanda tangan"),
        "credentials.retire_key": _("Memensiunkan kunci tanda tangan"),
        "credentials.compromise_key": _("Menyatakan kunci tanda tangan bocor"),
        "credentials.sign_key_set": _("Menandatangani himpunan kunci"),
    }
)
