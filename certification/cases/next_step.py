"""What an applicant does next: the one step that their application waits for."""

from django.db.models import QuerySet

from certification.cases import services, steps
from certification.cases.models import Case
from stc.look import next_steps
from stc.look.next_steps import NextStep

ORDER = 20


def register() -> None:
    next_steps.register(ORDER, rows=lambda user: Case.objects.all().asking(user), step=_step)


def _step(cases: QuerySet) -> NextStep | None:
    case = cases.with_all().order_by("-pk").first()
    lines = services.checklist(case)
    way = steps.of(case, lines, None)  # such a case has no seat, or one that it missed
    missing = {line.code.split(".")[0] for line in lines if not line.is_met}
    if way.action is None or missing == {"hours"}:  # then learning knows the way better
        return None
    return NextStep(
        title=case.scheme.title, text=way.said, label=way.action.label, url=way.action.url
    )
