from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stc.look import design, theme
from stc.look.returning import back
from stc.look.standings import STANDINGS


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie; anything else gives the choice back to the device."""
    response = back(request)
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
