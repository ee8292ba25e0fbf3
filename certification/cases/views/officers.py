from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certification.cases import services
from certification.cases.forms import DecideForm, NarrowForm
from certification.cases.groups import Group
from certification.cases.models import Case
from certification.exams.models import Sitting
from courses.learning import services as learning
from courses.learning.models import TrainingClass
from stc.accounts.services import consent
from stc.errors import DomainError
from stc.impartiality import services as impartiality

PAGE = 30


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Examined cases, whoever waited longest first; or those decided, the last one first."""
    if not request.user.has_perm("cases.see_queue"):
        raise PermissionDenied
    decided = request.GET.get("keadaan") == "selesai"
    cases = Case.objects.visible_to(request.user).of_others(request.user)
    group = _group(request)
    if group is not None:
        cases = group.among(cases)
    if decided:
        cases = cases.filter(state=Case.State.DECIDED).order_by("-decision__decided_at", "-pk")
    else:
        cases = cases.waiting().with_ties_of(request.user)
    cases = cases.select_related("candidate", "scheme", "result", "decision__decided_by")
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "decided": decided, "group": group}
    return render(request, "cases/case_list.html", context)


def _group(request: HttpRequest) -> Group | None:
    """The sitting or the class to which the queue is narrowed, if any."""
    form = NarrowForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("sesi"):
        return Group(sitting=get_object_or_404(Sitting, pk=asked["sesi"]))
    if asked.get("kelas"):
        return Group(training_class=get_object_or_404(TrainingClass, pk=asked["kelas"]))
    return None


@never_cache
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """All that a decision rests on, on one page."""
    return _shown(request, _found(request, pk), DecideForm())


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    _found(request, pk)
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            services.decide(case_id=pk, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Keputusan dicatat dan diberitahukan kepada pemohon."))
            return redirect("cases:evidence", pk)
    return _shown(request, _found(request, pk), form)


def _found(request: HttpRequest, pk: int) -> Case:
    if not request.user.has_perm("cases.see_queue"):
        raise PermissionDenied
    cases = Case.objects.visible_to(request.user).with_all().with_ties_of(request.user)
    case = get_object_or_404(cases, pk=pk)
    if not request.user.has_perm("cases.see_evidence", case):
        raise PermissionDenied
    return case


def _shown(request: HttpRequest, case: Case, form: DecideForm) -> HttpResponse:
    record = learning.record(
        person=case.candidate,
        curriculum_code=case.scheme.curriculum_code,
        edition=case.edition,
    )
    answers = consent.answers(case.candidate, case.rule.consents)
    ties = impartiality.why_not(request.user, case.candidate) if case.tied else []
    context = {
        "case": case,
        "record": record,
        "lines": services.checklist(case, hours=record.hours, answers=answers),
        "consents": answers,
        "ties": ties,
        "form": form,
        "may_decide": case.state == Case.State.EXAMINED and not ties,
    }
    status = 422 if form.is_bound else 200
    return render(request, "cases/case_evidence.html", context, status=status)
