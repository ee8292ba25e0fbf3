from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class KeyNameTaken(DomainError):
    code = "key_name_taken"
    message = _(
        "Anda sudah punya kunci bernama “%(label)s”. Pilih nama lain, atau cabut kunci itu dulu."
    )


class TooManyKeys(DomainError):
    code = "too_many_keys"
    message = _("Anda sudah punya %(limit)s kunci. Cabut yang tidak dipakai lagi.")


class KeyExpiryOutOfRange(DomainError):
    code = "key_expiry_out_of_range"
    message = _("Masa berlaku kunci antara hari ini dan %(days)s hari lagi. Pilih tanggal lain.")


class UnknownScope(DomainError):
    code = "unknown_scope"
    message = _("Pilih apa yang boleh dilakukan dengan kunci ini.")
