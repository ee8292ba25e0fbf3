"""Who else has a say in whether a candidate may sit a paper.

An upper app registers in ``AppConfig.ready()``. It is asked when a candidate is registered and
again when they start, and answers with the reasons why not, in words; none lets them pass.
"""

from collections.abc import Callable

from certification.exams.models import Paper
from stc.accounts.models import User

Asked = Callable[[User, Paper], list[str]]
_asked: list[Asked] = []


def register(asked: Asked) -> None:
    _asked.append(asked)


def why_not(candidate: User, paper: Paper) -> list[str]:
    return [reason for asked in _asked for reason in asked(candidate, paper)]
