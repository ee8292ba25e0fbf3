from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stc.accounts.forms.data import AskErasureForm
from stc.accounts.models import DataExport, ErasureRequest, TimeLimit
from stc.accounts.services import erasure, personal_data
from stc.errors import DomainError
from stc.files import links


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My data: have a copy, ask to be forgotten."""
    exports = DataExport.objects.visible_to(request.user)
    context = {
        "exports": exports.downloadable(),
        "in_the_making": exports.filter(ready_at__isnull=True).first(),
        "erasure": ErasureRequest.objects.filter(person=request.user).order_by("-pk").first(),
        "days": TimeLimit.days_for(TimeLimit.For.EXPORT),
    }
    return render(request, "accounts/data_mine.html", context)


@require_POST
def ask_for_export(request: HttpRequest) -> HttpResponse:
    personal_data.ask_for_export(person_id=request.user.pk)
    messages.success(
        request, _("Salinan data Anda sedang disiapkan. Anda diberi tahu begitu siap.")
    )
    return redirect("accounts:data")


@never_cache
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """To the file, by a link that holds five minutes. Only one's own, only while it is kept."""
    mine_ready = DataExport.objects.visible_to(request.user).downloadable()
    export = get_object_or_404(mine_ready, pk=pk)
    name = f"data-saya-{timezone.localdate(export.ready_at):%Y-%m-%d}.zip"
    return redirect(links.url(export.file, seconds=300, shown_name=name))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_erasure(request: HttpRequest) -> HttpResponse:
    form = AskErasureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        erasure.ask_for_erasure(person_id=request.user.pk, words=form.cleaned_data["words"])
        messages.success(request, _("Permintaan Anda diterima. Petugas akan memutuskannya."))
        return redirect("accounts:data")
    days = TimeLimit.days_for(TimeLimit.For.ERASURE)
    status = 422 if form.is_bound else 200
    context = {"form": form, "days": days}
    return render(request, "accounts/erasure_ask.html", context, status=status)


@require_POST
def withdraw_erasure(request: HttpRequest) -> HttpResponse:
    asked = ErasureRequest.objects.filter(person=request.user).order_by("-pk").first()
    if asked is None:
        raise Http404
    try:
        erasure.withdraw_request(request_id=asked.pk, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Permintaan penghapusan dibatalkan. Data Anda tetap ada."))
    return redirect("accounts:data")
