"""What checkers fetch: plain files, as a mirror would serve them."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from certification.credentials.models import StatusList, TrustFile

# A revocation is seen within a minute: the job that publishes it, and then a mirror's age.
MIRRORED = "public, max-age=30"


@login_not_required
@require_safe
def trust_file(request: HttpRequest) -> HttpResponse:
    newest = TrustFile.objects.first()
    if newest is None:
        raise Http404
    return _static(request, bytes(newest.content), "application/cose")


@login_not_required
@require_safe
def status_lists(request: HttpRequest) -> HttpResponse:
    """Which lists there are, with the version of each: for who mirrors them."""
    told = StatusList.objects.exclude(published_version=0).order_by("pk")
    return JsonResponse({"lists": list(told.values("id", "published_version"))})


@login_not_required
@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    published = StatusList.objects.exclude(published_version=0)
    content = bytes(get_object_or_404(published, pk=number).content)
    return _static(request, content, "application/statuslist+cwt")


@login_not_required
@require_safe
def bitstring_list(request: HttpRequest, number: int, purpose: str) -> HttpResponse:
    """The same list as the W3C writes it, one file for each purpose."""
    published = get_object_or_404(StatusList.objects.exclude(published_version=0), pk=number)
    return _static(request, bytes(getattr(published, purpose)), "application/vc+jwt")


def _static(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    """With an ETag and a short age, and nothing of a session."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = MIRRORED
    return response
