"""The certificate on the holder's phone: one page with its code large, which opens offline too."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certification.credentials.formats import carrier, qr
from certification.credentials.models import Credential
from stc.look import device

# All that the page is made of, beside itself: its worker keeps these and nothing else.
FILES = (
    "css/tokens.css",
    "css/frames.css",
    "css/pieces.css",
    "css/light.css",
    "css/show.css",
    "js/show.js",
    "img/pictograms.svg",
    "img/favicon.svg",
)


@never_cache
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Always light, whatever the person chose: a dark page gives a camera no contrast."""
    credential = _mine(request, number)
    context = {"credential": credential, "now": timezone.now(), "theme": "light"}
    if hasattr(credential, "signature"):
        code = bytes(credential.signature.code)
        modules = qr.matrix(carrier.pack(code, base_url=settings.BASE_URL))
        context |= {"side": len(modules), "path": qr.path(modules)}
    return render(request, "credentials/credential_show.html", context)


@never_cache
@require_safe
def worker(request: HttpRequest, number: str) -> HttpResponse:
    """The page's service worker. Its scope is its own folder: that one page."""
    _mine(request, number)
    scope = request.path.rpartition("/")[0] + "/"
    told = {
        "page": scope,
        "files": [static(name) for name in FILES],
        "cache": f"{device.cache_prefix(request.user)}{scope}",
    }
    return render(
        request,
        "credentials/credential_show.js",
        {"told": told},
        content_type="text/javascript; charset=utf-8",
    )


def _mine(request: HttpRequest, number: str) -> Credential:
    held = Credential.objects.of_holder(request.user).select_related("signature")
    return get_object_or_404(held, number=number)
