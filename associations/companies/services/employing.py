"""A company asks a person to work for it; the person answers; either ends it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

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
from associations.companies.models import Company, CompanySeat, Employment
from associations.companies.services import ties
from stc.accounts.models import User
from stc.accounts.services import consent
from stc.accounts.services.roles import find_person
from stc.audit import services as audit
from stc.notices import services as notices

EMPLOYER = "employer"  # the purpose of consent: the company may see the person's certificates
# Whoever declined is left in peace for a while, whatever the company asks.
QUIET_AFTER_NO = timedelta(days=30)


@transaction.atomic
def propose(
    *, company_id: int, contact: str, by: User, starts_on: date | None = None, position: str = ""
) -> None:
    """Ask whoever has exactly this e-mail or phone number to work for the company.

    Nothing is given back and nothing refused that would tell whether there is such a person, how
    they stand to the company or what they answered before.
    """
    company = _locked_company(company_id)
    _refuse_strangers(company, by)
    first = starts_on or timezone.localdate()
    if first > timezone.localdate():
        raise StartsLater
    person = find_person(contact)
    if person is None:
        return
    if person == by:
        raise OwnEmployment
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.is_active or _is_not_to_be_asked(person, company):
        return
    employment = Employment.objects.create(
        person=person, company=company, position=position, proposed_by=by, starts_on=first
    )
    audit.record(act="companies.propose", by=by, subject=employment, became=first)
    notices.send(
        kind="companies.proposed",
        to=person,
        context={"company": company.name, "employment": employment.pk},
        key=f"companies.proposed:{employment.pk}",
    )


def _is_not_to_be_asked(person: User, company: Company) -> bool:
    there = Employment.objects.of(person).filter(company=company)
    lately = there.filter(declined_at__gt=timezone.now() - QUIET_AFTER_NO)
    return there.open().exists() or lately.exists()


@transaction.atomic
def accept(*, employment_id: int, by: User, consent_text: int | None = None) -> Employment:
    """Work for the company from its first day on; with ``consent_text``, the id of the text that
    was shown, employers may also see the person's certificates. A second call changes nothing.

    Raises ``TextChanged`` (accounts) where that text no longer holds.
    """
    employment = _locked(employment_id)
    _refuse_others(employment, by)
    if employment.state == Employment.State.ACCEPTED:
        return employment
    if employment.state == Employment.State.DECLINED:
        raise AlreadyDeclined
    if employment.state == Employment.State.ENDED:
        raise AlreadyOver
    if consent_text is not None:
        consent.answer(person_id=by.pk, purpose=EMPLOYER, text_id=consent_text, given=True)
    employment.accepted_at = timezone.now()
    employment.save(update_fields=["accepted_at"])
    ties.tie_to_all(employment)
    audit.record(
        act="companies.accept",
        by=by,
        subject=employment,
        was=Employment.State.PROPOSED,
        became=Employment.State.ACCEPTED,
    )
    _tell_managers(employment, kind="companies.accepted")
    return employment


@transaction.atomic
def decline(*, employment_id: int, by: User) -> Employment:
    """Say no; the company is not told. A second call changes nothing."""
    employment = _locked(employment_id)
    _refuse_others(employment, by)
    if employment.state == Employment.State.DECLINED:
        return employment
    if employment.state == Employment.State.ACCEPTED:
        raise AlreadyAccepted
    if employment.state == Employment.State.ENDED:
        raise AlreadyOver
    employment.declined_at = timezone.now()
    employment.save(update_fields=["declined_at"])
    audit.record(
        act="companies.decline",
        by=by,
        subject=employment,
        was=Employment.State.PROPOSED,
        became=Employment.State.DECLINED,
    )
    return employment


@transaction.atomic
def end_employment(*, employment_id: int, by: User) -> Employment:
    """End it today, by the person or a manager of the company; the other side is told. A second
    call changes nothing.
    """
    employment = _locked(employment_id)
    by_company = by.pk != employment.person_id
    if by_company:
        _refuse_strangers(employment.company, by)
    if employment.state == Employment.State.ENDED:
        return employment
    if employment.state != Employment.State.ACCEPTED:
        raise NotAccepted
    close(employment, by=by)
    if by_company:
        notices.send(
            kind="companies.employment_ended",
            to=employment.person,
            context={"company": employment.company.name, "ends_on": employment.ends_on},
            key=f"companies.employment_ended:{employment.pk}",
        )
    else:
        _tell_managers(employment, kind="companies.guard_left")
    return employment


def close(employment: Employment, *, by: User) -> None:
    """Its last day is today; its ties end with it. The row is locked by the caller."""
    # Two clocks: east of the manager's zone a day may have begun that has not begun here.
    employment.ends_on = max(timezone.localdate(), employment.starts_on)
    employment.save(update_fields=["ends_on"])
    ties.end_of(employment, by=by)
    audit.record(
        act="companies.end_employment",
        by=by,
        subject=employment,
        was=Employment.State.ACCEPTED,
        became=employment.ends_on,
    )


def _locked_company(company_id: int) -> Company:
    """Seats and employments of one company come one after the other, so that no tie is missed."""
    return Company.objects.select_for_update(no_key=True).get(pk=company_id)


def _locked(employment_id: int) -> Employment:
    _locked_company(Employment.objects.values_list("company_id", flat=True).get(pk=employment_id))
    rows = Employment.objects.select_for_update(of=("self",)).select_related("person", "company")
    return rows.get(pk=employment_id)


def _refuse_strangers(company: Company, by: User) -> None:
    if not CompanySeat.objects.managers_of(company).filter(person=by).exists():
        raise NotManagerThere(company=company)


def _refuse_others(employment: Employment, by: User) -> None:
    if by.pk != employment.person_id:
        raise NotYourProposal


def _tell_managers(employment: Employment, *, kind: str) -> None:
    """Without a name: a notice outlives an erasure, the roster does not."""
    company = employment.company
    for seat in CompanySeat.objects.managers_of(company).select_related("person").order_by("pk"):
        if seat.person_id != employment.person_id:
            notices.send(
                kind=kind,
                to=seat.person,
                context={"company": company.name, "slug": company.slug},
                key=f"{kind}:{employment.pk}",
            )
