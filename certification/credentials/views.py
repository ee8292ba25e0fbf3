import hashlib

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certification.credentials import services
from certification.credentials.forms import FindForm, RevokeForm, SerialForm
from certification.credentials.models import Credential, StatusList, TrustFile
from stc.errors import DomainError
from stc.files import links

PAGE = 30
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


def _static(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    """A file as a mirror would serve it: an ETag, a minute's age, nothing of a session."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=60"
    return response


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


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    held = Credential.objects.of_holder(request.user).select_related("document")
    page = Paginator(held, PAGE).get_page(request.GET.get("page"))
    return render(request, "credentials/credential_mine.html", {"page": page})


@never_cache
@require_safe
def document(request: HttpRequest, number: str) -> HttpResponse:
    """The paper, by a link that ends: for its holder and for officers."""
    visible = Credential.objects.visible_to(request.user).filter(document__isnull=False)
    credential = get_object_or_404(visible.select_related("document"), number=number)
    return redirect(links.url(credential.document.file, shown_name=f"{number}.pdf"))


@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("credentials.see_all"):
        raise PermissionDenied
    form = FindForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = Credential.objects.visible_to(request.user).matching(words)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "credentials/credential_list.html", {"page": page, "form": form})


@never_cache
@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    if not request.user.has_perm("credentials.see_all"):
        raise PermissionDenied
    credential = get_object_or_404(
        Credential.objects.visible_to(request.user).select_related("reason"), number=number
    )
    context = {"credential": credential, "form": RevokeForm()}
    return render(request, "credentials/credential_detail.html", context)


@require_POST
def revoke(request: HttpRequest, number: str) -> HttpResponse:
    if not request.user.has_perm("credentials.see_all"):
        raise PermissionDenied
    credential = get_object_or_404(Credential.objects.visible_to(request.user), number=number)
    if not request.user.has_perm("credentials.revoke", credential):
        raise PermissionDenied
    form = RevokeForm(request.POST)
    if form.is_valid():
        try:
            credential = services.revoke_credential(
                credential_id=credential.pk, by=request.user, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(None, str(error))
    if form.is_valid() and not request.htmx:
        return redirect(credential)
    page = "credentials/_standing.html" if request.htmx else "credentials/credential_detail.html"
    context = {"credential": credential, "form": form}
    return render(request, page, context, status=200 if form.is_valid() else 422)
