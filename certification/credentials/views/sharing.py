"""A holder's link to a certificate: made, shown, switched off; and the page that it opens."""

from allauth.core import ratelimit
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification.credentials import services, sharing
from certification.credentials.forms import ShareForm
from certification.credentials.models import Credential, ShareLink, ShareOpening

PAST = 10
MOST_HOURS = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, number: str) -> HttpResponse:
    """My link, who opened it, and those before it; or the form that makes one."""
    credential = get_object_or_404(Credential.objects.of_holder(request.user), number=number)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not ratelimit.consume(request, action="credentials_share", user=request.user):
            return ratelimit.respond_429(request)
        services.share(credential_id=credential.pk, by=request.user, **form.cleaned_data)
        messages.success(request, _("Tautan siap dibagikan."))
        return redirect("credentials:share", number)
    links = list(credential.share_links.annotate(times=Sum("openings__times"))[:PAST])
    current = next((link for link in links if link.is_open), None)
    context = {
        "credential": credential,
        "form": form,
        "link": current,
        "address": _address(current) if current else "",
        "openings": ShareOpening.objects.filter(link=current)[:MOST_HOURS] if current else [],
        "past": [link for link in links if link != current],
        "kept_days": sharing.KEPT_DAYS,
    }
    status = 422 if form.is_bound else 200
    return render(request, "credentials/credential_share.html", context, status=status)


@require_POST
def stop(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Switch a link off at once."""
    mine = ShareLink.objects.filter(credential__holder=request.user, credential__number=number)
    link = get_object_or_404(mine, pk=pk)
    services.stop_sharing(link_id=link.pk, by=request.user)
    messages.success(
        request, _("Tautan dimatikan. Siapa pun yang membukanya tidak melihat apa-apa.")
    )
    return redirect("credentials:share", number)


def _address(link: ShareLink) -> str:
    token = sharing.shown_token(link)
    path = reverse("credentials:shared", args=[token]) if token else ""
    return f"{settings.BASE_URL}{path}" if path else ""


@login_not_required
@never_cache
@require_safe
@rate_limit(action="credentials_shared", limit_get=True)
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What the certificate says now. A link that is over, and one that never was, answer alike."""
    now = timezone.now()
    found = ShareLink.objects.open_at(now).filter(token_hash=sharing.hash_of(token))
    link = found.select_related("credential").first()
    is_own = link is not None and link.credential.holder_id == request.user.pk
    if link is not None and request.method == "GET" and not is_own:
        user_agent = request.headers.get("User-Agent", "")
        services.count_opening(link_id=link.pk, user_agent=user_agent, at=now)
    context = {
        "link": link,
        "credential": link and link.credential,
        "standing": link.credential.today if link else "unknown",
        "is_own": is_own,
        "now": now,
    }
    status = 200 if link else 404
    response = render(request, "credentials/credential_shared.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
