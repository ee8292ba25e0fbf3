"""What a browser keeps of one person alone, and by what name.

A page that keeps something for later (``caches``) names it by ``cache_prefix``, then the path whose
worker keeps it. Each page of the house tells whose it is (``data-person``), and ``stc.js`` throws
away what is another's: nothing outlives the log-out, and no one finds what is not theirs.
"""

from django.utils.crypto import salted_hmac


def person_key(user) -> str:
    """A name for this person that tells nothing of them; empty for a stranger."""
    if not user.is_authenticated:
        return ""
    return salted_hmac("stc.look.device", str(user.pk)).hexdigest()[:20]


def cache_prefix(user) -> str:
    return f"person:{person_key(user)}:"
