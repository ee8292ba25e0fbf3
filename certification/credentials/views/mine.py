from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certification.credentials import history
from certification.credentials.models import Credential, Document
from stc.files import links

PAGE = 30


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What was ever issued to me, with its paper."""
    held = Credential.objects.of_holder(request.user).with_papers()
    page = Paginator(held, PAGE).get_page(request.GET.get("page"))
    return render(request, "credentials/credential_mine.html", {"page": page})


@never_cache
@require_safe
def own(request: HttpRequest, number: str) -> HttpResponse:
    """One of mine: what it says, what became of it and why, and what I can do with it."""
    held = Credential.objects.of_holder(request.user)
    rows = held.with_papers().select_related("reason", "replaced_by")
    credential = get_object_or_404(rows, number=number)
    context = {"credential": credential, "moves": history.of(credential)}
    return render(request, "credentials/credential_own.html", context)


@never_cache
@require_safe
def document(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """It on paper, by a link that ends: for its holder and for officers."""
    visible = Credential.objects.visible_to(request.user)
    kept = Document.objects.filter(credential__in=visible, credential__number=number)
    document = get_object_or_404(kept, form=form)
    return redirect(links.url(document.file, shown_name=f"{number}-{form}.pdf"))
