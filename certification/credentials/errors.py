from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class OwnCredential(DomainError):
    code = "own_credential"
    message = _("Sertifikat %(number)s milik Anda sendiri. Minta petugas lain untuk mengubahnya.")


class AlreadyReplaced(DomainError):
    code = "already_replaced"
    message = _("Sertifikat %(number)s sudah diganti. Ubah status sertifikat penggantinya.")


class AlreadyRevoked(DomainError):
    code = "already_revoked"
    message = _(
        "Sertifikat %(number)s sudah dicabut untuk selamanya. Terbitkan yang baru bila perlu."
    )


class NotItsReplacement(DomainError):
    code = "not_its_replacement"
    message = _(
        "Sertifikat %(number)s hanya diganti oleh sertifikat lain milik orang yang sama, "
        "yang berlaku dan belum menggantikan yang lain."
    )


class NoSigningKey(DomainError):
    code = "no_signing_key"
    message = _(
        "Tidak ada kunci penerbit yang boleh menandatangani sekarang (%(why)s). "
        "Jalankan perintah issuing_key, lalu coba lagi."
    )
