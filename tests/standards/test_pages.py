"""The page of a standard: what it is worth today, what took its place, its family."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from search.standards import citations
from search.standards.linked_data import script
from search.standards.models import Relation, Standard
from stc.accounts.groups import CATALOGUE_EDITORS, EXAM_OFFICERS
from stc.accounts.services.groups import load_groups
from tests.accounts.factories import officer
from tests.standards.factories import standard, supersedes, topic

pytestmark = pytest.mark.django_db


def read(client, address: str, language: str = "id") -> str:
    client.cookies["bahasa"] = language
    return client.get(address).content.decode()


def test_what_is_over_leads_to_what_took_its_place(client):
    old = standard("ISO/IEC 27001:2013", year=2013, status="superseded")
    new = standard("ISO/IEC 27001:2022", year=2022)
    supersedes(new, old)

    page = read(client, old.get_absolute_url())

    assert "Standar ini sudah digantikan." in page
    assert f'Penggantinya: <a href="{new.get_absolute_url()}"' in page
    assert "Edisi yang berlaku sekarang" not in page  # it is the same one


def test_where_nobody_says_what_replaced_it_the_edition_that_holds_is_named(client):
    old = standard("ISO 1:2000", year=2000, status="withdrawn")
    assert "Penggantinya tidak tercatat" in read(client, old.get_absolute_url())

    new = standard("ISO 1:2010", year=2010)
    page = read(client, old.get_absolute_url())

    assert "Standar ini sudah ditarik." in page
    assert f'Edisi yang berlaku sekarang: <a href="{new.get_absolute_url()}"' in page
    assert "Penggantinya tidak tercatat" not in page


def test_a_status_that_nobody_told_is_said_to_be_unknown(client):
    one = standard("ISO 1:2000", status="unknown")

    page = read(client, one.get_absolute_url())

    assert "Status belum diketahui" in page
    assert "tidak mengatakan apakah standar ini masih berlaku" in page


def test_the_family_stands_on_the_page(client):
    whole = standard("IEC 62676-4:2014", year=2014, status="withdrawn")
    now = standard("IEC 62676-4:2025", year=2025)
    part = standard("IEC 62676-1-1:2013", year=2013)
    standard("IEC 62676-1-1:2013/AMD1:2014", year=2014)  # changes a part, is none
    older = standard("IEC 62676-1-1:2010", year=2010, status="superseded")
    change = standard("IEC 62676-4:2025/AMD1:2026", year=2026)
    adoption = standard("EN 62676-4:2015", year=2015)
    link = {"kind": Relation.Kind.ADOPTS_IDENTICALLY, "derived": True}
    Relation.objects.create(standard=adoption, other=whole, **link)

    family = client.get(now.get_absolute_url()).context["family"]

    assert family.editions == [now, whole]
    assert family.supplements == [change]
    assert family.parts == [part]
    assert older not in family.parts
    assert [one.standard for one in family.adoptions] == [adoption]
    page = read(client, now.get_absolute_url())
    assert "disimpulkan dari kodenya" in page
    assert "yang sedang Anda baca" in page


def test_an_address_without_a_year_leads_to_the_edition_that_holds(client):
    standard("ISO/IEC 27001:2013", year=2013, status="superseded")
    new = standard("ISO/IEC 27001:2022", year=2022)
    standard("ISO/IEC 27001:2022/Amd 1:2024", year=2024)
    standard("ISO/IEC 27001:2026", year=2026, status="draft")

    answer = client.get("/standar/iso-iec-27001/")

    assert (answer.status_code, answer["Location"]) == (302, new.get_absolute_url())


def test_a_first_edition_without_a_year_in_its_code_leaves_the_bare_address_to_all(
    catalogue, client
):
    answer = client.get("/standar/nist-sp-800-53/")

    assert answer["Location"] == "/standar/nist-sp-800-53-rev-5/"
    first = Standard.objects.get(code="NIST SP 800-53")
    assert client.get(first.get_absolute_url()).context["standard"] == first


def test_capitals_in_an_address_are_forgiven(client):
    one = standard("ISO 1:2000")

    assert client.get("/standar/ISO-1-2000/")["Location"] == one.get_absolute_url()


def test_an_unknown_one_is_not_there_in_words(client):
    answer = client.get("/standar/iso-99999/")

    assert answer.status_code == 404
    assert "Standar ini tidak ada di katalog" in answer.content.decode()
    assert 'href="/standar/?q=iso%2099999"' in answer.content.decode()


def test_facts_alone_say_so(client):
    bare, told = standard("ISO 1:2000"), standard("ISO 2:2000", abstract_en="Rules of alarm.")

    assert "baru dicatat faktanya" in read(client, bare.get_absolute_url())
    assert "Fakta saja" in read(client, "/standar/?q=1")
    page = read(client, told.get_absolute_url())
    assert "baru dicatat faktanya" not in page
    assert "Rules of alarm." in page


def test_confidence_is_for_editors_alone(client):
    one = standard("ISO 1:2000", confidence="seen second-hand")

    assert "seen second-hand" not in read(client, one.get_absolute_url())


def test_it_speaks_english(client):
    told = {"title_id": "Sistem alarm", "abstract_id": "Aturan.", "abstract_en": "Rules."}
    one = standard("ISO 1:2000", topics=[topic("cctv", parent=topic("video"))], **told)

    page = read(client, one.get_absolute_url(), "en")

    for said in ("Alarm systems", "Rules.", "Current", "How to cite"):
        assert said in page
    assert "Aturan." not in page


def test_it_is_cited_in_three_styles():
    one = standard(
        "ISO 1:2000", year=2000, title_en="Locks & {keys} 100%", link="https://a.example/1"
    )
    bare = standard("UL 5")

    assert (
        citations.apa(one) == "ISO. (2000). Locks & {keys} 100% (ISO 1:2000). https://a.example/1"
    )
    assert citations.ieee(one) == (
        "“Locks & {keys} 100%,” ISO, ISO 1:2000, 2000. [Online]. Available: https://a.example/1"
    )
    assert r"title = {{Locks \& \{keys\} 100\%}}" in citations.bibtex(one)
    assert citations.bibtex(one).startswith("@techreport{iso-1-2000,")
    assert citations.apa(bare) == "UL. (n.d.). Alarm systems (UL 5)."
    assert "year" not in citations.bibtex(bare)


def test_machines_read_the_facts_and_nothing_breaks_out(client):
    one = standard("ISO 1:2000", year=2000, title_en="</script><b>&")

    page = client.get(one.get_absolute_url(), headers={"host": "localhost"}).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)

    told = json.loads(found[1])
    assert (told["name"], told["identifier"]) == ("</script><b>&", "ISO 1:2000")
    assert told["url"] == "http://localhost/standar/iso-1-2000/"
    assert "<b>" not in page
    assert script({"a": "<&>"}) == (
        '<script type="application/ld+json">{"a": "\\u003C\\u0026\\u003E"}</script>'
    )


@pytest.mark.parametrize("code", ["ISO/IEC 27001:2022", "IEC 60839-11-1:2013", "NIST SP 800-53"])
def test_a_page_costs_few_queries_however_large_its_family(client, catalogue, code):
    address = Standard.objects.get(code=code).get_absolute_url()
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    assert len(asked) <= 8, "\n".join(query["sql"] for query in asked)


ADD = reverse("wagtailsnippets_standards_standard:add")
FORM = {
    "code": "ISO 7:2020",
    "body": "ISO",
    "year": "2020",
    "title_en": "Alarm systems",
    "status": "current",
    "relations-TOTAL_FORMS": "0",
    "relations-INITIAL_FORMS": "0",
}


def test_catalogue_editors_add_and_change_with_history_and_others_do_not(client):
    load_groups()
    client.force_login(officer(EXAM_OFFICERS))
    client.post(ADD, FORM)
    assert not Standard.objects.exists()

    client.force_login(officer(CATALOGUE_EDITORS))
    client.post(ADD, FORM)
    one = Standard.objects.get(slug="iso-7-2020")
    edit = reverse("wagtailsnippets_standards_standard:edit", args=[one.pk])
    client.post(edit, FORM | {"status": "withdrawn", "title_id": "Sistem alarm"})

    one.refresh_from_db()
    assert (one.status, one.revisions.count()) == ("withdrawn", 2)
    assert " sistem alarm " in one.search_text
    delete = reverse("wagtailsnippets_standards_standard:delete", args=[one.pk])
    client.post(delete)
    assert Standard.objects.filter(pk=one.pk).exists()


def test_the_first_change_keeps_what_was_loaded_in_the_history(client):
    load_groups()
    one = standard("ISO 7:2020", status="draft")
    client.force_login(officer(CATALOGUE_EDITORS))

    client.post(reverse("wagtailsnippets_standards_standard:edit", args=[one.pk]), FORM)

    said = [revision.content["status"] for revision in one.revisions.order_by("pk")]
    one.refresh_from_db()
    assert (said, one.status) == (["draft", "current"], "current")
    assert one.latest_revision.content["status"] == "current"


def test_an_editor_is_told_of_a_code_that_is_there(client):
    load_groups()
    standard("ISO 7:2020")
    client.force_login(officer(CATALOGUE_EDITORS))

    answer = client.post(ADD, FORM | {"code": "iso7:2020"})

    assert "sudah ada di katalog: ISO 7:2020" in answer.content.decode()
