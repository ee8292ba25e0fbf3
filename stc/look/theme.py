"""Light or dark: the device's own choice, until the person makes one in the foot of a page."""

from django.http import HttpRequest

COOKIE = "tampilan"
COOKIE_AGE = 365 * 24 * 3600
THEMES = ("light", "dark")


def chosen(request: HttpRequest) -> str:
    """The theme this browser was told to keep, or nothing where the device decides."""
    theme = request.COOKIES.get(COOKIE, "")
    return theme if theme in THEMES else ""
