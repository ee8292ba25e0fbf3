"""Forms besides the certificate are made when somebody asks; cards are printed by the run."""

from collections.abc import Iterable

from django.db import transaction

from certification.credentials.errors import CardsInMaking
from certification.credentials.models import Credential, Document
from stc.accounts.models import User
from stc.audit import services as audit
from stc.jobs import services as jobs

MAKE = "credentials.render_pdf"
MOST_IN_A_RUN = 200


@transaction.atomic
def have_made(*, credential_ids: Iterable[int], form: str) -> None:
    """Have a form made of each that is signed and lacks it. Asked for twice, it is made once."""
    signed = Credential.objects.filter(pk__in=credential_ids, signature__isnull=False)
    for pk in signed.exclude(documents__form=form).values_list("pk", flat=True):
        jobs.enqueue(MAKE, key=_key(pk, form), credential_id=pk, form=form)


def in_making(credential: Credential) -> set[str]:
    """The forms that were asked for and are not there yet."""
    forms = {_key(credential.pk, form): form for form in Document.Form.values}
    return {forms[key] for key in jobs.unfinished(MAKE, keys=forms)}


@transaction.atomic
def print_cards(*, credential_ids: Iterable[int], by: User) -> list[Document]:
    """The card of each, in the order of the numbers; that they were printed is in the trail.

    Raises CardsInMaking while one is not there; ``have_made`` is what makes it.
    """
    ids = set(credential_ids)
    kept = Document.objects.filter(credential__in=ids, form=Document.Form.CARD)
    cards = list(kept.select_related("credential").order_by("credential__number"))
    if len(cards) < len(ids):
        raise CardsInMaking(there=len(cards), asked=len(ids))
    for card in cards:
        audit.record(act="credentials.print", by=by, subject=card.credential, became=card.form)
    return cards


def _key(credential_id: int, form: str) -> str:
    return f"{MAKE}:{credential_id}:{form}"
