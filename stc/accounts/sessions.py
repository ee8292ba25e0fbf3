"""What a session carries of its person, so that no page has to ask for it."""

from django.http import HttpRequest

from stc.accounts.models import User


def settle(request: HttpRequest, person: User) -> None:
    """Speak this person's language and show their zone's time, from the next page on."""
    request.session["language"] = person.language
    request.session["zone"] = person.zone
