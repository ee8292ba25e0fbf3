from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stc.accounts.forms.data import DecideErasureForm, SettleSameNikForm
from stc.accounts.models import ErasureRequest, SameNik
from stc.accounts.services import erasure, identity
from stc.errors import DomainError

PAGE = 30
ACTS = {"grant": erasure.grant_erasure, "refuse": erasure.refuse_erasure}


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Requests to be forgotten: those that wait, the most urgent first, or those decided."""
    if not request.user.has_perm("accounts.see_erasures"):
        raise PermissionDenied
    decided = request.GET.get("keadaan") == "selesai"
    requests = ErasureRequest.objects.select_related("person", "decided_by")
    requests = requests.closed() if decided else requests.waiting()
    page = Paginator(requests, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "decided": decided}
    return render(request, "accounts/erasure_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("accounts.see_erasures"):
        raise PermissionDenied
    asked = get_object_or_404(ErasureRequest.objects.select_related("person", "decided_by"), pk=pk)
    may_decide = request.user.has_perm("accounts.decide_erasure", asked)
    if request.method == "POST" and not may_decide:
        raise PermissionDenied
    form = DecideErasureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        act, why = ACTS[form.cleaned_data["decision"]], form.cleaned_data["why"]
        try:
            act(request_id=asked.pk, by=request.user, why=why)
        except DomainError as error:
            form.add_error(None, str(error))
    if form.is_valid():
        messages.success(request, _("Keputusan dicatat dan dikirim kepada pemohon."))
        return redirect("accounts:erasures")
    context = {"asked": asked, "form": form, "may_decide": may_decide}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/erasure_decide.html", context, status=status)


@never_cache
@require_safe
def same_niks(request: HttpRequest) -> HttpResponse:
    """Pairs of records that hold one number, until someone says why or they are merged."""
    if not request.user.has_perm("accounts.see_same_niks"):
        raise PermissionDenied
    pairs = SameNik.objects.unsettled().select_related("first__identity", "second__identity")
    page = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": SettleSameNikForm()}
    return render(request, "accounts/same_nik_list.html", context)


@require_POST
def settle_same_nik(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("accounts.see_same_niks"):
        raise PermissionDenied
    pair = get_object_or_404(SameNik, pk=pk)
    form = SettleSameNikForm(request.POST)
    if form.is_valid():
        identity.settle_same_nik(pair_id=pair.pk, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, _("Penjelasan Anda dicatat."))
        return redirect("accounts:same_niks")
    pairs = SameNik.objects.unsettled().select_related("first__identity", "second__identity")
    page = Paginator(pairs, PAGE).get_page(None)
    context = {"page": page, "form": form, "failed": pair.pk}
    return render(request, "accounts/same_nik_list.html", context, status=422)
