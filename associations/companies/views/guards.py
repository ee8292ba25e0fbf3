"""What a guard sees of their work: who asks, for whom they work, what those may see."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from associations.companies import services
from associations.companies.forms import AcceptForm
from associations.companies.models import Employment
from associations.companies.services.employing import EMPLOYER
from stc.accounts.services import consent
from stc.errors import DomainError

PAGE = 20
reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


def _own(request: HttpRequest, pk: int) -> Employment:
    rows = Employment.objects.of(request.user)
    rows = rows.select_related("company__region", "proposed_by", "person")
    return get_object_or_404(rows, pk=pk)


@never_cache
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Who asks me, for whom I work, and for whom I worked."""
    rows = Employment.objects.of(request.user).select_related("company").order_by("-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "agrees": consent.has_consent(request.user, EMPLOYER)}
    return render(request, "companies/employment_list.html", context)


@never_cache
@reads_and_posts
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Read who asks, and accept: with or without the company seeing my certificates."""
    employment = _own(request, pk)
    if not request.user.has_perm("companies.answer", employment):
        raise PermissionDenied
    form = AcceptForm(request.POST) if request.method == "POST" else AcceptForm()
    if form.is_valid():
        try:
            services.accept(
                employment_id=employment.pk, by=request.user, consent_text=form.consent_text
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("Anda bekerja di %(company)s.") % {"company": employment.company},
            )
            return redirect("companies:jobs")
    standing = next(
        (s for s in consent.standings(request.user) if s.text.purpose.code == EMPLOYER), None
    )
    context = {"employment": employment, "form": form, "standing": standing}
    status = 422 if form.is_bound else 200
    return render(request, "companies/employment_answer.html", context, status=status)


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no. The company is not told."""
    return _done(request, pk, "companies.answer", services.decline, _("Ajakan ditolak."))


@never_cache
@reads_and_posts
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Work there no longer, after one more look."""
    if request.method == "POST":
        done = _("Hubungan kerja diakhiri.")
        return _done(request, pk, "companies.end_employment", services.end_employment, done)
    return render(request, "companies/employment_leave.html", {"employment": _own(request, pk)})


def _done(request: HttpRequest, pk: int, right: str, act, said: str) -> HttpResponse:
    """Call an act that takes the employment alone; what it refuses is told on the list."""
    employment = _own(request, pk)
    if not request.user.has_perm(right, employment):
        raise PermissionDenied
    try:
        act(employment_id=employment.pk, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("companies:jobs")
