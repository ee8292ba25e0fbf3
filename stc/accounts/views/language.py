from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from stc.accounts.services import language
from stc.look.returning import back


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie; of a person who is signed in, with the person too."""
    response = back(request)
    wanted = request.POST.get("language", "")
    if wanted not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        language.choose(person_id=request.user.pk, language=wanted)
    if request.user.is_authenticated or "language" in request.session:
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
