"""People and what is kept of them, one trade a file."""

from stc.accounts.models.consent import Consent, ConsentText, Purpose
from stc.accounts.models.erasure import ErasureRequest
from stc.accounts.models.export import DataExport
from stc.accounts.models.identity import Identity, SameNik
from stc.accounts.models.limits import TimeLimit
from stc.accounts.models.merge import Merge
from stc.accounts.models.people import User
from stc.accounts.models.roles import Appointment

__all__ = [
    "Appointment",
    "Consent",
    "ConsentText",
    "DataExport",
    "ErasureRequest",
    "Identity",
    "Merge",
    "Purpose",
    "SameNik",
    "TimeLimit",
    "User",
]
