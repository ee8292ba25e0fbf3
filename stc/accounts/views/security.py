from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def security(request: HttpRequest) -> HttpResponse:
    """How one gets in, in one place: address, number, password, second step."""
    has_app = is_mfa_enabled(request.user)
    return render(request, "account/security.html", {"has_app": has_app})
