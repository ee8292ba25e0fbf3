from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvidersConfig(AppConfig):
    """Training providers, and who manages or teaches at them."""

    name = "courses.providers"
    verbose_name = _("Penyelenggara pelatihan")

    def ready(self) -> None:
        from courses.providers import menu, news, of_person, permissions
        from courses.providers.models import Engagement
        from stc.accounts import duties, merging, personal_data, second_factor

        duties.register(self.label, today=Engagement.objects.today_of)
        second_factor.register(permissions.is_engaged)
        personal_data.register(
            self.label, export=of_person.export, erase=of_person.erase, stays=of_person.STAYS
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)
        news.register()
        menu.register()
