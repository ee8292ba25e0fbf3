from datetime import date, timedelta

import factory
from django.utils import timezone

from associations.branches.models import Association, Branch, Office, Tier
from stc.regions.models import Region
from tests.accounts.factories import PersonFactory


def province(code: str = "81") -> Region:
    facts = {"level": "province", "island": "Jawa", "timezone": "Asia/Jakarta"}
    facts |= {"name": f"Provinsi {code}", "name_en": f"Province {code}"}
    return Region.objects.get_or_create(code=code, defaults=facts)[0]


def city(code: str = "81.01") -> Region:
    facts = {"level": "city", "island": "Jawa", "timezone": "Asia/Jakarta"}
    facts |= {"name": f"Kota {code}", "name_en": f"City {code}", "parent": province(code[:2])}
    return Region.objects.get_or_create(code=code, defaults=facts)[0]


class AssociationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Association

    name = factory.Sequence("Asosiasi Satpam {}".format)
    slug = factory.Sequence("asosiasi-satpam-{}".format)
    national_id, national_en = "DPP", "National board (DPP)"
    province_id, province_en = "DPD", "Provincial board (DPD)"
    city_id, city_en = "DPC", "City board (DPC)"


class RootFactory(factory.django.DjangoModelFactory):
    """A national body; ``below(branch, region)`` opens what lies under it."""

    class Meta:
        model = Branch

    association = factory.SubFactory(AssociationFactory)
    tier = Tier.NATIONAL
    name = "Pengurus Pusat"
    slug = "pengurus-pusat"
    opened_on = date(2020, 1, 1)


def below(parent: Branch, region: Region, **fields) -> Branch:
    facts = {
        "association": parent.association,
        "tier": Tier(parent.tier).below,
        "name": f"Cabang {region}",
        "slug": f"cabang-{region.code.replace('.', '-')}",
        "opened_on": date(2021, 1, 1),
    }
    return Branch.objects.create(parent=parent, region=region, **facts | fields)


def holding(branch: Branch, role=Office.Role.CHAIR, *, ends_on=None, **fields):
    """A person who holds the office there since yesterday."""
    person = PersonFactory(**fields)
    yesterday = timezone.localdate() - timedelta(days=1)
    Office.objects.create(
        branch=branch, person=person, role=role, starts_on=yesterday, ends_on=ends_on
    )
    return person
