"""The demo's world: made once for this file, twice over, since both must be the same."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from associations.branches import services as branches
from associations.branches.models import Branch, Office, Tier
from associations.companies import roster
from associations.companies.models import Company, Employment
from certification.cases import services as cases
from certification.cases.models import Case, Decision
from certification.credentials.models import Credential
from certification.exams import services as exams
from certification.exams.models import Attempt, Response, Result, Sitting
from certification.items import services as items
from certification.items.models import Option
from certification.schemes.months import last_day
from courses.learning import services as learning
from courses.learning.models import Enrolment, ModuleHours, Seat, TrainingClass
from courses.providers.models import Provider
from stc.accounts.models import User
from stc.home import demo, reference
from stc.home.demo import people
from stc.impartiality.errors import Partial
from stc.impartiality.models import Conflict
from stc.look import next_steps

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """Leaves a transaction, and nothing of it."""


def facts() -> dict[str, list[tuple]]:
    """What the world is like, without ids and without what is random for everyone."""
    said = {
        "people": User.objects.values_list("full_name", "birth_date", "region__code"),
        "classes": TrainingClass.objects.values_list("name", "starts_on", "ends_on"),
        "seats": Seat.objects.values_list("training_class__name", "person__full_name"),
        "sittings": Sitting.objects.values_list("name", "venue", "released_at"),
        "cases": Case.objects.values_list("candidate__full_name", "state"),
        "results": Result.objects.values_list("candidate__full_name", "right", "outcome"),
        "decisions": Decision.objects.values_list("case__candidate__full_name", "decided_at__date"),
        "certificates": Credential.objects.values_list("number", "holder_name", "standing"),
        "branches": Branch.objects.values_list("name", "region__code", "opened_on"),
        "offices": Office.objects.values_list("branch__name", "person__full_name", "role"),
        "companies": Company.objects.values_list("name", "nib", "licence_until"),
        "employments": Employment.objects.values_list(
            "company__name", "person__full_name", "position", "starts_on", "ends_on"
        ),
        "ties": Conflict.objects.values_list("person__full_name", "candidate__full_name", "kind"),
    }
    return {name: list(rows.order_by("pk")) for name, rows in said.items()}


def counts() -> list[int]:
    rows = (User, Seat, ModuleHours, Case, Attempt, Response, Result, Decision, Credential)
    rows += (Branch, Office, Company, Employment)
    return [model.objects.count() for model in rows]


@pytest.fixture(scope="module")
def twice(django_db_setup, django_db_blocker, tmp_path_factory):
    """The facts of a world that was undone; another stands in the database meanwhile."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, DATA_DIR=folder),
        transaction.atomic(),
    ):
        reference.load()
        try:
            with transaction.atomic():
                demo.make()
                first = facts()
                raise Undone
        except Undone:
            demo.make()
        yield first
        transaction.set_rollback(True)


@pytest.fixture
def world(twice, settings):
    settings.DEMO = True


def known(login: str) -> User:
    return User.objects.get(email=login)


def test_every_demo_is_the_same(twice, world):
    now = facts()

    assert {name for name in now if now[name] != twice[name]} == set()
    assert all(now.values())


def test_a_second_demo_changes_nothing(world):
    before = counts()

    demo.make()

    assert counts() == before


def test_200_people_and_those_who_can_log_in(world):
    assert User.objects.count() == 200 + len(demo.LOGINS)
    homes = Counter(User.objects.values_list("region__code", flat=True))
    assert sum(homes[city] for city in people.CITIES) > 120
    assert all(homes[city] for city in people.CITIES)
    assert len(homes) > 20


def test_everyone_on_the_sheet_can_log_in(world):
    for login in demo.LOGINS:
        assert login.login in demo.sheet()
        person = User.objects.get(full_name=login.name, phone_verified="@" not in login.login)
        assert person.check_password(demo.PASSWORD)
        assert person.roles == (frozenset([login.group]) if login.group else frozenset())


def test_two_providers_teach_classes_that_are_over_and_one_that_runs(world):
    assert Provider.objects.count() == 2
    assert TrainingClass.objects.running().count() == 1
    assert TrainingClass.objects.filter(ends_on__lt=timezone.localdate()).count() == 7
    assert ModuleHours.objects.filter(seat__training_class__in=TrainingClass.objects.running())


def test_sari_can_walk_on_her_birth_date_is_all_that_is_missing(world):
    sari = known(people.SARI)
    case = Case.objects.get(candidate=sari)

    assert learning.progress(Enrolment.objects.get(person=sari)).read == 3
    assert [one.code for one in cases.what_is_missing(case)] == ["profile.birth_date"]
    assert "Tanggal lahir" in next_steps.first(sari).label


def test_once_it_is_there_she_can_choose_a_sitting_that_is_open_now(world):
    sari = known(people.SARI)
    User.objects.filter(pk=sari.pk).update(birth_date="1998-02-01")
    case = Case.objects.get(candidate=sari)

    offered = exams.choices(candidate=sari, paper=case.paper)
    cases.choose_sitting(case_id=case.pk, sitting_id=offered[0].sitting.pk, by=sari)

    assert [choice.why_not for choice in offered] == ["", "", ""]
    assert [choice.sitting.is_open for choice in offered] == [True, False, False]


def test_slamet_has_a_certificate_to_fetch(world):
    slamet = User.objects.get(phone=people.SLAMET)

    assert next_steps.first(slamet).label == "Ambil sertifikat"


def test_there_are_cases_in_every_state_and_decisions_of_both_kinds(world):
    assert set(Case.objects.values_list("state", flat=True)) == set(Case.State.values)
    assert set(Decision.objects.values_list("outcome", flat=True)) == {"K", "BK"}
    missing = [bool(cases.what_is_missing(c)) for c in Case.objects.filter(state="open")]
    assert {True, False} == set(missing)


def test_of_those_that_wait_a_tie_bars_the_officer_from_one(world):
    officer = known(people.CERTIFIER)
    waiting = Case.objects.waiting()

    barred = set(waiting) - set(Case.objects.all().decidable_by(officer))

    assert (waiting.count(), len(barred)) == (8, 1)
    with pytest.raises(Partial, match="Sepupu"):
        cases.decide(case_id=barred.pop().pk, by=officer, outcome="BK", reasons="Coba")


def test_the_exam_officer_has_one_at_work_and_one_to_release(world):
    examiner, now = known(people.EXAMINER), timezone.now()

    running = Sitting.objects.get(opens_at__lte=now, closes_at__gt=now)
    over = Sitting.objects.get(closes_at__lte=now, released_at=None)

    attempts = Attempt.objects.filter(registration__sitting=running)
    assert [len(exams.standing_answers(one.pk)) for one in attempts.order_by("pk")] == [
        20,
        17,
        11,
        8,
        3,
    ]
    exams.release(sitting_id=over.pk, by=examiner)
    assert Case.objects.waiting().count() == 8 + 7


def test_marks_are_what_marking_finds(world):
    for result in Result.objects.order_by("pk")[:3]:
        chosen = exams.standing_answers(result.attempt_id)
        right = 0
        for item in result.attempt.items.all():
            place = int(item.order[chosen[item.position] - 1])
            option = Option.objects.get(version=item.version, position=place)
            right += items.mark(version_id=item.version_id, option_id=option.pk)

        assert (result.right, result.out_of) == (right, 20)
        assert (result.outcome == "K") == (right * 100 >= result.percent_needed * 20)


def test_certificates_have_every_standing_and_some_run_out_soon(world):
    soon = timezone.now() + timedelta(days=30)
    standings = Counter(credential.today for credential in Credential.objects.all())

    assert standings == {"valid": 81, "expired": 9, "suspended": 2, "revoked": 2, "replaced": 2}
    valid = Credential.objects.holding_at(timezone.now())
    assert valid.filter(valid_until__lte=soon).count() == 7
    assert valid.filter(replaces__isnull=False).count() == 2


def test_a_certificate_rests_on_its_case_and_its_rule(world):
    for case in Case.objects.filter(decision__outcome="K").select_related("rule", "decision"):
        credential = Credential.objects.get(source=case.source)
        decided = timezone.localdate(case.decision.decided_at)

        assert credential.holder_id == case.candidate_id
        assert credential.decided_on == decided
        assert timezone.localdate(credential.last_day) == last_day(
            decided, case.rule.validity_months
        )


def test_an_association_has_a_branch_in_each_city_in_their_provinces_and_above(world):
    tiers = Counter(Branch.objects.values_list("tier", flat=True))
    cities = Branch.objects.filter(tier=Tier.CITY).select_related("region", "parent")

    assert tiers == {Tier.NATIONAL: 1, Tier.PROVINCE: 3, Tier.CITY: 5}
    assert {city.region.code for city in cities} == set(people.CITIES)
    assert all(city.parent.region_id == city.region.parent_id for city in cities)


def test_every_branch_has_a_chair_and_a_secretary_who_live_there_and_nobody_holds_two(world):
    offices = Office.objects.current().select_related("branch__region", "person__region")

    there = Branch.objects.values_list("pk", flat=True)
    roles = Counter((office.branch_id, office.role) for office in offices)

    boards = (Office.Role.CHAIR, Office.Role.SECRETARY)
    assert roles == {(pk, role): 1 for pk in there for role in boards}
    assert len({office.person_id for office in offices}) == 18
    for office in offices:
        home = office.branch.region.code if office.branch.region else ""
        assert office.person.region.code.startswith(home)


def test_who_logs_in_as_a_citys_chair_sees_that_branch_alone_and_leads_it(world):
    chair = known(people.BRANCH_CHAIR)

    (mine,) = branches.subtree(chair)

    assert (mine.tier, mine.region.code) == (Tier.CITY, people.BRANCH_CITY)
    assert chair.has_perm("branches.appoint", mine)
    assert not chair.has_perm("branches.appoint", mine.parent)


def test_four_companies_employ_guards_and_each_is_tied_to_them(world):
    assert Company.objects.count() == 4
    states = Counter(employment.state for employment in Employment.objects.all())
    assert states == {"accepted": 72, "proposed": 3, "ended": 2, "declined": 1}

    for company in Company.objects.all():
        (seat,) = company.seats.current()
        employed = set(Employment.objects.working().filter(company=company).values_list("person"))
        ties = Conflict.objects.filter(person=seat.person, kind="employs", ended_on=None)
        assert set(ties.values_list("candidate")) == employed


def test_who_logs_in_as_a_companys_manager_sees_what_runs_out_and_who_has_not_agreed(world):
    manager = known(people.COMPANY)
    (company,) = Company.objects.spoken_for_by(manager)

    lines = roster.of(company)

    kinds = Counter(one.kind for line in lines for one in line.certificates)
    assert kinds == {"expired": 3, "expiring": 5, "suspended": 2, "revoked": 2, "valid": 13}
    assert Counter(line.agrees for line in lines) == {True: 26, False: 3}
    assert sum(line.agrees and not line.certificates for line in lines) == 1
    assert len(roster.of(company, within_days=30)) == 5


def test_slamet_is_asked_to_work_and_answers_once_his_certificate_is_fetched(world):
    slamet = User.objects.get(phone=people.SLAMET)

    assert [e.state for e in Employment.objects.of(slamet)] == ["proposed"]
    assert "Sertifikat Anda" in next_steps.first(slamet).title


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ({"exam_registrations__attempt__handed_in_at__isnull": True}, "Lanjutkan ujian"),
        ({"exam_registrations__sitting__released_at__isnull": True}, "Mulai ujian"),
        ({"exam_registrations__sitting__released_at__isnull": True}, "Lihat ujian"),
        ({"cases__state": "open", "exam_registrations__isnull": True}, "Pilih sesi ujian"),
        ({"cases__state": "open", "exam_registrations__isnull": True}, "Konfirmasi nama"),
        ({"cases__state": "open", "exam_registrations__isnull": True}, "Lengkapi: Persetujuan"),
        ({"seats__isnull": False, "cases__isnull": True}, "Buka pelajaran"),
    ],
)
def test_homes_of_guards_at_every_step_ask_eight_queries_at_most(world, client, state, label):
    guards = User.objects.filter(**state).order_by("pk").distinct()
    guard = next(one for one in guards if _label(one).startswith(label))
    client.force_login(guard)
    client.get(reverse("home:mine"))

    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("home:mine"))

    assert page.context["step"].label.startswith(label)
    assert len(asked) <= 8, "\n".join(query["sql"] for query in asked)


def _label(person: User) -> str:
    step = next_steps.first(person)
    return step.label if step else ""
