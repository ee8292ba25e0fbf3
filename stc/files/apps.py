from django.apps import AppConfig


class FilesConfig(AppConfig):
    """What people upload: sniffed, bounded, stored privately, served from another origin."""

    name = "stc.files"

    def ready(self) -> None:
        from stc.files import checks  # noqa: F401
