"""What the acts of this app are called in the trail."""

from django.utils.translation import gettext_lazy as _

from stc.audit import acts

acts.register(
    {
        "providers.engage": _("Menugaskan orang di penyelenggara"),
        "providers.end_engagement": _("Mengakhiri tugas di penyelenggara"),
    }
)
