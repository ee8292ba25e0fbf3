"""Who signs now."""

from dataclasses import dataclass
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from certification.credentials import keystore
from certification.credentials.errors import NoSigningKey
from certification.credentials.formats import cose
from certification.credentials.models import KeySet, SigningKey
from certification.credentials.services.key_sets import kids_in

QUEUE = "signer"


@dataclass(frozen=True)
class Signer:
    """A key that may sign now, and the store that holds its private half."""

    store: keystore.KeyStore
    row: SigningKey

    def sign(self, payload: bytes) -> bytes:
        return cose.sign(payload, by=self.sign_bytes, kid=bytes.fromhex(self.row.kid))

    @property
    def sign_bytes(self):
        return partial(self.store.sign, self.row.kid)


def signer(purpose: str) -> Signer:
    """The newest key that may sign, that the root vouches for, and whose private half is here.

    Raises NoSigningKey, which parks the job where an operator sees it.
    """
    said = SigningKey.Purpose(purpose).label
    rows = list(SigningKey.objects.signing(timezone.now()).filter(purpose=purpose))
    if not rows:
        raise NoSigningKey(purpose=said, why=_("tidak ada yang aktif pada waktu ini"))
    newest = KeySet.objects.first()
    told = kids_in(newest) if newest else frozenset()
    rows = [row for row in rows if row.kid in told]
    if not rows:
        raise NoSigningKey(purpose=said, why=_("akar belum menandatanganinya"))
    store = keystore.opened()
    there = store.kids()
    for row in rows:
        if row.kid in there:
            return Signer(store, row)
    raise NoSigningKey(purpose=said, why=_("bagian rahasianya tidak ada di komputer ini"))
