from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext

from stc.accounts import second_factor
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


# What an officer may open before the second factor is shown.
ON_THE_WAY = {
    "mfa_reauthenticate",
    "account_reauthenticate",
    "account_logout",
    "set_language",
    "set_theme",
}
# And before there is one. Afterwards a password alone must not read the recovery codes, which are
# a second factor themselves, nor change where codes are sent.
SETTING_UP = {
    "mfa_index",
    "mfa_activate_totp",
    "account_email",
    "account_email_verification_sent",
}


class SecondFactorMiddleware:
    """Who must have a second factor shows it before anything else.

    Costs no query once it was shown in this session, and for everybody else only the person's
    duties (``duties``), which the page's menu asks for anyway.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or request.resolver_match.url_name in ON_THE_WAY:
            return None
        if second_factor.is_proven(request) or not second_factor.is_required(request.user):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse(
                {
                    "type": "urn:stc:problem:second_factor_required",
                    "title": gettext("Langkah kedua belum ada"),
                    "status": 403,
                    "detail": gettext("Pasang aplikasi autentikator di halaman akun Anda dulu."),
                    "code": "second_factor_required",
                },
                status=403,
                content_type="application/problem+json",
            )
        enabled = is_mfa_enabled(request.user)
        if not enabled and request.resolver_match.url_name in SETTING_UP:
            return None
        name = "mfa_reauthenticate" if enabled else "mfa_activate_totp"
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse(name)}?{query}".rstrip("?"))


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
