import factory

from stc.regions.models import Region


class ProvinceFactory(factory.django.DjangoModelFactory):
    """A province that no decree knows, so that it never meets the reference data."""

    class Meta:
        model = Region
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"0{n % 10}" if n < 10 else f"9{n % 3 + 7}")
    level = Region.Level.PROVINCE
    name = factory.Sequence("Provinsi {}".format)
    name_en = factory.Sequence("Province {}".format)
    island = "Jawa"
    timezone = "Asia/Jakarta"


class RegionFactory(factory.django.DjangoModelFactory):
    """A city in a province of its own; its code is the province's and two digits of 71 to 99."""

    class Meta:
        model = Region
        django_get_or_create = ["code"]

    parent = factory.SubFactory(ProvinceFactory)
    code = factory.LazyAttributeSequence(lambda city, n: f"{city.parent.code}.{71 + n % 29}")
    level = Region.Level.CITY
    name = factory.Sequence("Kota {}".format)
    name_en = factory.Sequence("City {}".format)
    island = factory.SelfAttribute("parent.island")
    timezone = factory.SelfAttribute("parent.timezone")
