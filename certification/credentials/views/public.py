"""Anybody checks a certificate: by its code, which stays in the browser, or by its typed serial."""

from functools import lru_cache

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certification.credentials import pins
from certification.credentials.forms import SerialForm
from certification.credentials.models import Credential
from stc.look import theme, written

ANSWERS = ("valid", "expired", "suspended", "revoked", "replaced", "not_genuine", "unknown")
TOKEN = "a-token-stands-here"  # noqa: S105


@login_not_required
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The code itself stands behind # and never comes here: the page reads it."""
    root, least = pins.lately()
    page = _page(
        root=root,
        least=least,
        language=translation.get_language(),
        theme=theme.chosen(request),
        demo=settings.DEMO,
        script=static("js/verifier.js"),
    )
    return HttpResponse(page.replace(TOKEN, get_token(request)))


@lru_cache(maxsize=64)
def _page(*, root: str, least: int, language: str, theme: str, demo: bool, script: str) -> str:
    """The page for everybody, but for the token of its forms: gates ask for it all day.

    Its arguments are all that it depends on; a new release comes with a new process. It pins the
    root and the oldest set of keys that counts: who only has the files in hand cannot go back.
    """
    context = {"theme": theme, "demo": demo, "other_language": written.other_language()}
    context |= {"root": root, "least": least}
    return render_to_string(
        "credentials/credential_check.html", context | _form(SerialForm()) | {"csrf_token": TOKEN}
    )


def _form(form: SerialForm) -> dict[str, object]:
    """A page with the form, which goes to another address than it stands at."""
    return {"form": form, "standings": ANSWERS, "next": reverse("credentials:check")}


@login_not_required
@never_cache
@require_POST
def check_serial(request: HttpRequest) -> HttpResponse:
    """What a typed serial is worth now: the name and what it is for, nothing else of a person."""
    if not ratelimit.consume(request, action="credentials_serial"):
        return ratelimit.respond_429(request)
    form = SerialForm(request.POST)
    if not form.is_valid():
        return render(request, "credentials/credential_check.html", _form(form), status=422)
    credential = Credential.objects.filter(serial=form.cleaned_data["serial"]).first()
    standing = credential.today if credential else "not_genuine"
    context = {
        "credential": credential,
        "standing": standing,
        "now": timezone.now(),
        "next": reverse("credentials:check"),
    }
    return render(request, "credentials/credential_answer.html", context)
