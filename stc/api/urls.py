"""The API, version 1. Each app's ``api.py`` holds its endpoints; here they get their address."""

from django.urls import path, re_path
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from stc.accounts.api import MeView
from stc.api.endpoint import Router, closed
from stc.audit.api import AuditViewSet
from stc.notices.api import NoticeViewSet
from stc.regions.api import RegionViewSet

app_name = "api"

router = Router()
router.register("audit", AuditViewSet, "audit-entry")
router.register("notices", NoticeViewSet, "notice")
router.register("regions", RegionViewSet, "region")


@extend_schema(exclude=True)
class NoSuchPlace(APIView):
    """Every other address: not found, said as the API says everything."""

    permission_classes = [AllowAny]

    def initial(self, request, *args, **kwargs):
        raise NotFound


urlpatterns = [
    path("me/", closed(MeView).as_view({"get": "retrieve", "patch": "partial_update"}), name="me"),
    *router.urls,
    re_path(r"^.*$", closed(NoSuchPlace).as_view(), name="nowhere"),
]
