from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from certification.cases import services
from certification.cases.errors import (
    CannotApply,
    NoPaper,
    NoSuchScheme,
    NotOpen,
    NotYourCase,
    WrongPaper,
)
from certification.cases.models import Case
from certification.exams import services as exams
from certification.exams.errors import AlreadyStarted, NotAdmitted
from certification.exams.models import Paper, Registration
from certification.schemes.errors import NoRule
from certification.schemes.models import SchemeRule
from courses.curricula.models import CurriculumPage
from courses.learning import services as learning
from stc.accounts.groups import EXAM_OFFICERS
from stc.audit.models import AuditEntry
from stc.impartiality.errors import Partial
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory, appoint
from tests.cases.conftest import CODE, CURRICULUM, agree, fresh
from tests.cases.trial import exam_taken, handed_in

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    entries = AuditEntry.objects.filter(act__startswith="cases.").order_by("pk")
    return [entry.act for entry in entries]


def codes(case) -> list[str]:
    return [missing.code for missing in services.what_is_missing(fresh(case))]


# --- opening ---------------------------------------------------------------------------------


def test_a_case_goes_by_the_rule_of_the_day_on_which_it_was_opened(scheme, newcomer):
    case = services.open_case(person=newcomer, scheme_code=CODE)
    SchemeRule.objects.create(
        scheme=scheme,
        valid_from=timezone.localdate(),
        validity_months=1,
        hours_theory=0,
        hours_practice=0,
    )

    assert fresh(case).rule.validity_months == 36
    assert (case.state, case.edition, case.paper.code) == ("open", "2026", "GP-TEORI")
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.update(rule=SchemeRule.objects.get(validity_months=1))


def test_applying_twice_is_one_case(newcomer):
    first = services.open_case(person=newcomer, scheme_code=CODE)

    assert services.open_case(person=newcomer, scheme_code=CODE) == first
    assert acts() == ["cases.open_case"]


def test_the_database_keeps_a_second_unfinished_case_out(scheme, newcomer):
    first = services.open_case(person=newcomer, scheme_code=CODE)

    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(
            scheme=scheme,
            rule=first.rule,
            paper=first.paper,
            edition=first.edition,
            candidate=newcomer,
        )


def test_the_edition_is_the_one_that_the_person_follows(newcomer):
    learning.enrol(person=newcomer, curriculum_code=CURRICULUM, edition="2026")
    CurriculumPage.objects.filter(locale__language_code="id").first().copy(
        update_attrs={"edition": "2027", "slug": "edisi-2027"}
    )

    assert services.open_case(person=newcomer, scheme_code=CODE).edition == "2026"
    assert services.open_case(person=PersonFactory(), scheme_code=CODE).edition == "2027"


def test_what_cannot_be_applied_for_is_refused(scheme, newcomer):
    with pytest.raises(NoSuchScheme):
        services.open_case(person=newcomer, scheme_code="STC-XX")
    with pytest.raises(CannotApply):
        services.open_case(person=PersonFactory(is_active=False), scheme_code=CODE)
    type(scheme).objects.update(paper_code="GP-PRAKTIK")
    with pytest.raises(NoPaper):
        services.open_case(person=newcomer, scheme_code=CODE)
    type(scheme).objects.update(paper_code="GP-TEORI")
    SchemeRule.objects.update(valid_from=date(2099, 1, 1))
    with pytest.raises(NoRule):
        services.open_case(person=newcomer, scheme_code=CODE)
    assert not Case.objects.exists()


# --- what is missing ---------------------------------------------------------------------------


def test_a_newcomer_misses_line_by_line(newcomer):
    case = services.open_case(person=newcomer, scheme_code=CODE)

    missing = services.what_is_missing(case)

    assert [line.code for line in missing] == [
        "profile.birth_date",
        "profile.region",
        "profile.name_confirmed",
        "consent.training",
        "consent.certificate-name",
        "hours.theory",
        "hours.practice",
    ]
    assert "Teori 0 dari 90 JP" in [line.text for line in missing]
    assert missing[0].url == f"/saya/profil/?next=%2Fsertifikasi%2F{case.pk}%2F#id_birth_date"
    assert missing[2].url == f"/sertifikasi/{case.pk}/nama/"
    assert missing[3].url == f"/saya/persetujuan/?next=%2Fsertifikasi%2F{case.pk}%2F#training"


def test_a_guard_who_has_all_misses_nothing(case):
    assert codes(case) == []
    assert {line.is_met for line in services.checklist(case)} == {True}


def test_what_was_taken_back_is_missing_again(case, guard):
    agree(guard, given=False, purposes=["certificate-name"])

    assert codes(case) == ["consent.certificate-name"]


def test_a_rule_may_ask_for_identity_and_photo(case, scheme):
    SchemeRule.objects.update(profile=["full_name", "nik", "photo"])

    assert codes(case) == ["profile.nik", "profile.photo"]


# --- the exam's seat ---------------------------------------------------------------------------


def test_a_whole_case_takes_a_seat_and_again_the_same_one(case, sitting, guard):
    asked = {"case_id": case.pk, "sitting_id": sitting.pk, "by": guard}
    seat = services.choose_sitting(**asked)

    assert services.choose_sitting(**asked) == seat
    assert (seat.origin, seat.candidate, seat.registered_by) == (case.source, guard, guard)


def test_a_case_that_lacks_something_takes_no_seat_and_is_told_what(case, sitting, guard):
    agree(guard, given=False, purposes=["training"])

    with pytest.raises(NotAdmitted, match="Data untuk pelatihan"):
        services.choose_sitting(case_id=case.pk, sitting_id=sitting.pk, by=guard)

    assert not Registration.objects.exists()


def test_what_is_taken_back_after_the_seat_keeps_from_starting(case, sitting, guard):
    seat = services.choose_sitting(case_id=case.pk, sitting_id=sitting.pk, by=guard)
    agree(guard, given=False, purposes=["training"])

    with pytest.raises(NotAdmitted):
        exams.start(registration_id=seat.pk, by=guard)


def another_sitting(sitting, **changes):
    told = {
        "paper": sitting.paper,
        "name": "Sesi sore",
        "venue": "LSP Bandung",
        "opens_at": timezone.now(),
        "closes_at": timezone.now() + timedelta(hours=5),
        "capacity": 2,
        "by": sitting.examiner,
    }
    return exams.open_sitting(**told | changes)


def test_choosing_another_gives_the_first_seat_back(case, sitting, guard):
    services.choose_sitting(case_id=case.pk, sitting_id=sitting.pk, by=guard)
    later = another_sitting(sitting)

    services.choose_sitting(case_id=case.pk, sitting_id=later.pk, by=guard)

    assert [seat.sitting for seat in Registration.objects.standing()] == [later]


def test_where_the_other_cannot_be_had_the_first_seat_stays(case, sitting, guard, instructor):
    first = services.choose_sitting(case_id=case.pk, sitting_id=sitting.pk, by=guard)
    appoint(instructor, EXAM_OFFICERS)
    taught = another_sitting(sitting, by=instructor)

    with pytest.raises(Partial, match="mengajar"):
        services.choose_sitting(case_id=case.pk, sitting_id=taught.pk, by=guard)

    assert list(Registration.objects.standing()) == [first]


def test_a_sitting_of_another_paper_is_refused(case, sitting, guard):
    other = Paper.objects.create(code="GM", title_id="x", title_en="x", minutes=9)

    with pytest.raises(WrongPaper):
        services.choose_sitting(
            case_id=case.pk, sitting_id=another_sitting(sitting, paper=other).pk, by=guard
        )


def test_nobody_acts_in_anothers_case(case, sitting):
    stranger = PersonFactory(is_superuser=True)

    with pytest.raises(NotYourCase):
        services.choose_sitting(case_id=case.pk, sitting_id=sitting.pk, by=stranger)
    with pytest.raises(NotYourCase):
        services.withdraw(case_id=case.pk, by=stranger)


# --- withdrawing -------------------------------------------------------------------------------


def test_withdrawing_gives_the_seat_back_and_lets_apply_anew(case, sitting, guard):
    services.choose_sitting(case_id=case.pk, sitting_id=sitting.pk, by=guard)

    services.withdraw(case_id=case.pk, by=guard)
    services.withdraw(case_id=case.pk, by=guard)

    assert fresh(case).state == "withdrawn"
    assert not Registration.objects.standing().exists()
    assert acts().count("cases.withdraw") == 1
    assert services.open_case(person=guard, scheme_code=CODE) != case
    with pytest.raises(NotOpen):
        services.choose_sitting(case_id=case.pk, sitting_id=sitting.pk, by=guard)


def test_while_an_exam_waits_for_its_outcome_nothing_is_withdrawn(case, sitting, guard):
    handed_in(case, sitting, right=20)

    with pytest.raises(AlreadyStarted):
        services.withdraw(case_id=case.pk, by=guard)

    assert fresh(case).state == "open"


def test_after_the_decision_nothing_is_withdrawn(decided, guard):
    with pytest.raises(NotOpen):
        services.withdraw(case_id=decided.pk, by=guard)


# --- the result --------------------------------------------------------------------------------


def test_a_released_result_makes_the_case_examined_and_tells_the_candidate(case, sitting, guard):
    attempt = handed_in(case, sitting, right=18)
    assert fresh(case).state == "open"

    exams.release(sitting_id=sitting.pk, by=sitting.examiner)
    exams.release(sitting_id=sitting.pk, by=sitting.examiner)

    assert (fresh(case).state, fresh(case).result) == ("examined", attempt.result)
    assert acts().count("cases.examined") == 1
    told = Notice.objects.get(kind="cases.result_out")
    assert (told.person, told.path) == (guard, f"/sertifikasi/{case.pk}/")
    assert "18" not in str(told.texts)


def test_a_result_heard_again_changes_nothing(passed):
    services.hear_result(passed.result, passed.source)

    assert fresh(passed).state == "examined"
    assert acts().count("cases.examined") == 1


def test_a_result_finds_a_case_withdrawn_meanwhile_and_leaves_it_so(case, sitting, guard):
    handed_in(case, sitting, right=18)
    services.withdraw_all(person=guard, by=guard)

    exams.release(sitting_id=sitting.pk, by=sitting.examiner)

    assert fresh(case).state == "withdrawn"
    assert not Notice.objects.filter(kind="cases.result_out").exists()


def test_a_result_of_something_else_is_no_matter_of_cases(passed):
    services.hear_result(passed.result, "trial:7")

    assert acts().count("cases.examined") == 1


def test_who_did_not_come_chooses_again(case, sitting, guard, examiner):
    services.choose_sitting(case_id=case.pk, sitting_id=sitting.pk, by=guard)
    past = timezone.now() - timedelta(minutes=1)
    type(sitting).objects.filter(pk=sitting.pk).update(closes_at=past)
    exams.release(sitting_id=sitting.pk, by=examiner)
    later = another_sitting(sitting)

    services.choose_sitting(case_id=case.pk, sitting_id=later.pk, by=guard)

    assert exam_taken(fresh(case), later, right=20).state == "examined"
