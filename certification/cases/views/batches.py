"""An officer decides on a whole sitting or class at once, leaves, and finds it again."""

from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification.cases import services
from certification.cases.forms import BatchForm
from certification.cases.groups import Group
from certification.cases.models import BatchDecision, BatchLine
from certification.exams.models import Sitting
from courses.learning.models import TrainingClass
from stc.errors import DomainError

PAGE = 50


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Sittings and classes of which cases wait; what I asked for before, running or done."""
    _refuse_others(request)
    batches = BatchDecision.objects.visible_to(request.user).with_counts().order_by("-pk")
    context = {
        "groups": services.groups_waiting(request.user),
        "page": Paginator(batches, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "cases/batch_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_sitting(request: HttpRequest, pk: int) -> HttpResponse:
    _refuse_others(request)
    return _of(request, Group(sitting=get_object_or_404(Sitting, pk=pk)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_class(request: HttpRequest, pk: int) -> HttpResponse:
    _refuse_others(request)
    return _of(request, Group(training_class=get_object_or_404(TrainingClass, pk=pk)))


@never_cache
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, and what was refused. htmx swaps it in while it runs."""
    _refuse_others(request)
    batches = BatchDecision.objects.visible_to(request.user)
    batch = get_object_or_404(batches.select_related("sitting", "training_class"), pk=pk)
    if not request.user.has_perm("cases.see_batch", batch):
        raise PermissionDenied
    refused = batch.lines.filter(state=BatchLine.State.REFUSED)
    refused = refused.select_related("case__candidate", "case__scheme")
    context = {
        "batch": batch,
        "progress": services.progress(batch),
        "page": Paginator(refused, PAGE).get_page(request.GET.get("page")),
        "now": timezone.now(),
    }
    page = "cases/_batch_live.html" if request.htmx else "cases/batch_detail.html"
    return render(request, page, context)


def _refuse_others(request: HttpRequest) -> None:
    if not request.user.has_perm("cases.decide_batch"):
        raise PermissionDenied


def _of(request: HttpRequest, group: Group) -> HttpResponse:
    """Who is in and who is left out; asked for by POST."""
    form = BatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("reasons", "seen", "token")}
        try:
            return redirect(services.ask_batch(group=group, by=request.user, **asked))
        except DomainError as error:
            form.add_error(None, str(error))
    gathered = services.gather(group=group, by=request.user)
    # Whom this page shows, even where the last one showed others; and it is a page of its own.
    told = {"seen": gathered.seen, "token": uuid4()}
    if request.method == "POST":
        form.data = form.data.copy()
        form.data.update(told)
    else:
        form = BatchForm(initial=told)
    context = {
        "group": group,
        "gathered": gathered,
        "page": Paginator(gathered.inside, PAGE).get_page(request.GET.get("page")),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/batch_ask.html", context, status=status)
