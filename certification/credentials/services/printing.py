"""What is made on paper and when: the certificate of itself, other forms when somebody asks."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from certification.credentials.errors import CardsInMaking, NoCardOfIt
from certification.credentials.models import Credential, Document
from stc.accounts.models import User
from stc.audit import services as audit
from stc.jobs import services as jobs
from stc.jobs.models import Job

MAKE = "credentials.render_pdf"
MADE_AT_ONCE = 10
MOST_IN_A_RUN = 200


@transaction.atomic
def have_made(*, credential_ids: Iterable[int], form: str) -> None:
    """Have a form made of each that is signed, valid and lacks it. Asked for twice, it is made
    once; of what is no longer valid no card or badge is made any more.
    """
    valid = Credential.objects.not_over_at(timezone.now())
    signed = valid.filter(pk__in=credential_ids, signature__isnull=False)
    make_apart(signed.exclude(documents__form=form).values_list("pk", flat=True), form=form)


def make_apart(credential_ids: Iterable[int], *, form: str) -> None:
    """Have each made by a job of its own."""
    asked = {_key(each, form): {"credential_id": each, "form": form} for each in credential_ids}
    jobs.enqueue_each(MAKE, asked)


def make_together(credential_ids: Sequence[int], *, form: str) -> None:
    """A job for each few: what is made together is kept together, in one transaction."""
    if len(credential_ids) == 1:
        make_apart(credential_ids, form=form)
        return
    for first in range(0, len(credential_ids), MADE_AT_ONCE):
        some = list(credential_ids[first : first + MADE_AT_ONCE])
        jobs.enqueue("credentials.render_batch", credential_ids=some, form=form)


def in_making(credential: Credential, found: list[Job] | None = None) -> set[str]:
    """The forms that were asked for and are not there yet; by ``jobs_of`` where that is at hand."""
    forms = {_key(credential.pk, form): form for form in Document.Form.values}
    if found is None:
        return {forms[key] for key in jobs.unfinished(MAKE, keys=forms)}
    return {forms[job.key] for job in found if job.key in forms and job.state != Job.State.DONE}


@transaction.atomic
def print_cards(*, credential_ids: Iterable[int], by: User) -> list[Document]:
    """The card of each, in the order of the numbers; that they were printed is in the trail.

    Raises NoCardOfIt where one is not valid, and CardsInMaking while one is not there;
    ``have_made`` is what makes it.
    """
    ids = set(credential_ids)
    asked = Credential.objects.filter(pk__in=ids)
    valid = asked.not_over_at(timezone.now()).values("pk")
    for over in asked.exclude(pk__in=valid)[:1]:
        raise NoCardOfIt(number=over.number)
    kept = Document.objects.filter(credential__in=ids, form=Document.Form.CARD)
    cards = list(kept.select_related("credential").order_by("credential__number"))
    if len(cards) < len(ids):
        raise CardsInMaking(there=len(cards), asked=len(ids))
    audit.record_all(
        audit.line(act="credentials.print", by=by, subject=card.credential, became=card.form)
        for card in cards
    )
    return cards


def _key(credential_id: int, form: str) -> str:
    return f"{MAKE}:{credential_id}:{form}"
