import rules

from stc.accounts.permissions import is_certification_officer
from stc.impartiality import services as impartiality


@rules.predicate
def is_applicant(user, case) -> bool:
    """Whose application it is."""
    return case is not None and case.candidate_id == user.pk


@rules.predicate
def is_tied(user, case) -> bool:
    """Taught, examined, employs or is otherwise tied to the candidate today."""
    return case is not None and bool(impartiality.why_not(user, case.candidate))


@rules.predicate
def asked_for_it(user, batch) -> bool:
    """Who asked for the batch."""
    return batch is not None and batch.decided_by_id == user.pk


rules.add_perm("cases.apply", is_applicant)
rules.add_perm("cases.see_queue", is_certification_officer)
rules.add_perm("cases.see_evidence", is_certification_officer & ~is_applicant)
rules.add_perm("cases.decide", is_certification_officer & ~is_applicant & ~is_tied)
rules.add_perm("cases.decide_batch", is_certification_officer)
rules.add_perm("cases.see_batch", is_certification_officer & asked_for_it)
