from stc.accounts.models import User


def choose(*, person_id: int, language: str) -> None:
    """The person reads this language from now on, on every device."""
    User.objects.filter(pk=person_id).exclude(language=language).update(language=language)
