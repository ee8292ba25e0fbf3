"""The whole address book. Paths are Indonesian, for people."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    # Wagtail's own log-in knows no second factor: there is one log-in, allauth's.
    path(
        "cms/login/",
        login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True)),
    ),
    path("cms/", include(wagtailadmin_urls)),
    path("dokumen/", include(wagtaildocs_urls)),
    path("akun/", include("allauth.urls")),
    path("api/v1/", include("stc.api.urls")),
    path("", include("stc.look.urls")),
    path("", include("stc.home.urls")),
    path("", include(wagtail_urls)),
]
