"""What key holders do, step by step: each act yields lines of a runbook while it goes.

Each may be run again: what is done is left as it is, what was cut short is completed.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.credentials import keystore
from certification.credentials.errors import DamagedKey
from certification.credentials.keystore.passphrases import Ask
from certification.credentials.models import KeySet, SigningKey
from certification.credentials.services import keys
from certification.credentials.services.key_care import what_next
from certification.credentials.services.key_sets import is_told
from certification.credentials.signer.key_sets import sign_key_set
from stc.jobs import services as jobs
from stc.look import written

Purpose = SigningKey.Purpose
JOBS = (
    "credentials.sign",
    "credentials.sign_batch",
    "credentials.publish_status_list",
    "credentials.publish_trust_file",
)


def ceremony(*, ask: Ask | None) -> Iterator[str]:
    """Make what is missing of root, issuing and status key, and have the root sign the set."""
    now = timezone.now()
    for purpose in (Purpose.ISSUING, Purpose.STATUS):
        if not SigningKey.objects.coming(now).filter(purpose=purpose).exists():
            yield _make(purpose, now, ask=ask)
    if not SigningKey.objects.coming(now).filter(purpose=Purpose.ROOT).exists():
        yield from _new_root(ask=ask)
    yield from _finish(ask=ask)


def rotate(purpose: str, *, ask: Ask | None) -> Iterator[str]:
    """Make the successor of a key: told to checkers for a week before it signs, without a gap.

    A key whose private half is not here is no predecessor, but a root's has to be: or a stick that
    was not put in would be followed by a root on the disk of whoever forgot it.
    """
    now = timezone.now()
    newest = SigningKey.objects.coming(now).filter(purpose=purpose).first()
    root = purpose == Purpose.ROOT
    if newest is not None and newest.kid not in _here(root=root):
        if root:
            raise DamagedKey(kid=newest.kid)
        newest = None
    if newest is not None and newest.signs_from > now - SigningKey.ENDS_SOON:
        yield _("Kunci %(purpose)s %(kid)s masih baru, jadi tidak dibuatkan pengganti.") % {
            "purpose": newest.get_purpose_display(),
            "kid": newest.kid,
        }
    elif root:
        yield from _new_root(ask=ask)
    else:
        told_first = newest is not None and newest.signs_until > now + keys.EXPIRES
        yield _make(purpose, now + keys.EXPIRES if told_first else now, ask=ask)
        if told_first:
            yield _(
                "Kunci lama %(kid)s tetap menandatangani sampai saat itu; keduanya berlaku "
                "berdampingan, jadi tidak ada jeda. Tidak perlu dipensiunkan."
            ) % {"kid": newest.kid}
    yield from _finish(ask=ask)


def retire(kid: str, *, ask: Ask | None) -> Iterator[str]:
    """Let a key sign no more. What it signed stays good."""
    key = keys.retire_key(kid=kid, by=None)
    yield _(
        "Kunci %(kid)s: %(state)s. Yang sudah ditandatanganinya tetap asli. "
        "Hapus bagian rahasianya dari tempat kunci bila tidak diperlukan lagi."
    ) % {"kid": kid, "state": key.get_state_display()}
    yield from _finish(ask=ask)


def compromise(kid: str, *, at: datetime, ask: Ask | None) -> Iterator[str]:
    """Say that a key leaked: nothing it signed is good any more, and another takes its place."""
    key = keys.compromise_key(kid=kid, at=at, by=None)
    yield _(
        "Kunci %(kid)s: %(state)s sejak %(at)s. Tidak ada lagi tanda tangannya yang diterima, "
        "dan kunci ini tidak pernah kembali."
    ) % {
        "kid": kid,
        "state": key.get_state_display(),
        "at": written.local_moment(key.compromised_at),
    }
    now = timezone.now()
    if not SigningKey.objects.signing(now).filter(purpose=key.purpose).exists():
        if key.purpose == Purpose.ROOT:
            yield from _new_root(ask=ask)
        else:
            yield _make(key.purpose, now, ask=ask)
    yield from _finish(ask=ask)
    codes = key.signatures.count()
    if codes:
        yield _(
            "%(codes)s kode QR yang ditandatanganinya kini dijawab “tidak dapat dipastikan”; "
            "nomor seri yang diketik tetap dijawab. Terbitkan pengganti untuk pemegangnya. "
            "Menyelamatkan yang terbukti lebih tua dari kebocoran memerlukan log publik, "
            "yang belum ada."
        ) % {"codes": codes}


def show() -> Iterator[str]:
    """Every key, where its private half is, and what to do next. Asks no passphrase."""
    now = timezone.now()
    there = _here(root=True) | _here(root=False)
    for key in SigningKey.objects.order_by("purpose", "pk"):
        window = (key.signs_from, key.signed_until)
        yield "  ".join(
            [
                key.kid,
                key.get_purpose_display(),
                key.get_state_display(),
                " – ".join(map(written.local_moment, window)),
                _("rahasianya di sini") if key.kid in there else _("rahasianya tidak di sini"),
            ]
        )
    newest = KeySet.objects.first()
    if newest is not None:
        yield _("Himpunan kunci nomor %(sequence)s, ditandatangani %(at)s.") % {
            "sequence": newest.sequence,
            "at": written.local_moment(newest.made_at),
        }
    yield from what_next(now)


def _finish(*, ask: Ask | None) -> Iterator[str]:
    """Have the root sign what has changed, and let jobs that waited for a key go on."""
    if is_told():
        yield _("Himpunan kunci sudah sesuai; tidak ada yang perlu ditandatangani.")
    else:
        # Whoever types the passphrase does so outside a transaction.
        key_set = sign_key_set(keystore.opened(keystore.ROOT, ask=ask))
        keys.keep_key_set(key_set, by=None)
        yield _signed(key_set)
    for name in JOBS:
        jobs.retry_all(name=name, by=None)
    yield from what_next(timezone.now())


def _here(*, root: bool) -> set[str]:
    """The keys whose private halves are at hand."""
    return keystore.opened(keystore.ROOT if root else keystore.ONLINE).kids()


def _make(purpose: str, signs_from: datetime, *, ask: Ask | None) -> str:
    store = keystore.opened(ask=ask)
    kid, public = store.make()
    key = keys.register_key(kid=kid, public=public, purpose=purpose, signs_from=signs_from, by=None)
    return _made(key, store)


def _new_root(*, ask: Ask | None) -> Iterator[str]:
    """A root in the place of the one before. It signs the set at once: checkers pin one root."""
    store = keystore.opened(keystore.ROOT, ask=ask)
    kid, public = store.make()
    with transaction.atomic():
        keys.succeed_root(by=None)
        root = keys.register_key(
            kid=kid, public=public, purpose=Purpose.ROOT, signs_from=timezone.now(), by=None
        )
        key_set = sign_key_set(store)
        keys.keep_key_set(key_set, by=None)
    yield _made(root, store)
    yield _signed(key_set)


def _made(key: SigningKey, store: keystore.KeyStore) -> str:
    return _(
        "Kunci %(purpose)s %(kid)s dibuat. Menandatangani %(since)s sampai %(until)s. %(keeping)s"
    ) % {
        "purpose": key.get_purpose_display(),
        "kid": key.kid,
        "since": written.local_moment(key.signs_from),
        "until": written.local_moment(key.signs_until),
        "keeping": store.KEEPING,
    }


def _signed(key_set: KeySet) -> str:
    return _(
        "Akar %(root)s menandatangani himpunan kunci nomor %(sequence)s. Berkas kepercayaan dan "
        "daftar status menyusul sendiri; lepaskan kunci akar dan simpan terkunci."
    ) % {"root": key_set.root.kid, "sequence": key_set.sequence}
