from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stc.look import design, theme
from stc.look.standings import STANDINGS


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page the switch stood on; never to another site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if safe else "/")


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie; anything else gives the choice back to the device."""
    response = _back(request)
    wanted = request.POST.get("theme")
    if wanted in theme.THEMES:
        response.set_cookie(
            theme.COOKIE,
            wanted,
            max_age=theme.COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(theme.COOKIE, samesite="Lax")
    return response


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie, and in the session where that holds one already."""
    response = _back(request)
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES) and check_for_language(wanted):
        if "language" in request.session:
            request.session["language"] = wanted
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@login_not_required
def design_page(request: HttpRequest) -> HttpResponse:
    """Every piece on one page. Addressed in DEBUG only."""
    if "pesan" in request.GET:
        messages.success(request, _("Profil tersimpan."))
        messages.error(request, _("Foto terlalu besar: 40 MB. Paling besar 5 MB."))
    return render(request, "look/design.html", design.samples())


@login_not_required
def design_frame(request: HttpRequest, frame: str, standing: str = "valid") -> HttpResponse:
    """One frame with made-up content. Addressed in DEBUG only."""
    if frame not in ("person", "officer", "verdict", "exam") or standing not in STANDINGS:
        raise Http404
    context = design.samples() | {"standing": standing}
    return render(request, f"look/design_{frame}.html", context)
