from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """From application to certificate: what is missing, the exam's seat, the decision."""

    name = "certification.cases"
    verbose_name = _("Perkara sertifikasi")

    def ready(self) -> None:
        from certification.cases import (
            companion,
            menu,
            models,
            news,
            next_step,
            of_person,
            permissions,  # noqa: F401
            services,
        )
        from certification.credentials import kinds
        from certification.exams import admission, results
        from certification.schemes import companions as scheme_companions
        from courses.curricula import companions as curriculum_companions
        from stc.accounts import merging, personal_data
        from stc.audit import append_only
        from stc.impartiality import judgements

        append_only.keep(models.Case)
        append_only.freeze(models.Case, *models.Case.FROZEN)
        append_only.register(models.Decision)
        append_only.freeze(models.NameConfirmation, "case", "name", "confirmed_at")
        append_only.keep(models.BatchDecision)
        append_only.freeze(models.BatchDecision, *models.BatchDecision.FROZEN)
        append_only.keep(models.BatchLine)
        append_only.freeze(models.BatchLine, "batch", "case")
        judgements.register(models.Decision, judge="decided_by", candidate="candidate")
        kinds.register(
            "certificate",
            label=_("Sertifikat kompetensi"),
            on_standing_changed=services.update_qualification,
        )
        admission.register(services.why_not_admitted)
        admission.apply_at("cases:mine")
        results.on_result_released(services.hear_result)
        curriculum_companions.register(companion.of_page)
        scheme_companions.register(companion.of_scheme)
        personal_data.register(
            self.label,
            export=of_person.export,
            erase=of_person.erase,
            covers=of_person.COVERS,
            stays=of_person.STAYS,
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)
        news.register()
        menu.register()
        next_step.register()
