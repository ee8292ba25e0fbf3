from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.permissions import AllowAny

from stc.regions.models import Region, RegionName

CODE = r"[0-9][0-9.]{0,7}"


class RegionNameSerializer(serializers.ModelSerializer):
    class Meta:
        model = RegionName
        fields = ["name", "name_en", "valid_from", "decree"]


class RegionSerializer(serializers.ModelSerializer):
    """``name`` and ``name_en`` are today's; ``parent`` is the province's code."""

    parent = serializers.SlugRelatedField("code", read_only=True, allow_null=True)

    class Meta:
        model = Region
        fields = ["code", "level", "parent", "name", "name_en", "island", "timezone"]
        read_only_fields = fields


class RegionDetailSerializer(RegionSerializer):
    names = RegionNameSerializer(many=True, read_only=True)

    class Meta(RegionSerializer.Meta):
        fields = [*RegionSerializer.Meta.fields, "valid_from", "valid_until", "names"]
        read_only_fields = fields


class RegionFilter(serializers.Serializer):
    level = serializers.ChoiceField(Region.Level.choices, required=False)
    parent = serializers.RegexField(f"^{CODE}$", required=False)


class RegionViewSet(viewsets.ReadOnlyModelViewSet):
    """The provinces, cities and regencies that exist today. Open to everyone."""

    permission_classes = [AllowAny]
    scope = "regions"
    ordering = ("code",)
    lookup_field = "code"
    lookup_value_regex = CODE

    def get_queryset(self):
        standing = Region.objects.standing_on(timezone.localdate()).select_related("parent")
        return standing.prefetch_related("names") if self.action == "retrieve" else standing

    def get_serializer_class(self):
        return RegionDetailSerializer if self.action == "retrieve" else RegionSerializer

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        asked = RegionFilter(data=self.request.query_params.dict())
        asked.is_valid(raise_exception=True)
        if "level" in asked.validated_data:
            queryset = queryset.filter(level=asked.validated_data["level"])
        if "parent" in asked.validated_data:
            queryset = queryset.filter(parent__code=asked.validated_data["parent"])
        return queryset

    @extend_schema(parameters=[RegionFilter])
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)
