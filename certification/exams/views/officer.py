"""Pages of the exam officer: sittings, who sits in them, and the release of their results."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification.exams import desk, services
from certification.exams.desk import State
from certification.exams.forms import OpenSittingForm, WithdrawForm
from certification.exams.models import Paper, Registration, Sitting
from stc.errors import DomainError

PAGE = 50


@never_cache
@require_safe
def sittings(request: HttpRequest) -> HttpResponse:
    """Every sitting, those first that wait; or only those in one state."""
    if not request.user.has_perm("exams.see_sittings"):
        raise PermissionDenied
    rows = desk.with_state(Sitting.objects.visible_to(request.user))
    chosen = request.GET.get("keadaan", "")
    if chosen in State:
        rows = rows.filter(state=chosen)
    rows = desk.in_order(rows.with_taken().select_related("paper", "region", "examiner"))
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "states": State.choices,
        "chosen": chosen,
    }
    return render(request, "exams/sitting_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_sitting(request: HttpRequest) -> HttpResponse:
    """Open a sitting; whoever opens it is its examiner."""
    if not request.user.has_perm("exams.open_sitting"):
        raise PermissionDenied
    form = OpenSittingForm(
        request.POST if request.method == "POST" else None,
        initial={"paper": Paper.objects.first(), "region": request.user.region_id},
    )
    if form.is_valid():
        try:
            opened = services.open_sitting(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Sesi ujian dibuka. Anda pengujinya."))
            return redirect("exams:sitting", opened.pk)
    status = 422 if form.is_bound else 200
    return render(request, "exams/sitting_open.html", {"form": form}, status=status)


@never_cache
@require_safe
def sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """The sitting as it is now. While it runs, its table asks anew every ten seconds."""
    return _shown(request, _found(request, pk))


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if not request.user.has_perm("exams.release", found):
        raise PermissionDenied
    try:
        services.release(sitting_id=pk, by=request.user)
    except DomainError as error:
        return _shown(request, found, refused=str(error))
    messages.success(request, _("Hasil terbit. Peserta dapat melihatnya."))
    return redirect("exams:sitting", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back a seat whose candidate has not started, and say why."""
    if not request.user.has_perm("exams.see_sittings"):
        raise PermissionDenied
    seats = Registration.objects.visible_to(request.user).standing()
    seat = get_object_or_404(seats.select_related("candidate", "sitting"), pk=pk)
    if not request.user.has_perm("exams.withdraw", seat):
        raise PermissionDenied
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.withdraw(origin=seat.origin, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            said = _("Pendaftaran %(candidate)s dibatalkan.") % {"candidate": seat.candidate}
            messages.success(request, said)
            return redirect("exams:sitting", seat.sitting_id)
    status = 422 if form.is_bound else 200
    context = {"form": form, "seat": seat}
    return render(request, "exams/registration_withdraw.html", context, status=status)


def _found(request: HttpRequest, pk: int) -> Sitting:
    if not request.user.has_perm("exams.see_sittings"):
        raise PermissionDenied
    rows = desk.with_state(Sitting.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("paper", "region", "examiner"), pk=pk)


def _shown(request: HttpRequest, found: Sitting, *, refused: str = "") -> HttpResponse:
    now = timezone.now()
    seats = desk.seats_of(found)
    rows = desk.lines(found, seats, now)
    context = {
        "sitting": found,
        "lines": rows,
        "now": now,
        "refused": refused,
        "may_withdraw": request.user.has_perm("exams.withdraw"),
        "may_release": request.user.has_perm("exams.release", found),
        "sees_marks": found.state == State.RELEASED
        and request.user.has_perm("exams.see_marks", found),
        "at_work": [row for row in rows if row.is_unfinished],
        "to_come": [row for row in rows if row.at == desk.At.NOT_STARTED],
        "ties": desk.ties_of(found, request.user),
    }
    if request.htmx:
        return render(request, "exams/_sitting_live.html", context)
    status = 422 if refused else 200
    return render(request, "exams/sitting_detail.html", context, status=status)
