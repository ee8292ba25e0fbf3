from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from stc.accounts.services import roles


class ChosenLanguageMiddleware:
    """The person's choice, then the cookie, else Indonesian; never the phone's own setting."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.session.get("language") or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME
        )
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language), timezone.override(request.session.get("zone")):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SecondFactorMiddleware:
    """Holders of a body-wide role set up a second factor before anything else."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


class CurrentRolesMiddleware:
    """Nobody is in the editor on a role that has ended: Wagtail reads groups, roles read the day.

    A person without the editor gets a plain 403; Wagtail would send them to the log-in, and that
    back here, for ever.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/cms/") and request.user.is_authenticated:
            held = set(request.user.groups.values_list("name", flat=True))
            if held != request.user.roles:
                roles.sync_groups(request.user)
            if not request.user.has_perm("wagtailadmin.access_admin"):
                raise PermissionDenied
        return self.get_response(request)
