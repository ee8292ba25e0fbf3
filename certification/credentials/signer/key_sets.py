"""The root signs the set of keys."""

from functools import partial

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.credentials.errors import NoSigningKey
from certification.credentials.formats import cose
from certification.credentials.keystore import KeyStore
from certification.credentials.models import KeySet, SigningKey
from certification.credentials.services.key_sets import VERSION, to_tell


def sign_key_set(store: KeyStore) -> KeySet:
    """The set as things stand now, not yet kept, with the next sequence. Raises NoSigningKey."""
    now = timezone.now()
    root = SigningKey.objects.signing(now).filter(purpose="root").first()
    if root is None:
        raise NoSigningKey(
            purpose=SigningKey.Purpose.ROOT.label, why=_("tidak ada yang aktif pada waktu ini")
        )
    sequence = (KeySet.objects.aggregate(last=Max("sequence"))["last"] or 0) + 1
    payload = cose.encode([VERSION, sequence, int(now.timestamp()), to_tell()])
    content = cose.sign(payload, by=partial(store.sign, root.kid), kid=bytes.fromhex(root.kid))
    return KeySet(sequence=sequence, root=root, made_at=now, content=content)
