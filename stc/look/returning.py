from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def wanted(request: HttpRequest) -> str:
    """The page (``next``) from which somebody came and to which they go back; never another
    site's: then nothing.
    """
    there = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return there if safe else ""


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page on which a switch stood."""
    return HttpResponseRedirect(wanted(request) or "/")
