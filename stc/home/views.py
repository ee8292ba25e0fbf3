from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail import views as wagtail_views

from stc.accounts import groups
from stc.look import navigation, next_steps


def mine(request: HttpRequest) -> HttpResponse:
    """What I do next or what waits for me, then everything that I may open.

    A guard is told one thing to do; an officer sees the queues, and beside every page.
    """
    steps = next_steps.Steps(request.user)
    menu = navigation.Menu(request, beside=steps.rows)
    officer = bool(menu.officer or request.user.roles)
    shortcuts = [(_("Tugas petugas"), menu.officer), (_("Milik saya"), menu.person)]
    context = {
        "frame": "look/frame_officer.html" if officer else "look/frame_person.html",
        "officer": officer,
        "step": None if officer else steps.first(menu.beside_counts),
        "navigation": menu,
        "roles": [groups.LABELS[role] for role in sorted(request.user.roles)],
        "shortcuts": [(heading, entries) for heading, entries in shortcuts if entries],
    }
    return render(request, "home/mine.html", context)


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
