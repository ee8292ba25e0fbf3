"""The API's pages for people, and what machines ask about this process."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from stc.api import health, views

app_name = "developers"
urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", login_not_required(health.Ready.as_view()), name="ready"),
    path("saya/kunci-api/", views.keys, name="keys"),
    path("saya/kunci-api/<int:pk>/cabut/", views.revoke, name="revoke"),
    path(
        "api/schema/",
        SpectacularJSONAPIView.as_view(urlconf="stc.api.urls"),
        name="schema",
    ),
    path(
        "api/docs/",
        SpectacularSwaggerSplitView.as_view(
            url_name="developers:schema", template_name="api/docs.html"
        ),
        name="docs",
    ),
]
