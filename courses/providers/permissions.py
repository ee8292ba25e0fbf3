import rules

from courses.providers.models import Engagement
from stc.accounts import duties
from stc.accounts.permissions import is_platform_admin


def held_today(user) -> duties.Held:
    """Provider and role of each engagement that the user holds today, read once a request."""
    return duties.held_today(user, "providers")


@rules.predicate
def is_engaged(user) -> bool:
    """Manages or teaches at some provider today."""
    return bool(held_today(user))


@rules.predicate
def is_manager(user) -> bool:
    """Manages some provider today."""
    return any(role == Engagement.Role.MANAGER for _provider, role in held_today(user))


@rules.predicate
def is_manager_there(user, provider) -> bool:
    """Manages this very provider today."""
    return provider is not None and (provider.pk, Engagement.Role.MANAGER) in held_today(user)


@rules.predicate
def is_teaching_role(user, engagement) -> bool:
    """The engagement is an instructor's, at a provider that the user manages today."""
    return (
        engagement is not None
        and engagement.role == Engagement.Role.INSTRUCTOR
        and (engagement.provider_id, Engagement.Role.MANAGER) in held_today(user)
    )


rules.add_perm("providers.see_engagements", is_platform_admin | is_manager)
rules.add_perm("providers.engage_managers", is_platform_admin)
rules.add_perm("providers.engage_instructors", is_platform_admin | is_manager_there)
rules.add_perm("providers.end_engagement", is_platform_admin | is_teaching_role)
