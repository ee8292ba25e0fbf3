from datetime import date, timedelta

import factory
from django.utils import timezone

from associations.companies.models import Company, CompanySeat, Employment
from stc.accounts.models import ConsentText, User
from stc.accounts.services.consent import answer
from tests.accounts.factories import PersonFactory
from tests.providers.factories import city

DAY = timedelta(days=1)
MANAGER, VIEWER = CompanySeat.Role.MANAGER, CompanySeat.Role.VIEWER


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    name = factory.Sequence("PT Garda Uji {}".format)
    slug = factory.Sequence("pt-garda-uji-{}".format)
    region = factory.LazyFunction(city)
    nib = factory.Sequence("{:013}".format)
    licence_number = factory.Sequence("SIO/{}".format)
    licence_until = date(2099, 1, 1)


def seated(company: Company, role=MANAGER, **fields) -> User:
    """A person who speaks for the company since yesterday."""
    person = PersonFactory(**fields)
    CompanySeat.objects.create(
        person=person, company=company, role=role, starts_on=timezone.localdate() - DAY
    )
    return person


def proposed(company: Company, person: User | None = None, **fields) -> Employment:
    """A proposal that waits for its answer."""
    told = {
        "person": person or PersonFactory(),
        "proposed_by": PersonFactory(),
        "starts_on": timezone.localdate() - 30 * DAY,
    }
    return Employment.objects.create(company=company, **told | fields)


def employed(company: Company, person: User | None = None, **fields) -> Employment:
    """An employment that was accepted and goes on."""
    return proposed(company, person, accepted_at=timezone.now(), **fields)


def agree(person: User, *, given: bool = True) -> None:
    """The person's word on employers seeing their certificates (``load_reference`` ran before)."""
    text = ConsentText.objects.current().get(purpose__code="employer")
    answer(person_id=person.pk, purpose="employer", text_id=text.pk, given=given)
