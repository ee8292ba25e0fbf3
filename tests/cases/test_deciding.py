from datetime import date

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from certification.cases import services
from certification.cases.errors import (
    AlreadyDecided,
    CaseWithdrawn,
    ExamNotPassed,
    NotAnOfficer,
    NotExamined,
    ReasonsNeeded,
    StillMissing,
)
from certification.cases.models import Case, Decision
from certification.credentials import services as credentials
from certification.credentials.models import Credential, RevocationReason
from certification.schemes.months import last_day
from courses.competencies.models import Qualification
from courses.competencies.services import qualified
from stc.accounts.groups import CERTIFICATION_OFFICERS
from stc.audit.models import AuditEntry
from stc.impartiality import services as impartiality
from stc.impartiality.errors import OwnCase, Partial
from stc.impartiality.models import Tie
from stc.jobs.models import Job
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory, appoint
from tests.accounts.factories import officer as an_officer
from tests.cases.conftest import CODE, agree, fresh
from tests.cases.trial import handed_in

pytestmark = pytest.mark.django_db


def decide(case, by, outcome="K", reasons="Bukti lengkap.") -> Decision:
    return services.decide(case_id=case.pk, by=by, outcome=outcome, reasons=reasons)


def nothing_happened() -> bool:
    return not any(
        rows.exists()
        for rows in (
            Decision.objects.all(),
            Credential.objects.all(),
            Qualification.objects.all(),
            Notice.objects.filter(kind="cases.decided"),
        )
    )


def tie(person, candidate, kind=Tie.EMPLOYS):
    return impartiality.record(
        person=person,
        candidate=candidate,
        kind=kind,
        since=timezone.localdate(),
        why="PT Aman Sentosa",
        source="trial:1",
    )


# --- K and BK ----------------------------------------------------------------------------------


def test_k_issues_the_certificate_and_the_qualification_at_once(passed, officer, guard):
    decision = decide(passed, officer)

    today = timezone.localdate(timezone=timezone.get_default_timezone())
    until = last_day(today, 36)
    credential = Credential.objects.get(source=passed.source, kind="certificate")
    assert {name: getattr(credential, name) for name in Credential.SNAPSHOT} == {
        "holder_name": "Sari Wulandari",
        "title_id": "Satpam Gada Pratama",
        "title_en": "Security Guard, Gada Pratama",
        "scheme": CODE,
        "level": "pratama",
        "edition": "2026",
        "decided_on": today,
        "region_name": guard.region.name,
    }
    assert credential.number == f"STC-GP-{today.year}-00001"
    assert timezone.localdate(credential.last_day) == until
    held = Qualification.objects.get(source=passed.source)
    assert (held.person, held.role, held.kind, held.level) == (guard, "guard", "private", "pratama")
    assert (held.valid_from, held.valid_until, held.ended_on) == (today, until, None)
    assert Job.objects.filter(name="credentials.sign").count() == 1
    assert (decision.candidate, fresh(passed).state) == (guard, "decided")


def test_bk_issues_nothing_and_says_why(failed, officer, guard):
    decide(failed, officer, "BK", "Turjawali belum dikuasai; ulangi modul 5.")

    assert fresh(failed).state == "decided"
    assert not Credential.objects.exists()
    assert not Qualification.objects.exists()
    told = Notice.objects.get(kind="cases.decided")
    assert (told.person, told.path) == (guard, f"/sertifikasi/{failed.pk}/")
    assert "ulangi modul 5" in told.texts["id"]["body"]
    assert "not yet competent" in told.texts["en"]["body"]


def test_bk_may_be_decided_on_a_passed_exam_with_reasons(passed, officer):
    assert decide(passed, officer, "BK", "Identitas tidak cocok.").outcome == "BK"


def test_after_bk_one_may_apply_again(failed, officer, guard):
    decide(failed, officer, "BK", "Belum.")

    assert services.open_case(person=guard, scheme_code=CODE) != failed


def test_the_trail_names_who_decided_what_and_why(passed, officer):
    decide(passed, officer)

    entry = AuditEntry.objects.get(act="cases.decide")
    assert (entry.actor_label, entry.was, entry.became, entry.why) == (
        "Ratna Kusumawardani",
        "examined",
        "decided: K",
        "Bukti lengkap.",
    )


@pytest.mark.parametrize(
    ("at", "days"),
    [
        # Half past eleven in the night of Jakarta, where the body is: still the 31st.
        ("2027-08-31T16:30:00+00:00", (date(2027, 8, 31), date(2028, 2, 29))),
        ("2027-08-31T17:30:00+00:00", (date(2027, 9, 1), date(2028, 2, 29))),
    ],
)
def test_it_holds_for_whole_months_of_the_bodys_own_days(passed, scheme, officer, at, days):
    type(scheme.rules.get()).objects.update(validity_months=6)
    night, east = time_machine.travel(at, tick=False), timezone.override("Asia/Jayapura")
    with night, east:  # where the officer sits
        decide(passed, officer)

    credential = Credential.objects.get()
    assert (credential.decided_on, timezone.localdate(credential.last_day)) == days
    held = Qualification.objects.get()
    assert (held.valid_from, held.valid_until) == days


# --- once --------------------------------------------------------------------------------------


def test_a_double_click_is_one_decision_and_one_certificate(passed, officer):
    first = decide(passed, officer)

    assert decide(passed, officer) == first

    assert Credential.objects.count() == Qualification.objects.count() == 1
    assert Notice.objects.filter(kind="cases.decided").count() == 1
    assert AuditEntry.objects.filter(act="cases.decide").count() == 1


def test_what_is_decided_is_not_decided_otherwise(passed, officer):
    decide(passed, officer)

    with pytest.raises(AlreadyDecided, match="kompeten oleh Ratna"):
        decide(passed, officer, "BK", "Ternyata tidak.")
    with pytest.raises(AlreadyDecided):
        decide(passed, an_officer(CERTIFICATION_OFFICERS))


def test_a_decision_is_written_once(decided):
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(reasons="Lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.all().delete()


# --- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["K", "BK"])
def test_before_the_result_is_released_nothing_is_decided(case, sitting, officer, outcome):
    handed_in(case, sitting, right=20)

    with pytest.raises(NotExamined):
        decide(case, officer, outcome)

    assert nothing_happened()


def test_k_on_a_failed_exam_is_refused(failed, officer):
    with pytest.raises(ExamNotPassed):
        decide(failed, officer)

    assert nothing_happened()


def test_k_is_refused_while_something_is_missing(passed, officer, guard):
    agree(guard, given=False, purposes=["certificate-name"])

    with pytest.raises(StillMissing, match="Nama di dalam kode"):
        decide(passed, officer)

    assert nothing_happened()


def test_k_is_refused_while_a_line_of_the_profile_is_missing(passed, officer, guard):
    type(guard).objects.filter(pk=guard.pk).update(birth_date=None)

    with pytest.raises(StillMissing, match="Tanggal lahir"):
        decide(passed, officer)

    assert nothing_happened()


def test_a_withdrawn_case_is_not_decided(passed, officer, guard):
    services.withdraw(case_id=passed.pk, by=guard)

    with pytest.raises(CaseWithdrawn):
        decide(passed, officer)

    assert nothing_happened()


@pytest.mark.parametrize("reasons", ["", "  \n"])
def test_without_reasons_nothing_is_decided(passed, officer, reasons):
    with pytest.raises(ReasonsNeeded):
        decide(passed, officer, reasons=reasons)


@pytest.mark.parametrize("fields", [{}, {"is_superuser": True}])
def test_whoever_holds_no_such_role_decides_nothing(passed, fields):
    with pytest.raises(NotAnOfficer):
        decide(passed, PersonFactory(**fields))

    assert nothing_happened()


@pytest.mark.parametrize("superuser", [False, True])
def test_whoever_taught_or_examined_decides_nothing_superusers_neither(
    passed, instructor, examiner, superuser
):
    for person, why in ((instructor, "mengajar"), (examiner, "menguji")):
        type(person).objects.filter(pk=person.pk).update(is_superuser=superuser)
        appoint(person, CERTIFICATION_OFFICERS)

        with pytest.raises(Partial, match=why):
            decide(passed, fresh(person))

    assert nothing_happened()


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_decides_their_own_case(passed, guard, superuser):
    type(guard).objects.filter(pk=guard.pk).update(is_superuser=superuser)
    appoint(guard, CERTIFICATION_OFFICERS)

    with pytest.raises(OwnCase):
        decide(passed, fresh(guard))

    assert nothing_happened()


@pytest.mark.parametrize("kind", Tie)
def test_the_database_itself_refuses_a_partial_decision(passed, officer, guard, kind):
    tie(officer, guard, kind)

    with pytest.raises(DatabaseError, match="partial"), transaction.atomic():
        Decision.objects.create(
            case=passed, candidate=guard, decided_by=officer, outcome="K", reasons="x"
        )


def test_the_database_itself_refuses_to_decide_on_oneself(passed, guard):
    with pytest.raises(DatabaseError, match="partial"), transaction.atomic():
        Decision.objects.create(
            case=passed, candidate=guard, decided_by=guard, outcome="K", reasons="x"
        )


def test_where_the_certificate_cannot_be_issued_nothing_is_decided(passed, officer, scheme):
    type(scheme).objects.update(number_prefix="STC/GP")  # no short code: issuing refuses it

    with pytest.raises(ValueError, match="short code"):
        decide(passed, officer)

    assert nothing_happened()
    assert fresh(passed).state == "examined"


# --- standing ----------------------------------------------------------------------------------


def holds(person) -> bool:
    return qualified(person=person, role="guard", kind="private", level="pratama")


def test_the_qualification_goes_with_the_certificates_standing(decided, officer, guard):
    credential = Credential.objects.get()
    asked = {"credential_id": credential.pk, "by": officer, "note": "Diperiksa"}
    assert holds(guard)

    credentials.suspend(**asked)
    assert not holds(guard)

    credentials.lift(**asked)
    assert holds(guard)
    held = Qualification.objects.get()
    assert held.valid_until == timezone.localdate(fresh(credential).last_day)

    credentials.load_reasons()
    reason = RevocationReason.objects.first()
    credentials.revoke_credential(**asked, reason=reason)
    assert not holds(guard)
