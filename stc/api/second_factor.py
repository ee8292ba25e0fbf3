from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings


def is_missing(person) -> bool:
    """Must this person have a second factor, and has none? A demo alone asks nobody."""
    return bool(not settings.DEMO and person.roles and not is_mfa_enabled(person))
