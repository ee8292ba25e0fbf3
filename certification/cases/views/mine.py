from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification.cases import services, steps
from certification.cases.forms import SittingForm
from certification.cases.models import Case
from certification.credentials.formats import cose
from certification.credentials.models import Credential
from certification.exams import services as exams
from certification.exams.models import Sitting
from stc.errors import DomainError

PAST = 20


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The one next step of what I applied for; what is over."""
    cases = list(Case.objects.of(request.user).with_all().order_by("-pk")[:PAST])
    open_cases = [case for case in cases if case.is_unfinished]
    context = {
        "ways": [(case, _way(case)[0]) for case in open_cases],
        "past": [case for case in cases if not case.is_unfinished],
    }
    return render(request, "cases/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: HttpRequest, code: str) -> HttpResponse:
    """Apply. Whoever comes back from the log-in is shown the scheme first."""
    if request.method != "POST":
        return redirect(f"{reverse('schemes:list')}#{code.lower()}")
    try:
        case = services.open_case(person=request.user, scheme_code=code)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("schemes:list")
    return redirect(case)


@never_cache
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, _found(request, pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sittings(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a sitting: those that one cannot choose stand there with the reason."""
    case = _found(request, pk)
    refused = ""
    if request.method == "POST":
        form = SittingForm(request.POST)
        try:
            if not form.is_valid():
                raise Sitting.DoesNotExist
            services.choose_sitting(
                case_id=pk, sitting_id=form.cleaned_data["sitting"], by=request.user
            )
        except Sitting.DoesNotExist:
            refused = _("Sesi itu tidak ada lagi. Pilih sesi lain.")
        except DomainError as error:
            refused = str(error)
        else:
            messages.success(request, _("Anda terdaftar pada sesi itu."))
            return redirect(case)
    if case.state != Case.State.OPEN:
        return redirect(case)
    seat = services.standing_seat(case)
    context = {
        "case": case,
        "choices": exams.choices(candidate=request.user, paper=case.paper),
        "seat": seat,
        "refused": refused,
    }
    return render(request, "cases/case_sittings.html", context, status=422 if refused else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """My name as the certificate would print it: I confirm it, or go and change it."""
    case = _found(request, pk)
    refused = ""
    if request.method == "POST":
        try:
            told = request.POST.get("name", "")
            services.confirm_name(case_id=pk, by=request.user, name=told)
        except DomainError as error:
            refused = str(error)
        else:
            messages.success(request, _("Nama Anda dikonfirmasi."))
            return redirect(case)
    if not case.is_unfinished:
        return redirect(case)
    spelled = services.spelling(case)
    context = {
        "case": case,
        "name": spelled,
        "in_code": cose.as_carried(spelled) if spelled else "",
        "confirmed": services.standing_confirmation(case),
        "refused": refused,
    }
    return render(request, "cases/case_name.html", context, status=422 if refused else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    case = _found(request, pk)
    try:
        services.withdraw(case_id=pk, by=request.user)
    except DomainError as error:
        return _shown(request, case, refused=str(error))
    messages.success(request, _("Permohonan Anda ditarik."))
    return redirect(case)


def _found(request: HttpRequest, pk: int) -> Case:
    """My own case; another's is not there, not even for an officer: theirs is the evidence."""
    return get_object_or_404(Case.objects.of(request.user).with_all(), pk=pk)


def _way(case: Case):
    """Where the case stands, with its checklist and its seat while it is open."""
    if case.state == Case.State.EXAMINED:
        missing = [line for line in services.naming_lines(case) if not line.is_met]
        return steps.of(case, missing, None), missing, None
    if case.state != Case.State.OPEN:
        return steps.of(case, [], None), [], None
    lines, seat = services.checklist(case), services.standing_seat(case)
    return steps.of(case, lines, seat), lines, seat


def _shown(request: HttpRequest, case: Case, *, refused: str = "") -> HttpResponse:
    way, lines, seat = _way(case)
    credential = None
    if case.state == Case.State.DECIDED:
        mine = Credential.objects.of_holder(request.user).select_related("signature").with_papers()
        credential = mine.filter(source=case.source).first()
    context = {
        "case": case,
        "way": way,
        "lines": lines,
        "seat": seat,
        "is_started": hasattr(seat, "attempt"),
        "credential": credential,
        "refused": refused,
    }
    return render(request, "cases/case_detail.html", context, status=409 if refused else 200)
