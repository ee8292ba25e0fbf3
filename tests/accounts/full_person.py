"""A person of whom accounts holds all that it can hold."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from stc.accounts.models import ConsentText, User
from stc.accounts.services.consent import answer
from stc.accounts.services.identity import set_nik
from stc.accounts.services.profile import set_photo
from stc.files import uploads
from tests.accounts.factories import PersonFactory
from tests.accounts.niks import BORN, city_of_numbers, number
from tests.files.pictures import jpeg, sent


def full_person(**fields) -> User:
    city = city_of_numbers()
    told = {"full_name": "Siti Rahmawati", "birth_date": BORN, "phone": "+628123456789"}
    person = PersonFactory(region=city, phone_verified=True, **(told | fields))
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "abc"})
    set_nik(person=person, by=person, number=number(), birth_date=BORN)
    set_photo(person_id=person.pk, by=person, photo=uploads.clean_photo(sent(jpeg())))
    for text in ConsentText.objects.select_related("purpose"):
        answer(person_id=person.pk, purpose=text.purpose.code, text_id=text.pk, given=True)
    return User.objects.get(pk=person.pk)
