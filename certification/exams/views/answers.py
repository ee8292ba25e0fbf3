"""The door for answers. It is open: the signed ticket is the right, and no other site knows it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from certification.exams import services, tickets
from certification.exams.errors import BadTicket, NoSuchItem
from stc.errors import DomainError


@login_not_required
@csrf_exempt
@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Keep one answer. A script is told in JSON; a form sent by hand comes back to its item."""
    by_script = request.headers.get("Accept") == "application/json"
    words = request.POST.get("ticket", "")
    try:
        ack = services.save_answer(ticket=words, **_typed(request))
    except DomainError as error:
        with translation.override(_language(request)):
            return _refused(request, error) if by_script else _back(request, str(error))
    if by_script:
        left = tickets.read(words).ends_at - timezone.now()
        told = {"saved": True, "late": ack.late, "taken_over": ack.taken_over}
        return JsonResponse(told | {"left_ms": max(0, round(left.total_seconds() * 1000))})
    with translation.override(_language(request)):
        late = _("Waktu ujian sudah habis: jawaban disimpan, tetapi tidak dinilai.")
        return _back(request, late if ack.late else "")


def _typed(request: HttpRequest) -> dict[str, int | None]:
    """What was answered. An empty option takes the answer back."""
    told = {name: request.POST.get(name, "") for name in ("counter", "position", "option")}
    if any(word and not _is_number(word) for word in told.values()):
        raise NoSuchItem
    option = int(told["option"]) if told["option"] else None
    return {
        "counter": int(told["counter"] or 0),
        "position": int(told["position"] or 0),
        "option": option,
    }


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 12


def _language(request: HttpRequest) -> str:
    """The page's own: without a session it is not known otherwise."""
    asked = request.POST.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language()


def _refused(request: HttpRequest, error: DomainError) -> JsonResponse:
    status = 403 if isinstance(error, BadTicket) else 409
    return JsonResponse({"code": error.code, "detail": str(error)}, status=status)


def _back(request: HttpRequest, refusal: str) -> HttpResponse:
    """To the item, with what went wrong (which travels in a cookie of its own)."""
    if refusal:
        messages.error(request, refusal)
    try:
        ticket = tickets.read(request.POST.get("ticket", ""))
    except BadTicket:
        return redirect("exams:mine")
    position = request.POST.get("position", "")
    place = f"#soal-{position}" if _is_number(position) else ""
    return redirect(reverse("exams:attempt", args=[ticket.attempt_id]) + place)
