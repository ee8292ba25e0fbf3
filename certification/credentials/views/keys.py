"""The keys as platform admins see them: read alone. Key holders act by ``manage.py keys``."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certification.credentials.models import SigningKey
from certification.credentials.services.key_care import what_next


@never_cache
@require_safe
def key_list(request: HttpRequest) -> HttpResponse:
    """Every key, the newest first, and what to do next."""
    if not request.user.has_perm("credentials.see_keys"):
        raise PermissionDenied
    context = {
        "keys": SigningKey.objects.order_by("-signs_from", "-pk"),
        "advice": list(what_next(timezone.now())),
    }
    return render(request, "credentials/key_list.html", context)
