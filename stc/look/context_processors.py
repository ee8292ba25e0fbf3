from django.conf import settings
from django.http import HttpRequest

from stc.look import navigation


def frame(request: HttpRequest) -> dict[str, object]:
    """What every frame shows: whether this is a demo, and the menu of whoever looks."""
    return {"demo": settings.DEMO, "navigation": navigation.Menu(request)}
