from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from certification.schemes import companions
from certification.schemes.models import SchemeRule
from courses.curricula.models import CurriculumPage
from stc.accounts.models import Purpose


@login_not_required
@require_safe
def scheme_list(request: HttpRequest) -> HttpResponse:
    """Every scheme with what it takes today, and the way to apply."""
    rules = SchemeRule.objects.holding(timezone.localdate()).select_related("scheme")
    rules = list(rules.order_by("scheme__code"))
    pages = _curricula({rule.scheme.curriculum_code for rule in rules})
    purposes = {purpose.code: purpose.label for purpose in Purpose.objects.all()}
    shown = [
        {
            "rule": rule,
            "scheme": rule.scheme,
            "curriculum": pages.get(rule.scheme.curriculum_code),
            "consents": [purposes.get(code, code) for code in rule.consents],
            "companions": companions.of(request, rule.scheme),
        }
        for rule in rules
    ]
    return render(request, "schemes/scheme_list.html", {"shown": shown})


def _curricula(codes: Iterable[str]) -> dict[str, CurriculumPage]:
    """The newest edition of each, in the reader's language where there is one."""
    pages = CurriculumPage.objects.live().filter(code__in=codes).select_related("locale")
    own = get_language()
    order = sorted(pages, key=lambda page: (page.edition, page.locale.language_code == own))
    return {page.code: page for page in order}
