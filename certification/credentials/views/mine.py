from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification.credentials import history, printing, services
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
    rows = held.with_papers().select_related("reason", "replaced_by", "signature")
    credential = get_object_or_404(rows, number=number)
    context = {
        "credential": credential,
        "moves": history.of(credential),
        "papers": printing.papers_of(credential),
    }
    return render(request, "credentials/credential_own.html", context)


@never_cache
@require_safe
def document(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """It on paper, by a link that ends: for its holder and for officers."""
    visible = Credential.objects.visible_to(request.user)
    kept = Document.objects.filter(credential__in=visible, credential__number=number)
    document = get_object_or_404(kept, form=form)
    return redirect(links.url(document.file, shown_name=f"{number}-{form}.pdf"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, number: str) -> HttpResponse:
    """Which forms there are of it; POST has one made. For its holder and for officers."""
    visible = Credential.objects.visible_to(request.user).with_papers()
    credential = get_object_or_404(visible.select_related("signature"), number=number)
    if request.method == "POST":
        form = request.POST.get("form", "")
        if form not in Document.Form.values:
            raise Http404
        services.have_made(credential_ids=[credential.pk], form=form)
    if request.htmx:
        context = {"credential": credential, "papers": printing.papers_of(credential)}
        return render(request, "credentials/_papers.html", context)
    own = credential.holder_id == request.user.pk
    return redirect("credentials:own" if own else "credentials:detail", number)
