import rules

from stc.accounts.groups import CERTIFICATION_OFFICERS, PLATFORM_ADMINS


def holds(role: str):
    """A predicate: this person holds the body-wide role today."""

    @rules.predicate(name=f"holds:{role}")
    def held(user) -> bool:
        return role in getattr(user, "roles", ())

    return held


is_platform_admin = holds(PLATFORM_ADMINS)
is_certification_officer = holds(CERTIFICATION_OFFICERS)


@rules.predicate
def is_self(user, person) -> bool:
    """The person themselves."""
    return person is not None and user.pk == person.pk


@rules.predicate
def is_own_request(user, request) -> bool:
    """Whoever made the request."""
    return request is not None and user.pk == request.person_id


may_merge = is_platform_admin | is_certification_officer

rules.add_perm("accounts.see_nik", is_self | is_platform_admin | is_certification_officer)
rules.add_perm("accounts.see_erasures", is_platform_admin)
rules.add_perm("accounts.decide_erasure", is_platform_admin & ~is_own_request)
rules.add_perm("accounts.see_same_niks", may_merge)
rules.add_perm("accounts.merge", may_merge)
rules.add_perm("jobs.operate", is_platform_admin)
rules.add_perm("audit.read", is_platform_admin)
rules.add_perm("accounts.manage_roles", is_platform_admin)
