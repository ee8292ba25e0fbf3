"""What those see who speak for a company: its roster, whom to ask, whom to let go."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from associations.companies import roster as rosters
from associations.companies import services
from associations.companies.errors import StartsLater
from associations.companies.forms import ProposeForm
from associations.companies.models import Company, Employment
from stc.errors import DomainError

PAGE = 50
reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])
_WORKING = Q(
    employments__accepted_at__isnull=False,
    employments__ends_on__isnull=True,
)


def _company(request: HttpRequest, slug: str, right: str) -> Company:
    rows = Company.objects.visible_to(request.user).select_related("region")
    company = get_object_or_404(rows, slug=slug)
    if not request.user.has_perm(right, company):
        raise PermissionDenied
    return company


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The companies that I speak for."""
    rows = Company.objects.spoken_for_by(request.user).select_related("region")
    rows = rows.annotate(guards=Count("employments", filter=_WORKING)).order_by("name")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "companies/company_list.html", {"page": page})


@never_cache
@require_safe
def roster(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works there, and what runs out first."""
    company = _company(request, slug, "companies.see_roster")
    asked = request.GET.get("habis", "")
    within = int(asked) if asked in map(str, rosters.SOON) else None
    lines = rosters.of(company, within_days=within)
    context = {
        "company": company,
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "within": within,
        "choices": rosters.SOON,
        "manages": request.user.has_perm("companies.propose", company),
    }
    return render(request, "companies/company_roster.html", context)


@never_cache
@reads_and_posts
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody to work here. Whoever it is, and whether they are, the answer is the same."""
    company = _company(request, slug, "companies.propose")
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": timezone.localdate()},
    )
    if form.is_valid():
        if not ratelimit.consume(request, action="companies_propose", user=request.user):
            return ratelimit.respond_429(request)
        try:
            services.propose(company_id=company.pk, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("starts_on" if isinstance(error, StartsLater) else None, str(error))
        else:
            messages.success(
                request,
                _(
                    "Ajakan dicatat. Bila surel atau nomor itu milik seorang pemegang akun, ia "
                    "melihat ajakan ini dan menjawabnya sendiri; namanya muncul di daftar "
                    "sesudah ia menerima."
                ),
            )
            return redirect("companies:roster", slug=company.slug)
    context = {"form": form, "company": company}
    status = 422 if form.is_bound else 200
    return render(request, "companies/employment_propose.html", context, status=status)


@never_cache
@reads_and_posts
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody go, after one more look."""
    rows = Employment.objects.visible_to(request.user).filter(accepted_at__isnull=False)
    rows = rows.select_related("person", "company")
    employment = get_object_or_404(rows, pk=pk, company__slug=slug)
    if not request.user.has_perm("companies.end_employment", employment):
        raise PermissionDenied
    if request.method == "POST":
        try:
            services.end_employment(employment_id=employment.pk, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Hubungan kerja diakhiri."))
        return redirect("companies:roster", slug=slug)
    return render(request, "companies/employment_end.html", {"employment": employment})
