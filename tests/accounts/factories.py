from datetime import timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from stc.accounts import duties
from stc.accounts.models import Appointment, User

PASSWORD = "sandi-uji-yang-panjang"


class PersonFactory(factory.django.DjangoModelFactory):
    """A person with an e-mail, a region and a log-in (``PASSWORD``); ``email=None`` has none."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    full_name = factory.Sequence("Sari Wulandari {}".format)
    email = factory.Sequence("orang{}@contoh.id".format)
    password = factory.django.Password(PASSWORD)


def appoint(person: User, role: str, *, ends_on=None) -> Appointment:
    """Give a person a body-wide role (a name from ``stc.accounts.groups``) from yesterday on."""
    group, _ = Group.objects.get_or_create(name=role)
    yesterday = timezone.localdate() - timedelta(days=1)
    appointment = Appointment.objects.create(
        person=person, group=group, starts_on=yesterday, ends_on=ends_on
    )
    duties.forget(person)
    return appointment


def officer(role: str, **fields) -> User:
    """A person who holds a body-wide role today."""
    person = PersonFactory(**fields)
    appoint(person, role)
    return person
