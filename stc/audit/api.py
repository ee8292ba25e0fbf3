from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.permissions import BasePermission, IsAuthenticated

from stc.audit.models import AuditEntry


class MayReadTrail(BasePermission):
    def has_permission(self, request, view) -> bool:
        return request.user.has_perm("audit.read")


class AuditEntrySerializer(serializers.ModelSerializer):
    """Who did what, to what, when and why; actor and subject by the label they had that day."""

    class Meta:
        model = AuditEntry
        fields = [
            "id", "at", "actor", "actor_label", "act", "subject", "subject_label",
            "was", "became", "why",
        ]  # fmt: skip
        read_only_fields = fields


class TrailFilter(serializers.Serializer):
    actor = serializers.CharField(required=False, max_length=64)
    act = serializers.CharField(required=False, max_length=64)
    subject = serializers.CharField(required=False, max_length=64)


class AuditViewSet(viewsets.ReadOnlyModelViewSet):
    """The trail, newest first. Filters take whole names: ``accounts.user:5``."""

    permission_classes = [IsAuthenticated, MayReadTrail]
    scope = "audit"
    ordering = ("-pk",)
    serializer_class = AuditEntrySerializer
    queryset = AuditEntry.objects.none()
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self):
        return AuditEntry.objects.visible_to(self.request.user)

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        asked = TrailFilter(data=self.request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return queryset.filter(**asked.validated_data)

    @extend_schema(parameters=[TrailFilter])
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)
