"""Where an application stands, in five steps, and the one thing to do next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from certification.cases.models import Case, Decision
from certification.cases.services import Line
from certification.exams.models import Registration
from stc.look.written import local_moment

STEPS = (
    gettext_lazy("Lengkapi"),
    gettext_lazy("Ujian"),
    gettext_lazy("Hasil"),
    gettext_lazy("Keputusan"),
    pgettext_lazy("langkah", "Sertifikat"),
)
COMPLETE, EXAM, RESULT, DECISION, CERTIFICATE = range(5)
ALL_DONE = 5


@dataclass(frozen=True)
class Action:
    """The one button: an address, or (``scheme_code``) to apply once more."""

    label: str
    url: str = ""
    scheme_code: str = ""


@dataclass(frozen=True)
class Way:
    """``at`` is the step that is current, and those before it are done; ``said`` is where that
    leaves one. Of what is ``over`` none is current any more.
    """

    at: int
    said: str
    action: Action | None = None
    is_over: bool = False

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Each step's name with ``done``, ``current`` or nothing."""
        current = None if self.is_over else self.at
        return [
            (name, "done" if place < self.at else "current" if place == current else "")
            for place, name in enumerate(STEPS)
        ]


def of(case: Case, lines: list[Line], seat: Registration | None) -> Way:
    """``lines`` is the checklist and ``seat`` the standing seat, both of an open case; of one that
    waits for its decision ``lines`` is what alone may be missing then, the name's confirmation.
    """
    if case.state == Case.State.OPEN:
        return _of_open(case, lines, seat)
    if case.state == Case.State.EXAMINED:
        if lines:
            said = _("Konfirmasi nama Anda, supaya petugas dapat memutuskan.")
            return Way(DECISION, said, Action(lines[0].act, lines[0].url))
        if case.result.outcome == Decision.Outcome.COMPETENT:
            said = _("Hasil ujian Anda kompeten. Petugas sertifikasi memeriksa dan memutuskan.")
        else:
            said = _(
                "Hasil ujian Anda belum kompeten. Petugas sertifikasi memeriksa dan memutuskan."
            )
        return Way(DECISION, said)
    again = Action(_("Ajukan lagi"), scheme_code=case.scheme.code)
    if case.state == Case.State.WITHDRAWN:
        return Way(COMPLETE, _("Permohonan ini sudah Anda tarik."), again, is_over=True)
    if case.decision.outcome == Decision.Outcome.COMPETENT:
        return Way(ALL_DONE, _("Anda dinyatakan kompeten."), is_over=True)
    return Way(CERTIFICATE, _("Anda dinyatakan belum kompeten."), again, is_over=True)


def _of_open(case: Case, lines: list[Line], seat: Registration | None) -> Way:
    attempt = getattr(seat, "attempt", None)
    if attempt is not None and not attempt.is_running:
        return Way(RESULT, _("Jawaban Anda sudah diserahkan. Hasilnya diberitahukan di sini."))
    missing = [line for line in lines if not line.is_met]
    if missing and attempt is None:
        first = missing[0]
        label = first.act or _("Lengkapi: %(line)s") % {"line": first.text}
        return Way(COMPLETE, _("Masih ada yang kurang."), Action(label, first.url))
    if seat is None or seat.sitting.closes_at <= timezone.now():
        choose = Action(_("Pilih sesi ujian"), reverse("cases:sittings", args=[case.pk]))
        return Way(EXAM, _("Semua sudah lengkap. Anda dapat mengikuti ujian."), choose)
    if attempt is not None:
        return Way(EXAM, _("Ujian Anda sedang berjalan."), Action(_("Lanjutkan ujian"), _exams()))
    sitting = seat.sitting
    if sitting.opens_at <= timezone.now():
        said = _("Sesi %(sitting)s sudah dibuka.") % {"sitting": sitting}
        return Way(EXAM, said, Action(_("Mulai ujian"), _exams()))
    said = _("Anda terdaftar pada %(sitting)s, %(moment)s, di %(venue)s.") % {
        "sitting": sitting,
        "moment": local_moment(sitting.opens_at),
        "venue": sitting.venue,
    }
    return Way(EXAM, said)


def _exams() -> str:
    return reverse("exams:mine")
