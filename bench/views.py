"""The least that a page can do: nothing, one read, one durable write."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from stc.notices.models import Choice
from stc.regions.models import Region


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@login_not_required
def read(request: HttpRequest) -> HttpResponse:
    """One row of reference data, by its key."""
    return HttpResponse(Region.objects.get(code=request.GET["code"]).name)


@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """A signed-in person's word, kept before the answer leaves: one upsert, one commit."""
    row = Choice(
        person=request.user, group="bench", channel="bench", wanted=request.POST["wanted"] == "1"
    )
    Choice.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["person", "group", "channel"],
        update_fields=["wanted"],
    )
    return HttpResponse("ok")
