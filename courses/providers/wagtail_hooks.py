"""Providers in the editor: kept by platform admins and catalogue editors."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.providers.models import Provider


class ProviderViewSet(SnippetViewSet):
    model = Provider
    icon = "home"
    list_display = ["name", "region", "licence_number", "licence_until"]
    search_fields = ["name", "licence_number"]


register_snippet(ProviderViewSet)
