"""Rows that the platform's admins keep in the editor: purposes, consent texts, time limits."""

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from stc.accounts.models import ConsentText, Purpose, TimeLimit
from stc.accounts.permissions import is_platform_admin

ACTS = {"view", "add", "change"}  # never delete: consent and deadlines rest on these rows


class OfPlatformAdmins(ModelPermissionPolicy):
    """What other editors may do with snippets does not reach these."""

    def user_has_permission(self, user, action: str) -> bool:
        return action in ACTS and user.is_active and is_platform_admin(user)

    def user_has_any_permission(self, user, actions) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


for model in (Purpose, ConsentText, TimeLimit):
    register_permission_policy(model, OfPlatformAdmins(model))


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
