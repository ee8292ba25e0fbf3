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


class NotYourCredential(DomainError):
    code = "not_your_credential"
    message = _("Sertifikat ini milik orang lain, jadi hanya pemegangnya yang membagikannya.")


class NoSuchSpan(DomainError):
    code = "no_such_span"
    message = _("Pilih berapa lama tautan terbuka: 1, 7, atau 30 hari.")


class NoSigningKey(DomainError):
    code = "no_signing_key"
    message = _(
        "Tidak ada kunci %(purpose)s yang boleh menandatangani sekarang: %(why)s. "
        "Lihat manage.py keys show, lalu coba lagi."
    )


class OutlivesKey(DomainError):
    code = "outlives_key"
    message = _(
        "Sertifikat %(number)s masih berlaku ketika kunci %(kid)s sudah tidak diperiksa lagi. "
        "Perpendek masa berlakunya, lalu terbitkan lagi."
    )


class NoSuchKey(DomainError):
    code = "no_such_key"
    message = _("Tidak ada kunci %(kid)s. Lihat semua kunci dengan manage.py keys show.")


class LastKey(DomainError):
    code = "last_key"
    message = _(
        "Tidak ada kunci %(purpose)s lain yang menandatangani sekarang, jadi %(kid)s belum "
        "boleh dipensiunkan. Buat penggantinya dulu: manage.py keys rotate."
    )


class NoKeyStore(DomainError):
    code = "no_key_store"
    message = _(
        "Tempat kunci tidak dapat dipakai (%(variable)s). Nilainya file:///folder yang dapat "
        "dibaca dan ditulis, atau pkcs11:token=NAMA?module-path=/pustaka.so."
    )


class NoPassphrase(DomainError):
    code = "no_passphrase"
    message = _(
        "Kata sandi kunci belum diberikan. Isi %(variable)s, sebutkan filenya, "
        "atau jalankan perintah ini di terminal agar dapat mengetiknya."
    )


class ShortPassphrase(DomainError):
    code = "short_passphrase"
    message = _("Kata sandi kunci (%(variable)s) terlalu pendek: pakai %(shortest)s huruf ke atas.")


class WrongPassphrase(DomainError):
    code = "wrong_passphrase"
    message = _(
        "Kata sandi salah: kunci %(kid)s tidak terbuka. Tidak ada yang berubah. "
        "Ketik lagi, atau periksa isi variabel dan filenya."
    )


class WrongPin(WrongPassphrase):
    code = "wrong_pin"
    message = _(
        "PIN token %(token)s salah. Tidak ada yang berubah, tetapi token menghitung percobaan: "
        "periksa isi variabel dan filenya dulu, baru coba lagi."
    )


class LockedToken(WrongPassphrase):
    code = "locked_token"
    message = _(
        "Token %(token)s terkunci karena PIN yang salah terlalu sering. Buka kuncinya menurut "
        "petunjuk pembuatnya, lalu coba lagi."
    )


class NoToken(DomainError):
    code = "no_token"
    message = _(
        "Token %(token)s tidak ada di komputer ini atau tidak menjawab (%(answer)s). "
        "Pasang tokennya, lalu coba lagi."
    )


class DamagedKey(DomainError):
    code = "damaged_key"
    message = _(
        "File kunci %(kid)s tidak ada di sini atau rusak. Pasang tempat kuncinya, "
        "atau kembalikan filenya dari salinan."
    )


class NoCardOfIt(DomainError):
    code = "no_card_of_it"
    message = _("Sertifikat %(number)s tidak berlaku; kartunya tidak dicetak.")


class CardsInMaking(DomainError):
    code = "cards_in_making"
    message = _("%(there)s dari %(asked)s kartu sudah siap. Sisanya sedang dibuat.")


class NotPrintable(DomainError):
    code = "not_printable"
    message = _(
        "%(letters)s pada “%(text)s” tidak dapat dicetak pada sertifikat. "
        "Perbaiki data itu, lalu coba lagi."
    )
