from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    """Companies that employ guards, who speaks for them, whom they employ and what runs out."""

    name = "associations.companies"
    verbose_name = _("Perusahaan")

    def ready(self) -> None:
        from associations.companies import menu, news, next_step, of_person, permissions
        from associations.companies.models import CompanySeat, Employment
        from stc.accounts import duties, merging, personal_data, second_factor

        duties.register(self.label, today=CompanySeat.objects.today_of)
        duties.register(permissions.JOBS, today=Employment.objects.today_of)
        second_factor.register(permissions.is_seated)
        personal_data.register(
            self.label, export=of_person.export, erase=of_person.erase, stays=of_person.STAYS
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)
        news.register()
        menu.register()
        next_step.register()
