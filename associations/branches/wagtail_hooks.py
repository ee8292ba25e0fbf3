"""Associations in the editor: kept by platform admins and catalogue editors."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from associations.branches.models import Association


class AssociationViewSet(SnippetViewSet):
    model = Association
    icon = "group"
    list_display = ["name", "national_id", "province_id", "city_id"]
    search_fields = ["name"]


register_snippet(AssociationViewSet)
