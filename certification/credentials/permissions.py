import rules

from stc.accounts.permissions import is_certification_officer, is_platform_admin


@rules.predicate
def is_holder(user, credential) -> bool:
    """Whose credential it is."""
    return credential is not None and user is not None and user.pk == credential.holder_id


may_change = is_certification_officer & ~is_holder

rules.add_perm("credentials.see_all", is_certification_officer)
rules.add_perm("credentials.print", is_certification_officer)
rules.add_perm("credentials.see_keys", is_platform_admin)
rules.add_perm("credentials.revoke", may_change)
rules.add_perm("credentials.suspend", may_change)
rules.add_perm("credentials.lift", may_change)
rules.add_perm("credentials.replace", may_change)
