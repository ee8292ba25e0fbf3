"""The house with `/design/`, which only DEBUG addresses, and a page that fails."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path

from stc.look.urls import design_urls
from stc.urls import urlpatterns as house


@login_not_required
def fails(request, how):
    raise {"500": RuntimeError, "403": PermissionDenied, "400": SuspiciousOperation}[how]("broken")


urlpatterns = [path("gagal/<str:how>/", fails), *design_urls, *house]
