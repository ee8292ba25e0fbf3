"""Who of a sitting or a class can be decided on at once, and who is left out, and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certification.cases import services
from certification.cases.groups import Group
from certification.exams import services as exams
from stc.accounts.groups import CERTIFICATION_OFFICERS
from tests.accounts.factories import appoint
from tests.accounts.factories import officer as an_officer
from tests.cases.conftest import agree, confirm_name, fresh
from tests.cases.trial import left_out, tie

pytestmark = pytest.mark.django_db


def renamed(person, name: str) -> None:
    type(person).objects.filter(pk=person.pk).update(full_name=name)


def test_who_cannot_be_decided_is_left_out_and_told_why(hall, group, officer):
    cases = hall(7, failed=1)
    tied, lacking, decided, withdrawn, own = cases[:5]
    tie(officer, tied.candidate)
    agree(lacking.candidate, given=False, purposes=["certificate-name"])
    type(lacking.candidate).objects.filter(pk=lacking.candidate_id).update(birth_date=None)
    other = an_officer(CERTIFICATION_OFFICERS, full_name="Budi Santoso")
    services.decide(case_id=decided.pk, by=other, outcome="BK", reasons="Palsu.")
    services.withdraw(case_id=withdrawn.pk, by=withdrawn.candidate)

    assert left_out(group, officer) == {
        tied.pk: "Anda terikat dengan pemohon ini; petugas lain yang memutuskan",
        lacking.pk: "belum lengkap: Tanggal lahir; Persetujuan “Nama di dalam kode sertifikat”",
        decided.pk: "sudah diputuskan belum kompeten oleh Budi Santoso",
        withdrawn.pk: "permohonannya ditarik",
        cases[6].pk: "hasil ujiannya belum kompeten; putuskan di perkaranya",
    }
    appoint(own.candidate, CERTIFICATION_OFFICERS)
    assert left_out(group, fresh(own.candidate))[own.pk] == "perkara Anda sendiri"


def test_gathering_says_of_each_what_deciding_would_say(hall, group, officer):
    cases = hall(5)
    agree(cases[0].candidate, given=False)
    type(cases[1].candidate).objects.filter(pk=cases[1].candidate_id).update(region=None)
    cases[2].candidate.seats.get().hours.all().delete()
    renamed(cases[3].candidate, "Orang Lain")

    said = left_out(group, officer)

    for case in cases:
        lacking = "; ".join(line.text for line in services.what_is_missing(fresh(case)))
        assert said.get(case.pk, "") == (f"belum lengkap: {lacking}" if lacking else "")
    assert sorted(said) == [case.pk for case in cases[:4]]


def test_a_class_leaves_out_cases_that_do_not_rest_on_it(hall, training_class, officer):
    cases = hall(1)
    type(training_class).objects.update(edition="1999-1")
    group = Group(training_class=fresh(training_class))

    assert services.gather(group=group, by=officer).places == ()
    assert services.groups_waiting(officer)[-1].group.sitting is not None
    assert cases[0].state == "examined"


@pytest.mark.parametrize("number", [2, 20])
def test_gathering_asks_as_little_for_many_as_for_few(
    hall, group, officer, number, django_assert_num_queries
):
    cases = hall(number)
    renamed(cases[0].candidate, "Orang Lain")

    with django_assert_num_queries(3):
        assert len(services.gather(group=group, by=officer).inside) == number - 1


def test_a_name_that_is_not_confirmed_is_left_out_until_it_is(hall, group, officer):
    first, second = hall(2)
    renamed(first.candidate, "Siti Rahmawati")
    assert left_out(group, officer) == {first.pk: "belum lengkap: Nama dikonfirmasi"}

    confirm_name(fresh(first))

    assert left_out(group, officer) == {}
    assert services.gather(group=group, by=officer).inside == [first, second]


def test_groups_say_how_many_wait_and_how_many_this_officer_may_decide(
    hall, group, officer, training_class
):
    cases = hall(5, failed=1)
    tie(officer, cases[0].candidate)
    services.decide(case_id=cases[1].pk, by=officer, outcome="K", reasons="Lengkap.")

    with CaptureQueriesContext(connection) as asked:
        found = services.groups_waiting(officer)

    assert [(str(one.group), one.number, one.mine) for one in found] == [
        ("Sesi pagi", 4, 2),
        ("Angkatan 12", 4, 2),
    ]
    assert len(asked) == 2


def test_a_sitting_whose_results_are_not_out_has_nobody_yet(case, sitting, officer):
    assert services.gather(group=Group(sitting=sitting), by=officer).places == ()
    exams.withdraw(origin=case.source)
    assert services.groups_waiting(officer) == []
