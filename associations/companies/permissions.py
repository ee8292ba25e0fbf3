import rules

from associations.companies.models import CompanySeat
from stc.accounts import duties
from stc.accounts.permissions import is_platform_admin

JOBS = "companies.employments"  # the kind of duty of whoever is employed, or asked to be
MANAGER, VIEWER = CompanySeat.Role.MANAGER, CompanySeat.Role.VIEWER


def seats_today(user) -> duties.Held:
    """Company and role of each seat that the user holds today, read once a request."""
    return duties.held_today(user, "companies")


@rules.predicate
def is_seated(user) -> bool:
    """Speaks for some company today."""
    return bool(seats_today(user))


@rules.predicate
def is_employed(user) -> bool:
    """Works for some company, or is asked to."""
    return bool(duties.held_today(user, JOBS))


@rules.predicate
def is_manager(user) -> bool:
    """Manages some company today."""
    return any(role == MANAGER for _company, role in seats_today(user))


@rules.predicate
def is_seated_there(user, company) -> bool:
    """Speaks for this very company today."""
    return company is not None and company.pk in {pk for pk, _role in seats_today(user)}


@rules.predicate
def is_manager_there(user, company) -> bool:
    """Manages this very company today."""
    return company is not None and (company.pk, MANAGER) in seats_today(user)


@rules.predicate
def is_viewers_seat(user, seat) -> bool:
    """The seat is a viewer's, in a company that the user manages today."""
    return (
        seat is not None and seat.role == VIEWER and (seat.company_id, MANAGER) in seats_today(user)
    )


@rules.predicate
def is_their_employer(user, employment) -> bool:
    """Manages the company of this employment today."""
    return employment is not None and (employment.company_id, MANAGER) in seats_today(user)


@rules.predicate
def is_employee(user, employment) -> bool:
    """Whose employment it is."""
    return employment is not None and user is not None and user.pk == employment.person_id


rules.add_perm("companies.see_seats", is_platform_admin | is_manager)
rules.add_perm("companies.seat_managers", is_platform_admin)
rules.add_perm("companies.seat_viewers", is_platform_admin | is_manager_there)
rules.add_perm("companies.end_seat", is_platform_admin | is_viewers_seat)
rules.add_perm("companies.see_roster", is_seated_there)
rules.add_perm("companies.propose", is_manager_there)
rules.add_perm("companies.answer", is_employee)
rules.add_perm("companies.end_employment", is_employee | is_their_employer)
