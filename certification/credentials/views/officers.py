"""Officers find a credential, read what became of it, and change its standing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification.credentials import printing, services
from certification.credentials.forms import FindForm, NoteForm, ReplaceForm, RevokeForm
from certification.credentials.models import Credential
from stc.audit.models import AuditEntry
from stc.audit.services import name_of
from stc.errors import DomainError
from stc.impartiality.models import Conflict
from stc.impartiality.services import why_not

PAGE = 30
Standing = Credential.Standing


@dataclass(frozen=True)
class Act:
    """A change of standing as pages offer it: from where, with which form, in which words."""

    name: str
    label: str | Promise
    hint: str | Promise
    done: str | Promise
    form: type
    service: Callable[..., Credential]
    sources: tuple[Standing, ...]
    button: str

    @property
    def right(self) -> str:
        return f"credentials.{self.name}"

    @property
    def url_name(self) -> str:
        return f"credentials:{self.name}"


ACTS = {
    act.name: act
    for act in (
        Act(
            "suspend",
            _("Bekukan"),
            _("Tidak berlaku sampai diaktifkan lagi atau dicabut."),
            _("Sertifikat dibekukan. Pemindaian berikutnya mengatakannya."),
            NoteForm,
            services.suspend,
            (Standing.VALID,),
            "btn-secondary",
        ),
        Act(
            "lift",
            _("Aktifkan lagi"),
            _("Berlaku lagi seperti semula."),
            _("Sertifikat berlaku lagi."),
            NoteForm,
            services.lift,
            (Standing.SUSPENDED,),
            "btn-go",
        ),
        Act(
            "replace",
            _("Nyatakan diganti"),
            _("Pemegang sudah mendapat sertifikat baru: perbaikan atau perpanjangan."),
            _("Sertifikat dinyatakan diganti."),
            ReplaceForm,
            services.replace_credential,
            Credential.REVOCABLE,
            "btn-secondary",
        ),
        Act(
            "revoke",
            _("Cabut"),
            _("Untuk selamanya. Tidak dapat dibatalkan; yang baru harus diterbitkan."),
            _("Sertifikat dicabut. Pemindaian berikutnya mengatakannya."),
            RevokeForm,
            services.revoke_credential,
            Credential.REVOCABLE,
            "btn-danger",
        ),
    )
}


@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Everything that was issued, the newest first, by number or name."""
    if not request.user.has_perm("credentials.see_all"):
        raise PermissionDenied
    form = FindForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = Credential.objects.visible_to(request.user).matching(words)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "credentials/credential_list.html", {"page": page, "form": form})


@never_cache
@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """What it says, what became of it and by whom, and what may be done now."""
    papers = ("signature", "template_version__template")
    credential = _found(request, number, "replaced_by", "replaces", *papers)
    prefetch_related_objects([credential], "documents")
    found = services.jobs_of(credential)
    may = [
        act
        for act in ACTS.values()
        if credential.standing in act.sources and request.user.has_perm(act.right, credential)
    ]
    context = {
        "credential": credential,
        "awaited": services.awaited(credential, found),
        "acts": [] if credential.tied else may,
        "ties": why_not(request.user, credential.holder) if credential.tied and may else [],
        "own": credential.holder_id == request.user.pk,
        "papers": printing.papers_of(credential, found),
        "trail": AuditEntry.objects.filter(subject=name_of(credential)).order_by("-pk"),
    }
    return render(request, "credentials/credential_detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, number: str) -> HttpResponse:
    return _change(request, number, ACTS["revoke"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: HttpRequest, number: str) -> HttpResponse:
    return _change(request, number, ACTS["suspend"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, number: str) -> HttpResponse:
    return _change(request, number, ACTS["lift"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, number: str) -> HttpResponse:
    return _change(request, number, ACTS["replace"])


def _found(request: HttpRequest, number: str, *more: str) -> Credential:
    if not request.user.has_perm("credentials.see_all"):
        raise PermissionDenied
    ties = Conflict.objects.filter(person=request.user, candidate=OuterRef("holder")).standing()
    rows = Credential.objects.visible_to(request.user).annotate(tied=Exists(ties))
    return get_object_or_404(rows.select_related("holder", "reason", *more), number=number)


def _change(request: HttpRequest, number: str, act: Act) -> HttpResponse:
    credential = _found(request, number)
    if not request.user.has_perm(act.right, credential):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = act.form(data, credential=credential)
    if form.is_valid():
        try:
            act.service(credential_id=credential.pk, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, act.done)
            return redirect(credential)
    elif data is None and (credential.tied or credential.standing not in act.sources):
        return redirect(credential)
    context = {"credential": credential, "act": act, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "credentials/credential_change.html", context, status=status)
