"""The identity number: set, checked, looked at; never logged, indexed or put in an address."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from stc.accounts import ciphers, nik
from stc.accounts.errors import NikRefused, NoNik, ReasonNeeded
from stc.accounts.models import Identity, SameNik, User
from stc.audit import services as audit
from stc.jobs import services as jobs
from stc.regions.models import Region


def faults_of(
    number: str, *, birth_date: date | None, of_former_region: bool = False
) -> list[nik.Fault]:
    """What is wrong with a number as typed. ``of_former_region``: its holder says that the city
    or regency of its first digits is one that today's list no longer knows.
    """
    codes = Region.objects.values_list("code", "level")
    provinces = {code for code, level in codes if level == Region.Level.PROVINCE}
    found = nik.faults(
        nik.digits(number),
        provinces=provinces,
        regencies={code for code, _level in codes} - provinces,
        birth_date=birth_date,
        today=timezone.localdate(),
    )
    return [fault for fault in found if not (of_former_region and fault == nik.Fault.REGENCY)]


def of(person: User) -> Identity | None:
    """The stored number, of which only the last four digits are in sight."""
    return Identity.objects.filter(person=person).first()


def stored_disagrees(person: User, *, birth_date: date | None) -> bool:
    """Whether the number that is stored says another birth date. Nobody sees the number."""
    identity = of(person)
    if identity is None or birth_date is None:
        return False
    found = faults_of(ciphers.unseal(identity.nik_sealed), birth_date=birth_date)
    return nik.Fault.OTHER_BIRTH_DATE in found


@transaction.atomic
def set_nik(
    *,
    person: User,
    by: User,
    number: str,
    birth_date: date | None,
    of_former_region: bool = False,
) -> Identity:
    """Keep a person's number, sealed. The same number again changes nothing.

    Raises ``NikRefused``. That another record holds the number is found later, by a job, and told
    to officers: here it would tell a stranger that such a person is known.
    """
    found = faults_of(number, birth_date=birth_date, of_former_region=of_former_region)
    if found:
        raise NikRefused(faults=", ".join(found))
    digits = nik.digits(number)
    digest = ciphers.digest(digits)
    identity = Identity.objects.select_for_update().filter(person=person).first()
    if identity is not None and identity.nik_digest == digest:
        return identity

    was = str(identity or "")
    identity = identity or Identity(person=person)
    identity.nik_sealed, identity.nik_digest = ciphers.seal(digits), digest
    identity.nik_last_four, identity.set_at = digits[-4:], timezone.now()
    identity.save()
    audit.record(act="accounts.set_nik", by=by, subject=person, was=was, became=identity)
    jobs.enqueue("accounts.look_for_same_nik", identity_id=identity.pk)
    return identity


@transaction.atomic
def see_nik(*, person_id: int, by: User, why: str = "") -> str:
    """The whole number, and a line in the trail that it was looked at, by whom and why.

    The holder needs no reason, anyone else does (``ReasonNeeded``). ``NoNik`` where there is none.
    """
    own = by.pk == person_id
    if not own and not why.strip():
        raise ReasonNeeded
    identity = Identity.objects.select_related("person").filter(person_id=person_id).first()
    if identity is None:
        raise NoNik
    audit.record(
        act="accounts.see_nik", by=by, subject=identity.person, became=identity, why=why.strip()
    )
    return ciphers.unseal(identity.nik_sealed)


@transaction.atomic
def look_for_same_nik(*, identity_id: int) -> None:
    """Flag every other record with this number, for officers. A second look changes nothing."""
    identity = Identity.objects.filter(pk=identity_id).first()
    if identity is None:
        return
    others = Identity.objects.filter(nik_digest=identity.nik_digest).exclude(pk=identity.pk)
    for other in others.order_by("pk"):
        first, second = sorted([identity.person_id, other.person_id])
        pair, created = SameNik.objects.get_or_create(first_id=first, second_id=second)
        if created:
            audit.record(act="accounts.same_nik", by=None, subject=pair, became=identity)


@transaction.atomic
def settle_same_nik(*, pair_id: int, by: User, why: str) -> SameNik:
    """Say why two records hold one number. A second call changes nothing."""
    if not why.strip():
        raise ReasonNeeded
    pair = SameNik.objects.select_for_update().get(pk=pair_id)
    if pair.settled_at is None:
        pair.settled_at, pair.settled_by, pair.why = timezone.now(), by, why.strip()
        pair.save(update_fields=["settled_at", "settled_by", "why"])
        audit.record(act="accounts.settle_same_nik", by=by, subject=pair, why=pair.why)
    return pair


def reseal_all() -> int:
    """Seal every number with the newest key and hash it with today's; how many there were.

    May be stopped and run again. After it, keys other than the first can be taken away.
    """
    ids = list(Identity.objects.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        with transaction.atomic():
            identity = Identity.objects.select_for_update().filter(pk=pk).first()
            if identity is not None:
                number = ciphers.unseal(identity.nik_sealed)
                identity.nik_sealed = ciphers.seal(number)
                identity.nik_digest = ciphers.digest(number)
                identity.save(update_fields=["nik_sealed", "nik_digest"])
    return len(ids)
