from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.schemes.models import SchemeRule
from stc.accounts.groups import CATALOGUE_EDITORS, PLATFORM_ADMINS
from stc.accounts.services.groups import load_groups
from tests.accounts.factories import officer

pytestmark = pytest.mark.django_db
LIST = "/skema/"
ADD = "wagtailsnippets_schemes_schemerule:add"


def read(client, language: str) -> str:
    client.cookies["bahasa"] = language
    return client.get(LIST, headers={"host": "localhost"}).content.decode()


def test_anybody_reads_what_a_scheme_takes(client, scheme, django_assert_max_num_queries):
    read(client, "id")

    with django_assert_max_num_queries(6):
        page = read(client, "id")

    for said in (
        'id="stc-gp"',
        "Satpam Gada Pratama",
        "90 JP teori dan 132 JP praktik",
        "36 bulan",
        "/kurikulum/pelatihan-gada-pratama/",
        "Nama di dalam kode sertifikat",
        "perlu dikonfirmasi",
    ):
        assert said in page


def test_it_says_so_in_english(client, scheme):
    page = read(client, "en")

    for said in ("Security Guard, Gada Pratama", "36 months", "to be confirmed"):
        assert said in page


def test_a_rule_to_come_is_not_shown_yet(client, scheme):
    tomorrow = timezone.localdate() + timedelta(days=1)
    now = scheme.rules.get()
    SchemeRule.objects.create(
        scheme=scheme, valid_from=tomorrow, validity_months=7, hours_theory=1, hours_practice=1
    )

    assert [one["rule"] for one in client.get(LIST).context["shown"]] == [now]


def test_without_schemes_the_page_says_so(client, db):
    assert "Belum ada skema" in client.get(LIST).content.decode()


def test_platform_admins_write_a_new_rule_in_the_editor_and_other_editors_do_not(client, scheme):
    load_groups()
    told = {
        "scheme": scheme.pk,
        "valid_from": "2099-01-01",
        "validity_months": 24,
        "hours_theory": 80,
        "hours_practice": 100,
        "consents": ["training"],
        "profile": ["full_name", "nik"],
        "decree": "Perpol 9/2098",
    }
    client.force_login(officer(CATALOGUE_EDITORS))
    client.post(reverse(ADD), told)
    assert scheme.rules.count() == 1

    client.force_login(officer(PLATFORM_ADMINS))
    assert "Nama di dalam kode sertifikat" in client.get(reverse(ADD)).content.decode()
    client.post(reverse(ADD), told)

    new = scheme.rules.get(valid_from="2099-01-01")
    assert (new.consents, new.profile, new.confirmed) == (["training"], ["full_name", "nik"], False)
