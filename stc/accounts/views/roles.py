from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stc.accounts.forms.roles import AppointForm, EndForm, FindForm, HandOverForm, WithdrawForm
from stc.accounts.models import Appointment
from stc.accounts.services import roles
from stc.errors import DomainError

PAGE = 50
reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


def _may_manage(request) -> None:
    if not request.user.has_perm("accounts.manage_roles"):
        raise PermissionDenied


@require_safe
def role_list(request):
    """Who holds what, from when, until when; what has ended stands in the history."""
    _may_manage(request)
    history = request.GET.get("riwayat") == "1"
    rows = Appointment.objects.visible_to(request.user).select_related("person", "group")
    shown = rows.ended() if history else rows.not_over()
    ordered = shown.order_by("group__name", "starts_on", "pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "history": history, "today": timezone.localdate()}
    return render(request, "accounts/role_list.html", context)


@reads_and_posts
def appoint(request):
    """Two steps on one page: find the person, see the name, then give the role."""
    _may_manage(request)
    if request.method != "POST":
        return _find(request, FindForm())
    if request.POST.get("step") == "find":
        found = FindForm(request.POST)
        if not found.is_valid():
            return _find(request, found)
        start = {"person": request.POST["person"], "starts_on": timezone.localdate()}
        return _fill(request, AppointForm(initial=start), found.cleaned_data["person"])
    form = AppointForm(request.POST)
    if form.is_valid():
        try:
            roles.appoint(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            person = form.cleaned_data["person"]
            messages.success(request, _("Peran diberikan kepada %(person)s.") % {"person": person})
            return redirect("accounts:roles")
    person = form.cleaned_data.get("person")
    if person is None:
        return _find(request, FindForm(request.POST))
    return _fill(request, form, person)


def _find(request, form):
    return render(
        request, "accounts/role_find.html", {"form": form}, status=422 if form.is_bound else 200
    )


def _fill(request, form, person):
    context = {"form": form, "person": person}
    return render(
        request, "accounts/role_appoint.html", context, status=422 if form.is_bound else 200
    )


def _appointment(request, pk) -> Appointment:
    mine = Appointment.objects.visible_to(request.user).select_related("person", "group")
    appointment = get_object_or_404(mine, pk=pk)
    _may_manage(request)
    return appointment


@reads_and_posts
def end(request, pk):
    """Set an earlier last day."""
    appointment = _appointment(request, pk)
    return _act(
        request,
        appointment,
        form_class=EndForm,
        template="role_end",
        service=roles.end,
        done=_("Hari terakhir dicatat."),
    )


@reads_and_posts
def withdraw(request, pk):
    """End it now."""
    appointment = _appointment(request, pk)
    return _act(
        request,
        appointment,
        form_class=WithdrawForm,
        template="role_withdraw",
        service=roles.withdraw,
        done=_("Peran dicabut."),
    )


@reads_and_posts
def hand_over(request, pk):
    """Another takes it from a day on."""
    appointment = _appointment(request, pk)
    return _act(
        request,
        appointment,
        form_class=HandOverForm,
        template="role_hand_over",
        service=roles.hand_over,
        done=_("Serah terima dicatat."),
    )


def _act(request, appointment, *, form_class, template, service, done):
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            service(appointment_id=appointment.pk, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect("accounts:roles")
    context = {"form": form, "appointment": appointment}
    status = 422 if form.is_bound else 200
    return render(request, f"accounts/{template}.html", context, status=status)
