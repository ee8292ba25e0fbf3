from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from stc.audit import services
from stc.audit.forms import TrailForm
from stc.audit.models import AuditEntry

PAGE_SIZE = 50


def _refuse_unless_reader(request: HttpRequest) -> None:
    if not request.user.has_perm("audit.read"):
        raise PermissionDenied


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first, filtered, a page at a time."""
    _refuse_unless_reader(request)
    return _shown(request, TrailForm(request.GET))


def _chips(form: TrailForm) -> list[tuple[str, str, str]]:
    """What was asked, in words, each with the address of the list without it."""
    chips = []
    for name, label, value in form.told:
        kept = {other: form.data[other] for other, _label, _value in form.told if other != name}
        chips.append((label, value, f"?{urlencode(kept)}"))
    return chips


def _shown(request: HttpRequest, form: TrailForm) -> HttpResponse:
    entries, following = [], None
    if form.is_valid():
        entries, following = (
            AuditEntry.objects.visible_to(request.user)
            .matching(**form.cleaned_data)
            .page(before=_number(request.GET.get("before")), size=PAGE_SIZE)
        )
    context = {
        "form": form,
        "entries": entries,
        "following": following,
        "asked": _chips(form) if form.is_valid() else [],
        "before": request.GET.get("before"),
        "as_of": timezone.now(),
    }
    return render(request, "audit/trail_list.html", context, status=200 if form.is_valid() else 422)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The filtered list as CSV. A POST, for it leaves a line in the trail."""
    _refuse_unless_reader(request)
    form = TrailForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    lines = services.export_trail(
        by=request.user,
        entries=AuditEntry.objects.visible_to(request.user).matching(**form.cleaned_data),
        asked="; ".join(f"{label}: {value}" for _name, label, value in form.told),
    )
    name = f"jejak-{timezone.localtime():%Y-%m-%d-%H%M}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
