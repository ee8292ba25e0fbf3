"""People and what is kept of them, one trade a file."""

from stc.accounts.models.people import User
from stc.accounts.models.roles import Appointment

__all__ = ["Appointment", "User"]
