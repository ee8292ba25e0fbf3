from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from stc.notices import services
from stc.notices.models import Notice


class NoticeSerializer(serializers.ModelSerializer):
    """Subject and body in the reader's language, as they were said."""

    subject = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = ["id", "kind", "subject", "body", "path", "sent_at", "read_at"]
        read_only_fields = fields

    def get_subject(self, notice: Notice) -> str:
        return notice.said["subject"]

    def get_body(self, notice: Notice) -> str:
        return notice.said["body"]


class NoticeFilter(serializers.Serializer):
    unread = serializers.BooleanField(required=False)


class NoticeViewSet(viewsets.ReadOnlyModelViewSet):
    """The inbox of the person who asks, newest first. Reading by the API marks nothing as read."""

    permission_classes = [IsAuthenticated]
    scope = "notices"
    ordering = ("-sent_at", "-pk")
    serializer_class = NoticeSerializer
    queryset = Notice.objects.none()
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self):
        return Notice.objects.visible_to(self.request.user)

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        asked = NoticeFilter(data=self.request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return queryset.unread() if asked.validated_data.get("unread") else queryset

    @extend_schema(parameters=[NoticeFilter])
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)

    @extend_schema(request=None, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request, pk):
        """Mark as read. The first time stands."""
        notice = self.get_object()
        services.mark_read(notice=notice)
        notice.refresh_from_db()
        return Response(self.get_serializer(notice).data)
