"""The number and the address by which a person is reached."""

from allauth.account.models import EmailAddress
from django.db import transaction

from stc.accounts import news
from stc.accounts.models import User
from stc.accounts.phone import hidden
from stc.audit import services as audit


@transaction.atomic
def set_phone(*, person: User, phone: str, verified: bool) -> None:
    """Give a person this number (E.164). The second call changes nothing.

    Another number than before is told to its owner and left in the trail. Raises ``IntegrityError``
    where another person has it.
    """
    kept = User.objects.select_for_update().get(pk=person.pk)
    was = kept.phone.as_e164 if kept.phone else ""
    if (was, kept.phone_verified) != (phone, verified):
        kept.phone, kept.phone_verified = phone, verified
        kept.save(update_fields=["phone", "phone_verified"])
        if was and was != phone:
            entry = audit.record(
                act="accounts.phone_changed",
                by=kept,
                subject=kept,
                was=hidden(was),
                became=hidden(phone),
            )
            news.tell(
                kind="accounts.phone_changed",
                to=kept,
                context={"at": entry.at},
                key=f"accounts.phone_changed:{entry.pk}",
            )
    person.phone, person.phone_verified = kept.phone, kept.phone_verified


def owner_of(*, email: str = "", phone: str = "") -> User | None:
    """Whose contact this is, with a log-in or without."""
    if phone:
        return User.objects.filter(phone=phone).first()
    address = EmailAddress.objects.filter(email__iexact=email).select_related("user")
    proven = address.order_by("-verified").first()
    return proven.user if proven else User.objects.filter(email__iexact=email).first()
