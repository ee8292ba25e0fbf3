"""Officers print cards by the run."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certification.credentials import paper, services
from certification.credentials.errors import CardsInMaking, NoCardOfIt
from certification.credentials.forms import PrintForm
from certification.credentials.models import Document
from certification.credentials.services.printing import MOST_IN_A_RUN


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def print_run(request: HttpRequest) -> HttpResponse:
    """Cards in one file. What is not made yet is being made, and the page asks again by itself."""
    if not request.user.has_perm("credentials.print"):
        raise PermissionDenied
    asked = "\n".join(request.GET.getlist("nomor")[:MOST_IN_A_RUN])
    form = PrintForm(request.POST or None, initial={"numbers": asked})
    if not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    ids = [credential.pk for credential in form.cleaned_data["numbers"]]
    services.have_made(credential_ids=ids, form=Document.Form.CARD)
    if request.htmx:
        there = Document.objects.filter(credential__in=ids, form=Document.Form.CARD).count()
        progress = {"there": there, "asked": len(ids)}
        return render(request, "credentials/_print_progress.html", {"progress": progress})
    try:
        cards = services.print_cards(credential_ids=ids, by=request.user)
    except NoCardOfIt as error:
        form.add_error("numbers", str(error))
        return _page(request, form, status=422)
    except CardsInMaking as error:
        return _page(request, form, progress=error.details, status=200)
    return _file(cards, form.cleaned_data["layout"])


def _page(request: HttpRequest, form: PrintForm, *, status: int, progress=None) -> HttpResponse:
    context = {"form": form, "progress": progress}
    return render(request, "credentials/credential_print.html", context, status=status)


def _file(cards: list[Document], layout: str) -> HttpResponse:
    response = HttpResponse(
        paper.put_together(_contents(cards), layout), content_type="application/pdf"
    )
    name = f"kartu-{timezone.localdate():%Y%m%d}-{len(cards)}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _contents(cards: list[Document]):
    for card in cards:
        with card.file.open() as file:
            yield file.read()
