"""The five kinds of security, which units, curricula, schemes and standards are told apart by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The five kinds of security."""

    PUBLIC = "public", _("publik")
    INDUSTRIAL = "industrial", _("industri")
    ECOLOGICAL = "ecological", _("ekologi")
    CYBER = "cyber", _("siber")
    PRIVATE = "private", _("swasta")
