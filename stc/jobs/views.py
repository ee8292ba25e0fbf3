"""The operator's page: what waits, runs, is done or is parked, and trying it again."""

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stc.jobs import services
from stc.jobs.forms import FilterForm, RetryAllForm
from stc.jobs.models import Job
from stc.look.written import number

operators_only = permission_required("jobs.operate", raise_exception=True)


@require_safe
@operators_only
def job_list(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    state = asked.get("state") or Job.State.PARKED
    jobs = Job.objects.filter(state=state).order_by("-pk")
    if asked.get("name"):
        jobs = jobs.filter(name=asked["name"])
    counts, parked_names = _tally()
    pages = Paginator(jobs, 50)
    if not asked.get("name"):
        pages.count = counts[state]  # counted already
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "state": state,
        "name": asked.get("name", ""),
        "states": [(each, counts[each]) for each in Job.State],
        "parked_names": parked_names,
    }
    return render(request, "jobs/job_list.html", context)


def _tally() -> tuple[Counter[str], list[tuple[str, int]]]:
    """How many jobs there are of each state, and how many are parked of each name."""
    rows = Job.objects.order_by().values_list("state", "name").annotate(Count("pk"))
    states, names = Counter(), Counter()
    for state, name, count in rows:
        states[state] += count
        if state == Job.State.PARKED:
            names[name] = count
    return states, sorted(names.items(), key=lambda each: (-each[1], each[0]))


@require_POST
@operators_only
def retry_job(request: HttpRequest, job_id: int) -> HttpResponse:
    get_object_or_404(Job, pk=job_id)
    job = services.retry_job(job_id=job_id, by=request.user)
    state = Job.State(job.state).label
    messages.success(
        request, _("Pekerjaan %(id)s sekarang %(state)s.") % {"id": job.pk, "state": state}
    )
    return redirect("jobs:job_list")


@require_POST
@operators_only
def retry_all(request: HttpRequest) -> HttpResponse:
    form = RetryAllForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    count = services.retry_all(name=form.cleaned_data["name"], by=request.user)
    messages.success(
        request, _("Pekerjaan yang dicoba lagi: %(count)s.") % {"count": number(count)}
    )
    return redirect("jobs:job_list")
