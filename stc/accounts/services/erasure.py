"""To be forgotten: a person asks, an officer decides within some days, a job erases."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stc.accounts import news, personal_data
from stc.accounts.errors import AlreadyDecided, HoldsRole, OwnRequest, ReasonNeeded
from stc.accounts.groups import LABELS
from stc.accounts.models import ErasureRequest, TimeLimit, User
from stc.accounts.services.merge import records_of
from stc.audit import services as audit
from stc.jobs import services as jobs

# The notice of the decision leaves before the address it goes to is forgotten.
FAREWELL = timedelta(minutes=15)


@transaction.atomic
def ask_for_erasure(*, person_id: int, words: str = "") -> ErasureRequest:
    """Ask for it. While a request is open, asking again returns it."""
    person = User.objects.select_for_update().get(pk=person_id)
    still_open = [ErasureRequest.State.ASKED, ErasureRequest.State.GRANTED]
    waiting = person.erasure_requests.filter(state__in=still_open).first()
    if waiting is not None:
        return waiting
    days = TimeLimit.days_for(TimeLimit.For.ERASURE)
    now = timezone.now()
    request = ErasureRequest.objects.create(
        person=person, words=words, asked_at=now, due_at=now + timedelta(days=days)
    )
    audit.record(act="accounts.ask_for_erasure", by=person, subject=request, became=request.state)
    return request


@transaction.atomic
def withdraw_request(*, request_id: int, by: User) -> ErasureRequest:
    """The person thought better of it, before a decision. A second call changes nothing."""
    request = ErasureRequest.objects.select_for_update().get(pk=request_id, person=by)
    if request.state == ErasureRequest.State.WITHDRAWN:
        return request
    if request.state != ErasureRequest.State.ASKED:
        raise AlreadyDecided(state=request.get_state_display())
    was = request.state
    request.withdraw()
    request.save(update_fields=["state"])
    audit.record(
        act="accounts.withdraw_erasure", by=by, subject=request, was=was, became=request.state
    )
    return request


@transaction.atomic
def grant_erasure(*, request_id: int, by: User, why: str) -> ErasureRequest:
    """Let the person be forgotten. Whoever holds a role hands it over first (``HoldsRole``)."""
    request = _undecided(request_id, by=by, why=why, target=ErasureRequest.State.GRANTED)
    if request.state == ErasureRequest.State.GRANTED:
        return request
    # Locked as ``roles.appoint`` locks it: no role is given while this looks for one.
    User.objects.select_for_update(no_key=True).get(pk=request.person_id)
    held = request.person.appointments.not_over().select_related("group").first()
    if held is not None:
        raise HoldsRole(role=LABELS.get(held.group.name, held.group.name))
    request.grant(by=by, why=why.strip(), at=timezone.now())
    _keep_decision(request)
    jobs.enqueue(
        "accounts.erase_person",
        key=str(request.pk),
        run_at=timezone.now() + FAREWELL,
        request_id=request.pk,
    )
    return request


@transaction.atomic
def refuse_erasure(*, request_id: int, by: User, why: str) -> ErasureRequest:
    """Keep the data, with a reason that the person is told. A second call changes nothing."""
    request = _undecided(request_id, by=by, why=why, target=ErasureRequest.State.REFUSED)
    if request.state == ErasureRequest.State.REFUSED:
        return request
    request.refuse(by=by, why=why.strip(), at=timezone.now())
    _keep_decision(request)
    return request


def _undecided(request_id: int, *, by: User, why: str, target: str) -> ErasureRequest:
    """The request, locked; in the target state already where the decision was the same."""
    request = ErasureRequest.objects.select_for_update().get(pk=request_id)
    if by.pk in records_of(request.person_id):
        raise OwnRequest
    if request.state not in (ErasureRequest.State.ASKED, target):
        raise AlreadyDecided(state=request.get_state_display())
    if not why.strip():
        raise ReasonNeeded
    return request


def _keep_decision(request: ErasureRequest) -> None:
    request.save(update_fields=["state", "decided_by", "decided_at", "why"])
    audit.record(
        act="accounts.decide_erasure",
        by=request.decided_by,
        subject=request,
        was=ErasureRequest.State.ASKED,
        became=request.state,
        why=request.why,
    )
    news.tell(
        kind="accounts.erasure_decided",
        to=request.person,
        context={
            "granted": request.state == ErasureRequest.State.GRANTED,
            "why": request.why,
        },
        key=f"erasure:{request.pk}",
    )


def erase_person(*, request_id: int) -> None:
    """Erase what each app holds, a transaction an app; accounts last, since it knows who it was.

    May be stopped and run again: an app that has erased finds nothing the second time.
    """
    request = ErasureRequest.objects.select_related("person", "decided_by").get(pk=request_id)
    if request.state != ErasureRequest.State.GRANTED:
        return
    holders = sorted(personal_data.holders(), key=lambda holder: holder.app == "accounts")
    records = User.objects.in_bulk(records_of(request.person_id))
    for holder in holders:
        with transaction.atomic():
            for person in User.objects.select_for_update().filter(pk__in=records).order_by("pk"):
                holder.erase(person, by=request.decided_by)
    with jobs.completing():
        request = ErasureRequest.objects.select_for_update().get(pk=request_id)
        if request.state != ErasureRequest.State.GRANTED:
            return
        request.erase(at=timezone.now())
        request.save(update_fields=["state", "erased_at", "words"])
        # Earlier requests held words of the person too.
        ErasureRequest.objects.filter(person__in=records).update(words="")
        audit.record(
            act="accounts.erase", by=None, subject=request, became=request.state, why=request.why
        )
