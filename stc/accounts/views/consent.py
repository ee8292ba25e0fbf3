from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from stc.accounts.errors import TextChanged
from stc.accounts.models import ConsentText
from stc.accounts.services import consent
from stc.look import returning


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I agreed to, and what I did not: one press to give, one to take back."""
    context = {
        "standings": consent.standings(request.user),
        "came_from": returning.wanted(request),
    }
    return render(request, "accounts/consent_list.html", context)


@require_POST
def answer(request: HttpRequest, purpose: str) -> HttpResponse:
    said, text_id = request.POST.get("answer"), request.POST.get("text", "")
    if said not in ("give", "withdraw") or not text_id.isdecimal() or len(text_id) > 18:
        raise Http404
    try:
        consent.answer(
            person_id=request.user.pk,
            purpose=purpose,
            text_id=int(text_id),
            given=said == "give",
        )
    except ConsentText.DoesNotExist as error:
        raise Http404 from error
    except TextChanged as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Persetujuan Anda dicatat.") if said == "give" else _("Persetujuan Anda ditarik."),
        )
    return redirect(returning.wanted(request) or f"{reverse('accounts:consent')}#{purpose}")
