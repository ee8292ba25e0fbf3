"""What something is worth today, in one word, one pictogram and one tint: the same everywhere.

Six families of pictogram and tint. A kind may carry another word, never another pictogram.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Standing:
    label: str | Promise
    icon: str
    tint: str  # the CSS class is-<tint>


STANDINGS = {
    "valid": Standing(_("Berlaku"), "shield-check", "valid"),
    "expiring": Standing(_("Segera berakhir"), "clock", "waiting"),
    "suspended": Standing(_("Dibekukan"), "pause", "waiting"),
    "unknown": Standing(_("Tidak dapat dipastikan"), "clock", "waiting"),
    "revoked": Standing(_("Dicabut"), "cross", "ended"),
    "not_genuine": Standing(_("Tidak asli"), "cross", "ended"),
    "replaced": Standing(_("Diganti"), "arrows", "replaced"),
    "expired": Standing(_("Berakhir"), "hourglass", "resting"),
    "draft": Standing(_("Konsep"), "pencil", "resting"),
}
