import rules

from stc.accounts.groups import PLATFORM_ADMINS


def holds(role: str):
    """A predicate: this person holds the body-wide role today."""

    @rules.predicate(name=f"holds:{role}")
    def held(user) -> bool:
        return role in getattr(user, "roles", ())

    return held


is_platform_admin = holds(PLATFORM_ADMINS)
rules.add_perm("jobs.operate", is_platform_admin)
rules.add_perm("audit.read", is_platform_admin)
