from django.conf import settings
from django.http import HttpRequest

from stc.look import navigation, theme, written


def frame(request: HttpRequest) -> dict[str, object]:
    """What every frame shows: whether this is a demo, light or dark, and who sees which menu."""
    return {
        "demo": settings.DEMO,
        "navigation": navigation.Menu(request),
        "theme": theme.chosen(request),
        "other_language": written.other_language(),
    }
