"""Files live on an origin of their own, so that nothing in one can act as a page of ours."""

from urllib.parse import urlsplit

from django.conf import settings

DEFAULT_PORTS = {"http": 80, "https": 443}


def of(url: str) -> tuple[str, str, int | None]:
    """What makes two addresses one origin to a browser: scheme, host, port."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme)


def is_files_host(host: str) -> bool:
    """Whether a request's ``Host`` names the files' origin and not the pages'.

    Where both are one (a mistake that ``check --deploy`` refuses), the pages have it.
    """
    files, pages = of(settings.FILES_URL), of(settings.BASE_URL)
    return files != pages and of(f"{files[0]}://{host.lower()}") == files
