from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What people are told: inbox, e-mail, adapters for other channels."""

    name = "stc.notices"
    verbose_name = _("Pemberitahuan")

    def ready(self) -> None:
        from stc.accounts import merging, news, personal_data
        from stc.look import navigation
        from stc.notices import (  # noqa: F401 - checks registers itself
            allauth_news,
            channels,
            checks,
            kinds_below,
            of_person,
            services,
        )
        from stc.notices.channels.email import EmailChannel
        from stc.notices.channels.file import FileChannel

        kinds_below.register()
        channels.register(EmailChannel())
        if settings.NOTICES_TO_FILE:
            channels.register(FileChannel(settings.DATA_DIR / "notices"))
        allauth_news.listen()
        news.register(services.send)
        personal_data.register(
            self.label, export=of_person.export, erase=of_person.erase, covers=of_person.COVERS
        )
        merging.register(self.label, merge=of_person.merge, undo=of_person.undo)
        navigation.register(
            navigation.Entry(
                area=navigation.PERSON,
                label=_("Kotak masuk"),
                url_name="notices:inbox",
                icon="inbox",
                order=40,
                waiting=services.unread,
                waiting_label=_("pemberitahuan belum dibaca"),
            )
        )
