"""What the business refuses, said to the person who asked."""

from django.utils.functional import Promise


class DomainError(Exception):
    """An act that its rules refuse. ``message`` says what happened and what to do next.

    A subclass names a stable ``code`` for machines and a lazy, translatable ``message`` with named
    ``%(placeholders)s``; the keyword arguments fill them.
    """

    code: str = "refused"
    message: str | Promise = ""

    def __init__(self, **details: object) -> None:
        super().__init__(details)
        self.details = details

    def __str__(self) -> str:
        return str(self.message) % self.details
