from datetime import date

from stc.accounts.models import Consent, ConsentText, Purpose, User
from stc.notices.services import CONSENT
from tests.accounts.factories import PersonFactory


def agree(person: User, *, given: bool = True) -> None:
    """The person's word on being told by mail and phone."""
    purpose, _ = Purpose.objects.get_or_create(code=CONSENT, defaults={"name": "Pemberitahuan"})
    text, _ = ConsentText.objects.get_or_create(purpose=purpose, valid_from=date(2026, 1, 1))
    Consent.objects.create(person=person, text=text, given=given, language="id")


def reader(**fields) -> User:
    """A person who agreed to be told by mail and phone."""
    person = PersonFactory(**fields)
    agree(person)
    return person
