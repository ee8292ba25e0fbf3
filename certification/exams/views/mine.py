"""The candidate's pages: what is planned, the rules before the start, the exam, handing in."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification.exams import admission, services, serving, tickets
from certification.exams.models import Attempt, Registration
from stc.errors import DomainError


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What can be started or gone on with now, what is planned, what waits, what came out."""
    seats = Registration.objects.of(request.user).standing()
    seats = seats.select_related("sitting__paper", "sitting__region", "attempt__result")
    context = serving.sorted_out(seats.order_by("-sitting__opens_at", "-pk"))
    return render(request, "exams/mine.html", context | {"apply_url": admission.apply_url()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules, and the one button that starts the clock."""
    seats = Registration.objects.of(request.user).standing()
    seat = get_object_or_404(
        seats.select_related("sitting__paper", "sitting__region", "attempt"), pk=pk
    )
    if not request.user.has_perm("exams.sit", seat):
        raise PermissionDenied
    if hasattr(seat, "attempt"):
        return redirect("exams:attempt", seat.attempt.pk)
    refusal = ""
    if request.method == "POST":
        try:
            attempt = services.start(registration_id=seat.pk, by=request.user)
        except DomainError as error:
            refusal = str(error)
        else:
            return redirect("exams:attempt", attempt.pk)
    context = {"seat": seat, "refusal": refusal, "items": serving.length(seat.sitting.paper)}
    return render(request, "exams/exam_start.html", context, status=409 if refusal else 200)


@never_cache
@require_safe
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """The exam while it runs, opened anew for this device; afterwards what became of it."""
    found = _of(request, pk)
    if not found.is_running:
        return _over(request, found)
    try:
        ticket = services.enter(attempt_id=found.pk, by=request.user)
    except DomainError:  # handed in elsewhere, or ended, while this page was asked for
        return _over(request, _of(request, pk))
    left = max(found.ends_at - timezone.now(), timedelta())
    items = serving.items_of(found.pk)
    context = {
        "attempt": found,
        "ticket": ticket,
        "segment": tickets.read(ticket).segment,
        "left_ms": round(left.total_seconds() * 1000),
        "items": items,
        "answered": sum(item.chosen is not None for item in items),
    }
    return render(request, "exams/exam.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still open, and the button that ends the exam for good."""
    found = _of(request, pk)
    if request.method == "POST":
        services.hand_in(attempt_id=found.pk)
        messages.success(request, _("Jawaban Anda sudah diserahkan."))
        return redirect("exams:attempt", found.pk)
    if not found.is_running:
        return redirect("exams:attempt", found.pk)
    open_ = serving.unanswered(found.pk)
    return render(request, "exams/exam_hand_in.html", {"attempt": found, "unanswered": open_})


def _of(request: HttpRequest, pk: int) -> Attempt:
    attempts = Attempt.objects.visible_to(request.user)
    found = get_object_or_404(
        attempts.select_related("registration__sitting__paper", "result"), pk=pk
    )
    if not request.user.has_perm("exams.sit", found.registration):
        raise PermissionDenied
    return found


def _over(request: HttpRequest, found: Attempt) -> HttpResponse:
    context = {
        "attempt": found,
        "seat": found.registration,
        "answered": len(services.standing_answers(found.pk)),
        "of": found.items.count(),
        "late": found.responses.filter(late=True).count(),
        "outcome": serving.outcome_of(found),
        "apply_url": admission.apply_url(),
    }
    return render(request, "exams/exam_over.html", context)
