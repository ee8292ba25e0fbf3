from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register

from stc.files import origin


@register(Tags.security, deploy=True)
def files_have_an_origin_of_their_own(app_configs, **kwargs) -> list[Error]:
    if origin.of(settings.FILES_URL) != origin.of(settings.BASE_URL):
        return []
    neighbour = f"berkas.{urlsplit(settings.BASE_URL).hostname}"
    return [
        Error(
            "FILES_URL and BASE_URL are one origin: an uploaded file could act as a page.",
            hint=f"Give files a host of their own, such as {neighbour}, and set FILES_URL to it.",
            id="files.E001",
        )
    ]
