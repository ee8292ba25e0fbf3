"""Anybody checks a certificate: by its code, which stays in the browser, or by its typed serial."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certification.credentials.forms import SerialForm
from certification.credentials.models import Credential

ANSWERS = ("valid", "expired", "suspended", "revoked", "replaced", "not_genuine", "unknown")


@login_not_required
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The code itself stands behind # and never comes here: the page reads it."""
    context = {"form": SerialForm(), "standings": ANSWERS}
    return render(request, "credentials/credential_check.html", context)


@login_not_required
@never_cache
@require_POST
def check_serial(request: HttpRequest) -> HttpResponse:
    """What a typed serial is worth now: the name and what it is for, nothing else of a person."""
    if not ratelimit.consume(request, action="credentials_serial"):
        return ratelimit.respond_429(request)
    form = SerialForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "standings": ANSWERS}
        return render(request, "credentials/credential_check.html", context, status=422)
    credential = Credential.objects.filter(serial=form.cleaned_data["serial"]).first()
    standing = credential.today if credential else "not_genuine"
    context = {"credential": credential, "standing": standing, "now": timezone.now()}
    return render(request, "credentials/credential_answer.html", context)
