"""The name on the certificate: confirmed letter by letter before the decision."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from certification.cases import of_person, services, steps
from certification.cases.errors import NameChanged, NotOpen, NotYourCase, StillMissing
from certification.cases.models import NameConfirmation
from certification.credentials.models import Credential
from certification.exams.errors import NotAdmitted
from certification.schemes.models import SchemeRule
from stc.accounts.groups import CERTIFICATION_OFFICERS
from stc.accounts.models import User
from stc.audit.models import AuditEntry
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer
from tests.cases.conftest import CODE, confirm_name, fresh

pytestmark = pytest.mark.django_db
LINE = "profile.name_confirmed"


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


@pytest.fixture
def unconfirmed(guard):
    return services.open_case(person=guard, scheme_code=CODE)


def called(person, name: str) -> None:
    User.objects.filter(pk=person.pk).update(full_name=name)


def codes(case) -> list[str]:
    return [line.code for line in services.what_is_missing(fresh(case))]


def confirm(case, name="Sari Wulandari", by=None) -> None:
    services.confirm_name(case_id=case.pk, by=by or case.candidate, name=name)


# --- the act -----------------------------------------------------------------------------------


def test_it_is_asked_until_it_is_confirmed(unconfirmed):
    assert codes(unconfirmed) == [LINE]

    confirm(unconfirmed)

    assert NameConfirmation.objects.get().name == "Sari Wulandari"
    assert codes(unconfirmed) == []
    (line,) = services.naming_lines(unconfirmed)
    assert line.text.startswith("Nama dikonfirmasi: Sari Wulandari, ")


def test_a_second_call_changes_nothing(unconfirmed):
    confirm(unconfirmed)
    confirm(unconfirmed)

    assert NameConfirmation.objects.count() == 1
    assert AuditEntry.objects.filter(act="cases.confirm_name").count() == 1


@pytest.mark.parametrize("name", ["sari wulandari", "Sari  Wulandari", "Sari", ""])
def test_nothing_but_exactly_today_s_spelling_is_confirmed(unconfirmed, name):
    with pytest.raises(NameChanged):
        confirm(unconfirmed, name)


def test_an_empty_name_is_no_name(unconfirmed, guard):
    called(guard, "")

    with pytest.raises(NameChanged):
        confirm(unconfirmed, "")


def test_nobody_confirms_for_another(unconfirmed, officer):
    for other in (officer, PersonFactory(is_superuser=True)):
        with pytest.raises(NotYourCase):
            confirm(unconfirmed, by=other)


def test_what_is_over_is_confirmed_no_more(unconfirmed, guard):
    services.withdraw(case_id=unconfirmed.pk, by=guard)

    with pytest.raises(NotOpen):
        confirm(unconfirmed)


def test_a_changed_name_is_asked_again_and_the_old_spelling_stands_again(case, guard):
    called(guard, "Sari Wulandary")
    assert codes(case) == [LINE]

    confirm(case, "Sari Wulandary")
    assert codes(case) == []
    called(guard, "Sari Wulandari")

    assert codes(case) == [LINE]  # the newest counts
    assert [c.name for c in NameConfirmation.objects.order_by("pk")] == [
        "Sari Wulandari",
        "Sari Wulandary",
    ]


def test_a_rule_that_does_not_ask_asks_nothing(unconfirmed):
    SchemeRule.objects.update(profile=["full_name"])

    assert codes(unconfirmed) == []


@pytest.mark.parametrize("changed", [{"name": "Orang Lain"}, {"confirmed_at": timezone.now()}])
def test_what_was_confirmed_is_never_changed(case, changed):
    with pytest.raises(DatabaseError), transaction.atomic():
        NameConfirmation.objects.update(**changed)


def test_it_goes_with_a_person_who_is_erased_also_where_nothing_was_issued(case, guard, officer):
    of_person.erase(guard, by=officer)

    assert not NameConfirmation.objects.exists()


# --- what rests on it --------------------------------------------------------------------------


def test_without_it_there_is_no_seat(unconfirmed, sitting, guard):
    other = unconfirmed
    called(guard, "Sari W.")

    with pytest.raises(NotAdmitted, match="Nama dikonfirmasi"):
        services.choose_sitting(case_id=other.pk, sitting_id=sitting.pk, by=fresh(guard))


def test_a_name_changed_after_the_exam_keeps_from_deciding_until_it_is_confirmed(
    passed, guard, officer
):
    called(guard, "Sari Wulandari Putri")
    asked = {"case_id": passed.pk, "by": officer, "outcome": "K", "reasons": "Lengkap."}
    with pytest.raises(StillMissing, match="Nama dikonfirmasi"):
        services.decide(**asked)

    confirm(passed, "Sari Wulandari Putri")
    services.decide(**asked)

    assert Credential.objects.get().holder_name == "Sari Wulandari Putri"


def test_the_certificate_says_the_confirmed_name(passed, guard, officer):
    """Also where the profile changes in between: the snapshot is what was confirmed."""
    called(guard, "Nama Lain")
    SchemeRule.objects.update(profile=[])

    services.decide(case_id=passed.pk, by=officer, outcome="K", reasons="Lengkap.")

    assert Credential.objects.get().holder_name == "Sari Wulandari"


# --- the pages ---------------------------------------------------------------------------------


def page_of(case) -> str:
    return reverse("cases:name", args=[case.pk])


def test_the_checklist_leads_there_and_back(client, unconfirmed, guard):
    client.force_login(guard)
    detail = client.get(unconfirmed.get_absolute_url()).content.decode()
    assert page_of(unconfirmed) in detail
    assert "Konfirmasi nama" in detail

    page = client.get(page_of(unconfirmed)).content.decode()
    assert '<p class="name-large" translate="no">Sari Wulandari</p>' in page
    assert f"/saya/profil/?next={page_of(unconfirmed)}#id_full_name" in page
    answer = client.post(page_of(unconfirmed), {"name": "Sari Wulandari"})

    assert answer["Location"] == unconfirmed.get_absolute_url()
    again = client.get(page_of(unconfirmed)).content.decode()
    assert "Sudah Anda konfirmasi" in again
    assert "Ya, persis" not in again


def test_a_name_that_changed_meanwhile_is_shown_anew(client, unconfirmed, guard):
    client.force_login(guard)
    called(guard, "Sari Baru")

    answer = client.post(page_of(unconfirmed), {"name": "Sari Wulandari"})

    assert answer.status_code == 422
    assert 'name="name" value="Sari Baru"' in answer.content.decode()
    assert not NameConfirmation.objects.exists()


def test_a_long_name_is_shown_as_the_code_shortens_it(client, unconfirmed, guard):
    called(guard, "Muhammad Abdurrahman Wahyudi Kusumanegara Prawirodirjo")
    client.force_login(guard)

    assert (
        "Muhammad Abdurrahman W. K. Prawirodirjo"
        in client.get(page_of(unconfirmed)).content.decode()
    )


def test_without_a_name_there_is_nothing_to_confirm(client, unconfirmed, guard):
    called(guard, "")
    client.force_login(guard)

    page = client.get(page_of(unconfirmed)).content.decode()

    assert "masih kosong" in page
    assert "Ya, persis" not in page


def test_after_the_exam_the_page_asks_again_and_after_the_decision_no_more(
    client, passed, guard, officer
):
    called(guard, "Sari Baru")
    client.force_login(guard)
    assert (
        "Konfirmasi nama Anda, supaya petugas"
        in client.get(passed.get_absolute_url()).content.decode()
    )
    confirm(passed, "Sari Baru")
    services.decide(case_id=passed.pk, by=officer, outcome="K", reasons="Lengkap.")

    assert client.get(page_of(passed))["Location"] == passed.get_absolute_url()
    assert client.post(page_of(passed), {"name": "Sari Baru"}).status_code in (302, 422)
    assert NameConfirmation.objects.count() == 2


@pytest.mark.parametrize("make", [PersonFactory, lambda: an_officer(CERTIFICATION_OFFICERS)])
def test_another_s_page_is_not_there(client, unconfirmed, make):
    client.force_login(make())

    assert client.get(page_of(unconfirmed)).status_code == 404
    assert client.post(page_of(unconfirmed), {"name": "Sari Wulandari"}).status_code == 404
    assert not NameConfirmation.objects.exists()


def test_the_officer_reads_the_confirmed_name_among_the_evidence(client, passed, officer):
    client.force_login(officer)

    page = client.get(reverse("cases:evidence", args=[passed.pk])).content.decode()

    assert "Nama dikonfirmasi: Sari Wulandari, " in page


def test_the_page_costs_little(client, case, guard, django_assert_max_num_queries):
    client.force_login(guard)
    client.get(page_of(case))

    with django_assert_max_num_queries(8):
        client.get(page_of(case))


def test_the_one_button_says_what_to_do(unconfirmed):
    way = steps.of(unconfirmed, services.checklist(unconfirmed), None)

    assert (way.action.label, way.action.url) == ("Konfirmasi nama", page_of(unconfirmed))


def test_it_is_given_to_its_person(case, guard):
    confirm_name(case)

    (told,) = of_person.export(guard).facts["names_confirmed"]

    assert (told["name"], told["case__scheme__code"]) == ("Sari Wulandari", CODE)
