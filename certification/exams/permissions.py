import rules

from stc.accounts.groups import EXAM_OFFICERS
from stc.accounts.permissions import holds, is_certification_officer

is_exam_officer = holds(EXAM_OFFICERS)


@rules.predicate
def is_candidate(user, registration) -> bool:
    """Whose seat it is."""
    return registration is not None and registration.candidate_id == user.pk


@rules.predicate
def is_examiner(user, sitting) -> bool:
    """Answers for the sitting."""
    return sitting is not None and sitting.examiner_id == user.pk


rules.add_perm("exams.sit", is_candidate)
rules.add_perm("exams.see_sittings", is_exam_officer)
rules.add_perm("exams.open_sitting", is_exam_officer)
rules.add_perm("exams.withdraw", is_exam_officer)
rules.add_perm("exams.see_marks", is_examiner | is_certification_officer)
rules.add_perm("exams.release", is_exam_officer)
