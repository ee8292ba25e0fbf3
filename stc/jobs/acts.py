"""What the acts of this app are called in the trail."""

from django.utils.translation import gettext_lazy as _

from stc.audit import acts

acts.register({"jobs.retry": _("Mengulang pekerjaan")})
