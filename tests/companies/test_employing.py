"""A company asks, the person answers, either ends it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from associations.companies import services
from associations.companies.errors import (
    AlreadyAccepted,
    AlreadyDeclined,
    AlreadyOver,
    NotAccepted,
    NotManagerThere,
    NotYourProposal,
    OwnEmployment,
    StartsLater,
)
from associations.companies.models import Employment
from associations.companies.services.employing import QUIET_AFTER_NO
from stc.accounts.errors import TextChanged
from stc.accounts.models import Consent, ConsentText
from stc.audit.models import AuditEntry
from stc.impartiality.models import Conflict
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory
from tests.companies.factories import DAY, VIEWER, CompanyFactory, employed, proposed, seated


@pytest.fixture
def guard():
    return PersonFactory(full_name="Agus Salim", email="agus@contoh.id", phone="+628123456789")


def today():
    return timezone.localdate()


def ask(company, manager, contact="agus@contoh.id", **fields):
    return services.propose(company_id=company.pk, contact=contact, by=manager, **fields)


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def acts() -> list[str]:
    acts = AuditEntry.objects.filter(act__startswith="companies.").order_by("pk")
    return list(acts.values_list("act", flat=True))


@pytest.mark.parametrize("contact", ["agus@contoh.id", "AGUS@contoh.id", "+628123456789"])
def test_a_proposal_reaches_whoever_has_that_address_once(company, manager, guard, contact):
    ask(company, manager, contact, position="Danru")
    ask(company, manager, contact)

    proposal = Employment.objects.get()
    assert (proposal.person, proposal.state, proposal.position) == (guard, "proposed", "Danru")
    assert (told(guard), acts()) == (["companies.proposed"], ["companies.propose"])


def test_whoever_is_there_or_not_the_company_learns_nothing(company, manager, guard):
    PersonFactory(email="pergi@contoh.id", is_active=False)
    employed(company, PersonFactory(email="sudah@contoh.id"))
    declined = PersonFactory(email="tidak@contoh.id")
    proposed(company, declined, declined_at=timezone.now())

    answers = [
        ask(company, manager, f"{name}@contoh.id")
        for name in ("agus", "agus", "tak-ada", "pergi", "sudah", "tidak")
    ]

    assert answers == [None] * 6
    assert list(Employment.objects.proposed().values_list("person", flat=True)) == [guard.pk]
    assert not Employment.objects.proposed().visible_to(manager).exists()


def test_who_declined_is_left_in_peace_for_a_while(company, manager, guard):
    no = proposed(company, guard, declined_at=timezone.now() - QUIET_AFTER_NO + DAY)
    ask(company, manager)
    assert not Employment.objects.proposed().exists()

    Employment.objects.filter(pk=no.pk).update(declined_at=timezone.now() - QUIET_AFTER_NO)
    ask(company, manager)

    assert Employment.objects.proposed().get().person == guard


def test_only_a_manager_of_that_company_asks(company, guard):
    for stranger in (seated(CompanyFactory()), seated(company, VIEWER), guard):
        with pytest.raises(NotManagerThere):
            ask(company, stranger)
    assert not Employment.objects.exists()


def test_nobody_asks_themselves_or_for_a_day_to_come(company, manager, guard):
    with pytest.raises(OwnEmployment):
        ask(company, manager, manager.email)
    for contact in (guard.email, "tak-ada@contoh.id"):
        with pytest.raises(StartsLater):
            ask(company, manager, contact, starts_on=today() + DAY)


def test_who_accepts_works_there_and_is_tied_to_all_who_speak_for_it(company, manager, guard):
    viewer = seated(company, VIEWER)
    seated(CompanyFactory())
    proposal = proposed(company, guard)

    services.accept(employment_id=proposal.pk, by=guard)
    services.accept(employment_id=proposal.pk, by=guard)

    assert Employment.objects.working().get().person == guard
    ties = Conflict.objects.filter(candidate=guard, kind="employs")
    assert {tie.person for tie in ties} == {manager, viewer}
    assert (told(manager), told(viewer)) == (["companies.accepted"], [])
    assert acts() == ["companies.accept"]
    assert not Consent.objects.exists()


def test_with_the_text_that_was_shown_they_also_consent(company, guard):
    text = ConsentText.objects.current().get(purpose__code="employer")

    services.accept(employment_id=proposed(company, guard).pk, by=guard, consent_text=text.pk)

    assert Consent.objects.get().text == text


def test_a_text_that_no_longer_holds_accepts_nothing(company, guard):
    proposal = proposed(company, guard)

    with pytest.raises(TextChanged):
        services.accept(employment_id=proposal.pk, by=guard, consent_text=10**9)

    assert Employment.objects.get().state == "proposed"


def test_nobody_answers_for_another(company, manager, guard):
    proposal = proposed(company, guard)

    for act in (services.accept, services.decline):
        with pytest.raises(NotYourProposal):
            act(employment_id=proposal.pk, by=manager)


def test_who_declines_is_not_told_of(company, manager, guard):
    proposal = proposed(company, guard)

    services.decline(employment_id=proposal.pk, by=guard)
    services.decline(employment_id=proposal.pk, by=guard)

    assert Employment.objects.get().state == "declined"
    assert (told(manager), acts()) == ([], ["companies.decline"])
    assert not Conflict.objects.exists()


def test_an_answer_is_given_once(company, guard):
    said_no = proposed(company, guard, declined_at=timezone.now())
    with pytest.raises(AlreadyDeclined):
        services.accept(employment_id=said_no.pk, by=guard)
    said_yes = employed(company, guard)
    with pytest.raises(AlreadyAccepted):
        services.decline(employment_id=said_yes.pk, by=guard)
    Employment.objects.filter(pk=said_yes.pk).update(ends_on=today())
    for act in (services.accept, services.decline):
        with pytest.raises(AlreadyOver):
            act(employment_id=said_yes.pk, by=guard)


@pytest.mark.parametrize("by_guard", [True, False])
def test_either_side_ends_it_and_the_other_is_told(company, manager, guard, by_guard):
    proposal = proposed(company, guard)
    services.accept(employment_id=proposal.pk, by=guard)
    Notice.objects.all().delete()

    for _twice in range(2):
        services.end_employment(employment_id=proposal.pk, by=guard if by_guard else manager)

    ended = Employment.objects.get()
    assert (ended.state, ended.ends_on) == ("ended", today())
    tie = Conflict.objects.get()
    assert (tie.ended_on, tie.stands_until) == (today(), today() + 730 * DAY)
    assert told(manager) == (["companies.guard_left"] if by_guard else [])
    assert told(guard) == ([] if by_guard else ["companies.employment_ended"])
    assert acts().count("companies.end_employment") == 1


def test_only_the_two_sides_end_it_and_only_once_it_was_accepted(company, manager, guard):
    there = employed(company, guard)
    for stranger in (seated(CompanyFactory()), seated(company, VIEWER), PersonFactory()):
        with pytest.raises(NotManagerThere):
            services.end_employment(employment_id=there.pk, by=stranger)
    waits = proposed(CompanyFactory(), guard)
    with pytest.raises(NotAccepted):
        services.end_employment(employment_id=waits.pk, by=guard)


def test_a_manager_who_works_there_too_is_not_tied_to_themselves(company, manager):
    proposal = proposed(company, manager)

    services.accept(employment_id=proposal.pk, by=manager)

    assert not Conflict.objects.exists()
    assert told(manager) == []


def test_an_employment_that_began_further_east_today_ends_on_its_first_day(company, guard):
    there = employed(company, guard, starts_on=today() + DAY)

    services.end_employment(employment_id=there.pk, by=guard)

    assert Employment.objects.get().ends_on == today() + DAY


def test_the_database_keeps_one_open_employment_and_its_order(company, guard):
    employed(company, guard, ends_on=today())
    proposed(company, guard, declined_at=timezone.now())
    employed(company, guard)

    wrong = (
        {},  # a second open one
        {"accepted_at": timezone.now(), "declined_at": timezone.now()},
        {"ends_on": today()},  # never accepted
        {"accepted_at": timezone.now(), "ends_on": today() - 99 * DAY},
    )
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            proposed(company, guard, **fields)
