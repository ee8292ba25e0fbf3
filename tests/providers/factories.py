from datetime import date, timedelta

import factory
from django.utils import timezone

from courses.providers.models import Engagement, Provider
from stc.regions.models import Region
from tests.accounts.factories import PersonFactory


def city() -> Region:
    province, _ = Region.objects.get_or_create(
        code="98",
        defaults={
            "level": "province",
            "name": "Uji",
            "name_en": "Test",
            "island": "Jawa",
            "timezone": "Asia/Jakarta",
        },
    )
    return Region.objects.get_or_create(
        code="98.01",
        defaults={
            "level": "city",
            "parent": province,
            "name": "Kota Uji",
            "name_en": "Test City",
            "island": "Jawa",
            "timezone": "Asia/Jakarta",
        },
    )[0]


class ProviderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Provider

    name = factory.Sequence("Balai Latih {}".format)
    slug = factory.Sequence("balai-latih-{}".format)
    region = factory.LazyFunction(city)
    licence_number = factory.Sequence("IZIN/{}".format)
    licence_until = date(2099, 1, 1)


def engaged(provider: Provider, role=Engagement.Role.INSTRUCTOR, **fields):
    """A person who has the role there since yesterday."""
    person = PersonFactory(**fields)
    yesterday = timezone.localdate() - timedelta(days=1)
    Engagement.objects.create(person=person, provider=provider, role=role, starts_on=yesterday)
    return person
