import rules

from associations.branches.models import Office, Tier
from stc.accounts import duties
from stc.accounts.permissions import is_platform_admin


def _leads(user, branches: list[int]) -> bool:
    """Is chair or admin of one of these branches today."""
    held = duties.held_today(user, "branches")
    return any((branch, role) in held for branch in branches for role in Office.LEADS)


@rules.predicate
def is_office_holder(user) -> bool:
    """Holds an office in some branch today."""
    return bool(duties.held_today(user, "branches"))


@rules.predicate
def is_open(user, branch) -> bool:
    """The branch is not closed."""
    return branch is not None and branch.is_open


@rules.predicate
def leads_branch(user, branch) -> bool:
    """Is chair or admin of the branch, or of one above it, today."""
    return branch is not None and _leads(user, [branch.pk, *branch.above])


@rules.predicate
def leads_above(user, branch) -> bool:
    """Is chair or admin of a branch above this one today."""
    return branch is not None and _leads(user, branch.above)


@rules.predicate
def leads_its_branch(user, office) -> bool:
    """Is chair or admin of the office's branch, or of one above it, today."""
    return office is not None and _leads(user, [office.branch_id, *office.branch.above])


@rules.predicate
def is_own_office(user, office) -> bool:
    """Holds this very office."""
    return office is not None and office.person_id == user.pk


@rules.predicate
def may_have_below(user, branch) -> bool:
    """The branch is of a tier below which there is another."""
    return branch is not None and Tier(branch.tier).below is not None


rules.add_perm("branches.see", is_platform_admin | is_office_holder)
rules.add_perm("branches.open_root", is_platform_admin)
rules.add_perm("branches.open_below", is_open & may_have_below & (is_platform_admin | leads_branch))
rules.add_perm("branches.close", is_open & (is_platform_admin | leads_above))
rules.add_perm("branches.appoint", is_open & (is_platform_admin | leads_branch))
rules.add_perm("branches.end_office", ~is_own_office & (is_platform_admin | leads_its_branch))
