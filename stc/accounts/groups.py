"""The few roles of the whole body. Every other role lives where its scope lives."""

from django.utils.translation import gettext_lazy as _

PLATFORM_ADMINS = "platform-admins"
CERTIFICATION_OFFICERS = "certification-officers"
EXAM_OFFICERS = "exam-officers"
CATALOGUE_EDITORS = "catalogue-editors"

LABELS = {
    PLATFORM_ADMINS: _("Admin platform"),
    CERTIFICATION_OFFICERS: _("Petugas sertifikasi"),
    EXAM_OFFICERS: _("Petugas ujian"),
    CATALOGUE_EDITORS: _("Penyunting katalog"),
}
