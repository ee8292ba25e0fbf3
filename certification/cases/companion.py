"""What cases show beside a curriculum and beside a scheme: the way to apply."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.models import Page

from certification.cases.models import Case
from certification.schemes.models import Scheme
from courses.curricula.models import CurriculumPage


def of_page(request: HttpRequest, page: Page) -> SafeString | None:
    """Beside a curriculum: the scheme that it leads to, where there is one."""
    if not isinstance(page, CurriculumPage):
        return None
    scheme = Scheme.objects.filter(curriculum_code=page.code).first()
    return _shown(request, scheme, beside="curriculum") if scheme else None


def of_scheme(request: HttpRequest, scheme: Scheme) -> SafeString:
    """Beside the scheme itself."""
    return _shown(request, scheme, beside="scheme")


def _shown(request: HttpRequest, scheme: Scheme, *, beside: str) -> SafeString:
    case = None
    if request.user.is_authenticated:
        case = Case.objects.of(request.user).unfinished().filter(scheme=scheme).first()
    context = {"scheme": scheme, "case": case, "beside": beside}
    return render_to_string("cases/_companion.html", context, request=request)
