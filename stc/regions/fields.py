"""A place, chosen in a form."""

from collections.abc import Iterator
from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext

from stc.regions.models import Region


class _ByProvince(ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[str, object]]:
        yield "", gettext("Belum dipilih")
        cities = self.queryset.select_related("parent").order_by("parent__code", "code")
        for province, group in groupby(cities, key=lambda city: city.parent):
            yield province.label, [self.choice(city) for city in group]


class CityField(forms.ModelChoiceField):
    """A city or regency of today, by province: a phone's own list, with or without script."""

    iterator = _ByProvince

    def __init__(self, **kwargs) -> None:
        super().__init__(Region.objects.none(), **kwargs)

    def __deepcopy__(self, memo):
        field = super().__deepcopy__(memo)  # one for each form, so that the day is its own
        standing = Region.objects.standing_on(timezone.localdate())
        field.queryset = standing.exclude(level=Region.Level.PROVINCE)
        return field

    def label_from_instance(self, city: Region) -> str:
        return city.label
