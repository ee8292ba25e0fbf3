from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class BadRegionRow(DomainError):
    code = "bad_region_row"
    message = _("%(file)s, baris %(line)s: %(reason)s. Tidak ada yang diubah.")


class NameAlreadyDated(DomainError):
    code = "name_already_dated"
    message = _("%(region)s sudah punya nama yang berlaku sejak %(day)s. Pilih tanggal lain.")
