from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import IsAuthenticated

from stc.accounts.groups import LABELS
from stc.accounts.models import User


class MeSerializer(serializers.ModelSerializer):
    """Oneself. Only language and zone are changed here; the rest has its own pages and proofs."""

    phone = serializers.CharField(read_only=True, allow_null=True)
    region = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    roles = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = [
            "id", "full_name", "email", "phone", "region", "language", "zone", "roles", "joined_at",
        ]  # fmt: skip
        read_only_fields = ["id", "full_name", "email", "joined_at"]

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(list(LABELS))))
    def get_roles(self, person: User) -> list[str]:
        return sorted(person.roles)

    def to_representation(self, person: User) -> dict[str, object]:
        shown = super().to_representation(person)
        return {**shown, "phone": shown["phone"] or None}


class MeView(mixins.RetrieveModelMixin, mixins.UpdateModelMixin, viewsets.GenericViewSet):
    """The person who asks."""

    permission_classes = [IsAuthenticated]
    scope = "profile"
    serializer_class = MeSerializer

    def get_object(self) -> User:
        return User.objects.select_related("region").get(pk=self.request.user.pk)
