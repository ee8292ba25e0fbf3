import rules

from courses.providers.models import Engagement
from courses.providers.permissions import held_today, is_engaged
from stc.accounts.permissions import is_platform_admin


@rules.predicate
def is_learner(user, enrolment) -> bool:
    """Whoever follows the curriculum."""
    return enrolment is not None and enrolment.person_id == user.pk


@rules.predicate
def manages_class(user, training_class) -> bool:
    """Manages the class's provider today."""
    return training_class is not None and (
        training_class.provider_id,
        Engagement.Role.MANAGER,
    ) in held_today(user)


@rules.predicate
def teaches_class(user, training_class) -> bool:
    """Is an instructor of the class, and engaged as one at its provider today."""
    return (
        training_class is not None
        and (training_class.provider_id, Engagement.Role.INSTRUCTOR) in held_today(user)
        and user.pk in training_class.taught_by
    )


rules.add_perm("learning.read", is_learner)
rules.add_perm("learning.see_classes", is_platform_admin | is_engaged)
rules.add_perm("learning.open_class", is_engaged)
rules.add_perm("learning.run_class", manages_class | teaches_class)
rules.add_perm("learning.add_instructor", manages_class)
