"""Work of accounts that outlives the request."""

from datetime import timedelta

from stc.accounts.services import erasure, identity, personal_data, roles
from stc.jobs import services as jobs
from stc.jobs.registry import every, job


@job("accounts.export_data")
def export_data(*, export_id: int) -> None:
    personal_data.export_data(export_id=export_id)


@job("accounts.erase_person")
def erase_person(*, request_id: int) -> None:
    erasure.erase_person(request_id=request_id)


@job("accounts.look_for_same_nik")
def look_for_same_nik(*, identity_id: int) -> None:
    with jobs.completing():
        identity.look_for_same_nik(identity_id=identity_id)


@job("accounts.delete_old_exports")
def delete_old_exports() -> None:
    personal_data.delete_old_exports()


every("accounts.delete_old_exports", timedelta(hours=1))


@job("accounts.watch_roles")
def watch_roles() -> None:
    """Roles end by themselves: the groups follow, and the people are told."""
    with jobs.completing():
        roles.sync_all_groups()
        roles.tell_of_ends()


# More often than daily: a role ends at midnight in the body's zone, a day of the clock in UTC.
every("accounts.watch_roles", timedelta(hours=1))
