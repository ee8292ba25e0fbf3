"""The whole address book. Paths are Indonesian, for people."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from stc.home import views as home_views

handler500 = "stc.home.faults.server_error"
urlpatterns = [
    # Wagtail's own log-in knows no second factor: there is one log-in, allauth's.
    path(
        "cms/login/",
        login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True)),
    ),
    path("cms/", include(wagtailadmin_urls)),
    path("dokumen/", include(wagtaildocs_urls)),
    path("", include("stc.accounts.door_urls")),
    path("api/v1/", include("stc.api.urls")),
    path("operasi/pekerjaan/", include("stc.jobs.urls")),
    path("", include("stc.api.site_urls")),
    path("operasi/jejak/", include("stc.audit.urls")),
    path("", include("stc.look.urls")),
    path("", include("stc.home.urls")),
    path("", include("stc.accounts.urls")),
    path("", include("stc.notices.urls")),
    path("", include("search.standards.urls")),
    path("", include("courses.providers.urls")),
    path("", include("courses.learning.urls")),
    path("", include("certification.credentials.urls")),
    path("", include("certification.exams.urls")),
    path("", include("certification.schemes.urls")),
    path("", include("certification.cases.urls")),
    path("", include("associations.branches.urls")),
    path("", include("associations.companies.urls")),
    # Wagtail's pages come last, since they may have any address.
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        login_not_required(wagtail_views.authenticate_with_password),
        name="wagtailcore_authenticate_with_password",
    ),
    re_path(serve_pattern, home_views.page, name="wagtail_serve"),
]
