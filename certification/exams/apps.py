from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExamsConfig(AppConfig):
    """Papers, sittings, attempts, answers as they arrive, and what they come to."""

    name = "certification.exams"
    verbose_name = _("Ujian")

    def ready(self) -> None:
        from certification.exams import (  # noqa: F401
            menu,
            models,
            news,
            next_step,
            of_person,
            permissions,
        )
        from stc.accounts import merging, personal_data
        from stc.audit import append_only
        from stc.impartiality import judgements
        from stc.impartiality.models import Tie

        append_only.keep(models.Registration)
        append_only.keep(models.Attempt)
        append_only.freeze(models.Attempt, "registration", "seed", "started_at", "ends_at")
        append_only.register(models.ServedItem)
        append_only.register(models.Response)
        append_only.keep(models.Result)
        append_only.freeze(
            models.Result, "attempt", "right", "out_of", "cut_score", "percent_needed", "outcome"
        )
        # Who examined a candidate once may do so again.
        again = {"candidate": "candidate", "but": (Tie.EXAMINED,)}
        judgements.register(models.Registration, judge="examiner", **again)
        judgements.register(models.Result, judge="released_by", **again)
        personal_data.register(
            self.label, export=of_person.export, erase=of_person.erase, stays=of_person.STAYS
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)
        news.register()
        menu.register()
        next_step.register()
