"""What a company is: its numbers, its licence, its services."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from associations.companies.models import Company
from tests.companies.factories import CompanyFactory


@pytest.mark.parametrize("nib", ["123456789012", "12345678901234", "12345678901x3", "１" * 13])
def test_a_nib_is_thirteen_digits(nib):
    with pytest.raises(ValidationError, match="13 angka"):
        CompanyFactory.build(nib=nib, region_id=1).clean_fields(exclude=["region"])


def test_a_nib_is_one_companys_and_may_be_unknown():
    CompanyFactory(nib="1234567890123")
    CompanyFactory(nib="")
    CompanyFactory(nib="")

    with pytest.raises(IntegrityError), transaction.atomic():
        CompanyFactory(nib="1234567890123")


@pytest.mark.parametrize(
    "licence",
    [
        {"licence_number": "SIO/1", "licence_until": None},
        {"licence_number": "", "licence_until": date(2030, 1, 1)},
    ],
)
def test_a_licence_has_a_number_and_an_end_or_is_not_there(licence):
    with pytest.raises(IntegrityError), transaction.atomic():
        CompanyFactory(**licence)
    CompanyFactory(licence_number="", licence_until=None)

    assert Company.objects.count() == 1


def test_services_are_of_the_six_each_once():
    company = CompanyFactory(services=["guards", "consultancy", "guards"])

    company.full_clean()

    assert company.services == ["consultancy", "guards"]
    company.services = ["laundry"]
    with pytest.raises(ValidationError, match="enam jasa"):
        company.full_clean()


def test_a_licence_that_is_over_is_told():
    assert CompanyFactory(licence_until=date(2020, 1, 1)).standing == "expired"
    assert CompanyFactory().standing == "valid"
