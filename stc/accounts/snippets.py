"""Rows in the editor that platform admins alone keep, whatever other editors may do there."""

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from stc.accounts.permissions import is_platform_admin

# Never delete: what was decided rests on these rows.
ACTS = frozenset({"view", "add", "change"})


class OfPlatformAdmins(ModelPermissionPolicy):
    acts = ACTS

    def user_has_permission(self, user, action: str) -> bool:
        return action in self.acts and user.is_active and is_platform_admin(user)

    def user_has_any_permission(self, user, actions) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def keep_for_platform_admins(*models: type[Model], acts: frozenset[str] = ACTS) -> None:
    """Call it in ``wagtail_hooks``, before the snippets are registered."""
    for model in models:
        policy = OfPlatformAdmins(model)
        policy.acts = acts
        register_permission_policy(model, policy)
