from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from wagtail import views as wagtail_views


def mine(request: HttpRequest) -> HttpResponse:
    """What waits for me now."""
    return render(request, "home/mine.html")


@login_not_required
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A Wagtail page in the reader's language; in Indonesian, and said so, until it is translated.

    Both languages share an address. A page that is restricted in the CMS keeps its own rule.
    """
    try:
        return wagtail_views.serve(request, path)
    except Http404:
        if translation.get_language() == "id":
            raise
    del request._wagtail_route_for_request
    with translation.override("id"):
        if wagtail_views.Page.route_for_request(request, path) is None:
            raise Http404
    request.untranslated = True
    return wagtail_views.serve(request, path)
