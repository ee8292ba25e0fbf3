"""What a key may be allowed. An endpoint names its trade (``scope = "notices"``); reading asks
``notices:read``, everything else ``notices:write``. A key never gives more than its owner has.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAFE = ("GET", "HEAD", "OPTIONS")

LABELS: dict[str, str | Promise] = {
    "profile:read": _("Membaca profil saya"),
    "profile:write": _("Mengubah bahasa dan zona waktu saya"),
    "regions:read": _("Membaca daftar wilayah"),
    "notices:read": _("Membaca kotak masuk saya"),
    "notices:write": _("Menandai pemberitahuan sudah dibaca"),
    "audit:read": _("Membaca jejak (hanya admin platform)"),
}


def needed(trade: str, method: str) -> str:
    """The scope that a method on an endpoint of this trade asks for."""
    return f"{trade}:{'read' if method in SAFE else 'write'}"
