"""Who else has a say in whether a candidate may sit a paper.

An upper app registers in ``AppConfig.ready()``. It is asked when a candidate is registered and
again when they start, and answers with the reasons why not, in words; none lets them pass.
"""

from collections.abc import Callable

from django.urls import reverse

from certification.exams.models import Paper
from stc.accounts.models import User

Asked = Callable[[User, Paper], list[str]]
_asked: list[Asked] = []
_ways_in: list[str] = []


def register(asked: Asked) -> None:
    _asked.append(asked)


def why_not(candidate: User, paper: Paper) -> list[str]:
    return [reason for asked in _asked for reason in asked(candidate, paper)]


def apply_at(url_name: str) -> None:
    """The page on which a candidate asks for a seat: those who have none are shown the way."""
    _ways_in.append(url_name)


def apply_url() -> str:
    """Its address; empty where no app has named one."""
    return reverse(_ways_in[0]) if _ways_in else ""
