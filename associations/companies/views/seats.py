"""Who speaks for which company: platform admins seat managers, managers seat viewers."""

import rules
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from associations.companies import services
from associations.companies.forms import EndSeatForm, GiveSeatForm
from associations.companies.models import Company, CompanySeat
from associations.companies.permissions import MANAGER, VIEWER, seats_today
from stc.errors import DomainError

PAGE = 50
reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def seats(request: HttpRequest) -> HttpResponse:
    """Who speaks for which company; what is over stands no more."""
    if not request.user.has_perm("companies.see_seats"):
        raise PermissionDenied
    rows = CompanySeat.objects.visible_to(request.user).not_over()
    rows = rows.select_related("person", "company").order_by("company__name", "role", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for seat in page:
        # Asked of the rules alone: no other backend knows this right, each would ask its tables.
        seat.may_end = rules.has_perm("companies.end_seat", request.user, seat)
    context = {
        "page": page,
        "today": timezone.localdate(),
        "may_open": rules.has_perm("companies.seat_managers", request.user),
    }
    return render(request, "companies/seat_list.html", context)


@never_cache
@reads_and_posts
def give(request: HttpRequest) -> HttpResponse:
    """A person, by exact address or number, speaks for a company."""
    user = request.user
    if not user.has_perm("companies.see_seats"):
        raise PermissionDenied
    roles, companies = [VIEWER], Company.objects.all()
    if user.has_perm("companies.seat_managers"):
        roles = [MANAGER, VIEWER]
    else:
        managed = {pk for pk, role in seats_today(user) if role == MANAGER}
        companies = companies.filter(pk__in=managed)
    form = GiveSeatForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": timezone.localdate(), "company": companies.first()},
        companies=companies,
        roles=roles,
    )
    if form.is_valid():
        try:
            services.give_seat(by=user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("%(person)s ditunjuk.") % {"person": form.cleaned_data["person"]}
            )
            return redirect("companies:seats")
    status = 422 if form.is_bound else 200
    return render(request, "companies/seat_give.html", {"form": form}, status=status)


@never_cache
@reads_and_posts
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Set an earlier last day."""
    rows = CompanySeat.objects.visible_to(request.user).select_related("person", "company")
    seat = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("companies.end_seat", seat):
        raise PermissionDenied
    form = EndSeatForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.end_seat(seat_id=seat.pk, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Hari terakhir dicatat."))
            return redirect("companies:seats")
    context = {"form": form, "seat": seat}
    return render(request, "companies/seat_end.html", context, status=422 if form.is_bound else 200)
