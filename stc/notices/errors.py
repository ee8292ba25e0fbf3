from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class AlwaysSent(DomainError):
    code = "always_sent"
    message = _(
        "Pemberitahuan %(kind)s selalu dikirim karena menyangkut keamanan atau hak Anda. "
        "Pilihan lain tetap dapat diubah."
    )


class AddressRefused(DomainError):
    code = "address_refused"
    message = _("%(channel)s menolak alamat penerima: %(answer)s. Perbaiki alamat, lalu coba lagi.")
