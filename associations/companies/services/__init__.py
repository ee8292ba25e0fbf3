"""The acts of companies: who speaks for one, and whom it employs."""

from associations.companies.services.employing import accept, decline, end_employment, propose
from associations.companies.services.forgetting import end_all_of
from associations.companies.services.seats import end_seat, give_seat
from associations.companies.services.ties import settle_ties

__all__ = [
    "accept",
    "decline",
    "end_all_of",
    "end_employment",
    "end_seat",
    "give_seat",
    "propose",
    "settle_ties",
]
