"""A record that others made for a person (an import, a roster) becomes that person's own."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stc.accounts.models import User
from stc.audit import services as audit
from stc.errors import DomainError


class NotYourRecord(DomainError):
    """Says neither that there is a record nor what of it was wrong."""

    code = "not_your_record"
    message = _(
        "Data tidak dapat diklaim dengan tanggal lahir ini. Periksa lagi, atau minta bantuan "
        "perusahaan atau asosiasi yang mendaftarkan Anda."
    )


def waits_for_owner(person: User) -> bool:
    """A living record that nobody can log in to yet."""
    return person.is_active and not person.has_usable_password()


def is_unfinished(person: User) -> bool:
    """A sign-up of which nothing was ever proven: whoever proves the address may start it anew."""
    return (
        person.is_active
        and person.has_usable_password()
        and person.last_login is None
        and not person.phone_verified
        and not EmailAddress.objects.filter(user=person, verified=True).exists()
    )


@transaction.atomic
def ask_for_proof(*, person_id: int) -> User:
    """Whatever the record's makers said of its address, its owner proves it now. Changes nothing
    once there is a log-in."""
    person = User.objects.select_for_update().get(pk=person_id)
    if waits_for_owner(person):
        EmailAddress.objects.filter(user=person).update(verified=False)
        person.phone_verified = False
        person.save(update_fields=["phone_verified"])
    return person


@transaction.atomic
def claim_record(*, person_id: int, birth_date: date, password: str) -> User:
    """Give the record to whoever proved its address and knows its birth date.

    ``password`` is hashed already. A second call changes nothing but is refused: the record has an
    owner then. Raises ``NotYourRecord``, the same for each reason.
    """
    person = User.objects.select_for_update().get(pk=person_id)
    if not waits_for_owner(person) or person.birth_date is None or person.birth_date != birth_date:
        raise NotYourRecord
    person.password = password
    person.save(update_fields=["password"])
    audit.record(act="accounts.claimed", by=person, subject=person)
    return person


@transaction.atomic
def refuse_claim(*, person_id: int) -> None:
    """Leave in the trail that somebody who holds the address gave another birth date."""
    person = User.objects.get(pk=person_id)
    audit.record(act="accounts.claim_refused", by=None, subject=person)


@transaction.atomic
def finish_sign_up(*, person_id: int, password: str, full_name: str) -> User:
    """Finish an unfinished sign-up with what the prover of its address typed. Once finished, a
    second call changes nothing."""
    person = User.objects.select_for_update().get(pk=person_id)
    if person.last_login is None and person.has_usable_password():
        person.password, person.full_name = password, full_name or person.full_name
        person.save(update_fields=["password", "full_name"])
    return person
