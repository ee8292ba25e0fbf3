from allauth.mfa.utils import is_mfa_enabled

from stc.accounts import second_factor


def is_missing(person) -> bool:
    """Must this person have a second factor, and has none? Sessions show theirs at each log-in."""
    return second_factor.is_required(person) and not is_mfa_enabled(person)
