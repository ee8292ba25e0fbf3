"""What the keys ask for: said on the officers' page and after each act of ``manage.py keys``."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from certification.credentials.models import SigningKey
from certification.credentials.services.key_sets import is_told
from stc.look import written


def what_next(now: datetime) -> Iterator[str]:
    """What key holders should do: a line for each thing, none where all is well."""
    coming = list(SigningKey.objects.coming(now))
    for purpose in SigningKey.Purpose:
        newest = next((key for key in coming if key.purpose == purpose), None)
        if newest is None:
            yield _("Tidak ada kunci %(purpose)s: jalankan manage.py keys ceremony.") % {
                "purpose": purpose.label
            }
        elif newest.signs_until <= now + SigningKey.ENDS_SOON:
            yield _(
                "Kunci %(purpose)s %(kid)s berakhir %(until)s: jalankan manage.py keys rotate "
                "%(name)s."
            ) % {
                "purpose": purpose.label,
                "kid": newest.kid,
                "until": written.local_moment(newest.signs_until),
                "name": purpose.value,
            }
    if coming and not is_told():
        yield _(
            "Akar belum menandatangani keadaan ini: pasang kunci akar, lalu jalankan "
            "manage.py keys ceremony."
        )
