"""Rows that the platform's admins keep in the editor: purposes, consent texts, time limits."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from stc.accounts.models import ConsentText, Purpose, TimeLimit
from stc.accounts.snippets import keep_for_platform_admins

keep_for_platform_admins(Purpose, ConsentText, TimeLimit)


class PurposeViewSet(SnippetViewSet):
    model = Purpose
    icon = "tag"
    list_display = ["name", "code", "order", "in_use"]


class ConsentTextViewSet(SnippetViewSet):
    model = ConsentText
    icon = "doc-full"
    list_display = ["purpose", "valid_from"]


class TimeLimitViewSet(SnippetViewSet):
    model = TimeLimit
    icon = "time"
    list_display = ["limits", "days", "valid_from", "decree", "confirmed"]


class PersonalDataGroup(SnippetViewSetGroup):
    menu_label = _("Data pribadi")
    menu_icon = "lock"
    items = (PurposeViewSet, ConsentTextViewSet, TimeLimitViewSet)


register_snippet(PersonalDataGroup)
