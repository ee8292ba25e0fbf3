"""What a reader finds, in which order, and what the number beside each filter promises."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.standards import finding
from search.standards.finding import Wish
from search.standards.models import Standard, Synonym
from tests.standards.factories import standard, supersedes, topic

pytestmark = pytest.mark.django_db
LIST = reverse("standards:list")


def codes_of(text: str = "", **facets) -> list[str]:
    found = finding.find(Wish(q=text, **facets))
    return [one.code for one in finding.in_order(found.keys)]


@pytest.fixture
def family():
    """Three editions, one of them known by facts alone; an adoption, a supplement, a neighbour."""
    words = {"abstract_en": "Rules.", "kind": "cyber"}
    standard("ISO/IEC 27001:2005", status="withdrawn")
    standard("ISO/IEC 27001:2013", status="superseded", year=2013, **words)
    standard("ISO/IEC 27001:2022", year=2022, title_en="Information security", **words)
    standard("ISO/IEC 27001:2022/Amd 1:2024", year=2024)
    standard("SNI ISO/IEC 27001:2022", year=2022, **words)
    standard("ISO/IEC 27002:2022", title_en="Controls beside ISO/IEC 27001", year=2022, **words)


@pytest.mark.parametrize("typed", ["iso27001", "ISO / IEC 27001", "iso-iec 27001", "27001"])
def test_a_code_without_a_year_leads_to_the_edition_that_holds(family, typed):
    assert codes_of(typed)[0] == "ISO/IEC 27001:2022"


@pytest.mark.parametrize("typed", ["iso 27001:2013", "ISO/IEC 27001-2013", "iso iec 27001 2013"])
def test_a_code_with_its_year_comes_first_even_when_it_is_over(family, typed):
    assert codes_of(typed)[:2] == ["ISO/IEC 27001:2013", "ISO/IEC 27001:2022"]


def test_the_very_code_comes_before_another_that_it_may_mean(db):
    standard("IEC 31010:2009", status="withdrawn", year=2009)
    standard("IEC/ISO 31010:2009", year=2009, abstract_en="Rules.")

    assert codes_of("iec31010:2009") == ["IEC 31010:2009", "IEC/ISO 31010:2009"]
    assert codes_of("iso 31010:2009")[0] == "IEC/ISO 31010:2009"


def test_a_bare_code_leads_to_the_edition_that_holds_though_the_first_one_is_called_so(db):
    standard("NIST SP 800-53", status="superseded", year=2005)
    standard("NIST SP 800-53 Rev. 5", year=2020)

    assert codes_of("nist 800-53") == ["NIST SP 800-53 Rev. 5", "NIST SP 800-53"]


def test_what_is_adopted_comes_before_its_adoption(db):
    standard("BS EN ISO 9001:2015", year=2015)
    standard("ISO 9001:2015", year=2015)

    assert codes_of("9001") == ["ISO 9001:2015", "BS EN ISO 9001:2015"]


def test_a_filter_that_is_chosen_still_offers_its_other_values(client, family):
    filters = {one.name: one for one in client.get(LIST, {"status": "current"}).context["filters"]}

    offered = {one.value: one.number for one in filters["status"].groups[0].choices}
    assert offered == {"current": 4, "superseded": 1, "withdrawn": 1}
    assert [one.value for one in filters["tahun"].groups[0].choices] == ["2024", "2022"]


def test_editions_before_what_only_has_the_number_and_words_last(family):
    assert codes_of("ISO/IEC 27001") == [
        "ISO/IEC 27001:2022",
        "ISO/IEC 27001:2013",
        "ISO/IEC 27001:2005",
        "SNI ISO/IEC 27001:2022",
        "ISO/IEC 27001:2022/Amd 1:2024",
        "ISO/IEC 27002:2022",
    ]


def test_of_equal_matches_what_holds_comes_first_then_what_has_an_abstract(db):
    standard("EN 1:2000", status="superseded", abstract_en="Rules.")
    standard("EN 2:2000", status="current")
    standard("EN 3:2000", status="current", abstract_id="Aturan.")
    standard("EN 4:2000", status="unknown")

    assert codes_of("alarm") == ["EN 3:2000", "EN 2:2000", "EN 4:2000", "EN 1:2000"]


def test_each_word_begins_a_word_of_code_or_title_whatever_its_marks(db):
    standard("EN 1:2000", title_en="Alarm systems", title_id="Sistem alarm pencurian")
    standard("EN 2:2000", title_en="Sécurité of systems")

    assert codes_of("ALARM sys") == ["EN 1:2000"]
    assert codes_of("larm") == []
    assert codes_of("pencur") == ["EN 1:2000"]
    assert codes_of("securite, systems!") == ["EN 2:2000"]


@pytest.mark.parametrize("typed", ['"', "*", "'; --", "🔒", "%", "_", "\x00", "🔒 \x00"])
def test_signs_alone_find_nothing(family, typed):
    assert codes_of(typed) == []


def test_the_number_at_each_filter_is_what_choosing_it_gives(client, family):
    video = topic("video")
    cctv = topic("cctv", parent=video)
    standard("IEC 1:2022", kind="private", year=2022, topics=[cctv])
    standard("IEC 2:2021", kind="private", year=2021, topics=[cctv, topic("lens", parent=video)])

    chosen = [{}, {"jenis": "private"}, {"status": "current", "tahun": "2022"}, {"q": "27001"}]
    told = 0
    for asked in chosen:
        filters = client.get(LIST, asked).context["filters"]
        for one in filters:
            for choice in [choice for group in one.groups for choice in group.choices]:
                page = client.get(LIST, asked | {one.name: choice.value}).context["page"]
                assert page.paginator.count == choice.number, (asked, one.name, choice)
                told += 1
    assert told > 40


def test_a_field_holds_the_standards_of_its_topics_once(db):
    field = topic("video")
    one, two = (topic(slug, parent=field) for slug in ("cctv", "lens"))
    standard("EN 1:2000", topics=[one, two])

    found = finding.find(Wish(topik="video"))
    assert len(found.keys) == 1
    assert found.counts["topik"] == {"video": 1, "cctv": 1, "lens": 1}


def test_pages_are_stable_and_hold_each_once(client, catalogue):
    seen = []
    for number in range(1, 6):
        page = client.get(LIST, {"q": "security", "page": number}).context
        seen += [one.code for one in page["standards"]]

    assert len(seen) == len(set(seen)) == 125
    again = [one.code for one in client.get(LIST, {"q": "security"}).context["standards"]]
    assert again == seen[:25]


def test_a_page_beyond_the_last_or_none_at_all_is_the_nearest(client, family):
    for asked in ("999", "x", "-1", "9" * 9000):
        assert client.get(LIST, {"page": asked}).context["standards"]


def test_what_is_over_says_in_the_list_what_took_its_place(client, family):
    old, new = (Standard.objects.get(code=f"ISO/IEC 27001:{y}") for y in (2013, 2022))
    supersedes(new, old)

    said = client.get(LIST, {"q": "iso 27001:2013"}).content.decode()

    assert said.count(f'href="{new.get_absolute_url()}"') == 2  # its own row, and beside the old


def test_an_address_holds_only_what_was_chosen(client, family):
    sent = client.get(LIST, {"q": "iso 27001", "badan": "", "status": "current", "topik": ""})

    assert sent["Location"] == f"{LIST}?q=iso+27001&status=current"


def test_each_filter_can_be_taken_away_and_leaves_the_rest(client, family):
    page = client.get(LIST, {"q": "27001", "status": "current", "tahun": "2022", "page": "1"})

    assert [(one.name, url) for one, url in page.context["chips"]] == [
        ("status", f"{LIST}?q=27001&tahun=2022"),
        ("tahun", f"{LIST}?q=27001&status=current"),
    ]


def test_nothing_found_says_what_to_do(client, family):
    said = client.get(LIST, {"q": "zzz"}).content.decode()

    assert "Tidak ada standar yang cocok" in said
    assert "Coba nomornya saja" in said


def test_a_word_for_a_topic_leads_to_the_topic_the_nearest_first(client, family):
    field = topic("video")
    cctv, lens = topic("cctv", parent=field), topic("lens", parent=field)
    Synonym.objects.create(topic=cctv, term="kamera", language="id", weight=0.5)
    Synonym.objects.create(topic=lens, term="Kamera", language="id", weight=0.8)

    page = client.get(LIST, {"q": "aturan kamera gerbang"})

    assert [one.slug for one in page.context["topics_meant"]] == ["lens", "cctv"]
    assert client.get(LIST, {"q": "kameraman"}).context["topics_meant"] == []


def test_a_list_of_all_costs_as_many_queries_as_one_of_few(client, catalogue):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST, {"q": "security"})

    assert len(asked) <= 8, "\n".join(query["sql"] for query in asked)


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 10_000,
        "9" * 10_000,
        "iso " * 2_500,
        "(" * 10_000,
        '"a" OR NOT b*',
        "\r\n\t",
        "\u202eא",
    ],
)
def test_absurd_questions_are_answered(client, family, typed):
    assert client.get(LIST, {"q": typed}).status_code == 200
    assert client.get(LIST, dict.fromkeys(("badan", "status", "topik", "jenis", "tahun"), typed))


def test_a_very_long_question_is_cut_and_says_so(client, family):
    assert "Hanya 200 huruf pertama" in client.get(LIST, {"q": "a" * 201}).content.decode()


@given(text=st.text(max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_the_same_answer_twice(family, text):
    assert finding.find(Wish(q=text)) == finding.find(Wish(q=text))
