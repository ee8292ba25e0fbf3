"""Endpoints that exist for tests alone, behind the same door as all others."""

from django.contrib.auth.models import Group
from django.urls import include, path
from rest_framework import serializers, status, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from stc.api.endpoint import Router, closed
from stc.errors import DomainError


class Full(DomainError):
    code = "full"
    message = "Kelas %(name)s sudah penuh."


class GroupSerializer(serializers.ModelSerializer):
    class Meta:
        model = Group
        fields = ["id", "name"]
        extra_kwargs = {"name": {"validators": []}}


class GroupViewSet(viewsets.ModelViewSet):
    permission_classes = [IsAuthenticated]
    scope = "regions"
    ordering = ("name",)
    queryset = Group.objects.all()
    serializer_class = GroupSerializer

    def create(self, request):
        asked = GroupSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        name = asked.validated_data["name"]
        group = Group.objects.create(name=f"{name} {Group.objects.count()}")
        if name == "penuh":
            raise Full(name=name)
        return Response(GroupSerializer(group).data, status=status.HTTP_201_CREATED)


class Scopeless(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({})


class Broken(APIView):
    permission_classes = [IsAuthenticated]
    scope = "regions"

    def get(self, request):
        raise RuntimeError("sari@contoh.id")


router = Router()
router.register("groups", GroupViewSet, "group")
urlpatterns = [
    *router.urls,
    path("", include("stc.api.site_urls")),  # where a notice of a new key leads
    path("scopeless/", closed(Scopeless).as_view()),
    path("broken/", closed(Broken).as_view()),
]
handler500 = "django.views.defaults.server_error"
