"""What acts are called by people. An app registers its acts in its module ``acts``.

An act is recorded by its name (``credentials.revoke``) and read by its label, in the reader's
language; an act that nobody registered is shown by its name.
"""

from collections.abc import Mapping

from django.utils.functional import Promise

_labels: dict[str, str | Promise] = {}


def register(labels: Mapping[str, str | Promise]) -> None:
    """Name acts: ``{"credentials.revoke": _("Mencabut sertifikat")}``."""
    _labels.update(labels)


def label(act: str) -> str:
    return str(_labels.get(act, act))


def choices() -> list[tuple[str, str]]:
    """Every registered act with its label, in the order of the labels."""
    return sorted(((act, str(text)) for act, text in _labels.items()), key=lambda pair: pair[1])
