from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The roof: public home, role home pages, plain content pages, error pages."""

    name = "stc.home"
    verbose_name = _("Beranda")

    def ready(self) -> None:
        from stc.accounts import groups, merging, personal_data
        from stc.home import of_person
        from stc.look import navigation

        personal_data.register(
            self.label,
            export=of_person.export,
            erase=of_person.erase,
            covers=of_person.COVERS,
            stays=of_person.STAYS,
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)

        for area, label, url_name, icon, order in (
            (navigation.PUBLIC, _("Kurikulum"), "home:curricula", "book", 0),
            (navigation.FOOT, _("Bantuan"), "home:help", "help", 2),
            (navigation.FOOT, _("Tentang"), "home:about", "info", 0),
            (navigation.FOOT, _("Privasi"), "home:privacy", "lock", 1),
        ):
            navigation.register(navigation.Entry(area, label, url_name, icon, order))
        editors = {groups.CATALOGUE_EDITORS, groups.PLATFORM_ADMINS}
        navigation.register(
            navigation.Entry(
                navigation.OFFICER,
                _("Sunting halaman"),
                "wagtailadmin_home",
                "pencil",
                order=80,
                visible_to=lambda user: not editors.isdisjoint(getattr(user, "roles", ())),
            )
        )
