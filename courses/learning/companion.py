"""What learning shows beside a page of a curriculum: enrolment, progress, the next step."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.models import Page

from courses.curricula.models import CurriculumPage, LessonPage, ModulePage
from courses.learning import progress, services
from courses.learning.models import Enrolment


def of_page(request: HttpRequest, page: Page) -> SafeString:
    """The companion of a curriculum, a module or a lesson."""
    curriculum = _curriculum(page)
    context = {"page": page, "curriculum": curriculum, "here": request.path}
    user = request.user
    if user.is_authenticated:
        enrolment = Enrolment.objects.filter(
            person_id=user.pk, curriculum_code=curriculum.code, edition=curriculum.edition
        ).first()
        if enrolment is not None:
            context |= _of_learner(request, page, enrolment)
    return render_to_string("learning/_companion.html", context, request=request)


def _curriculum(page: Page) -> CurriculumPage:
    if isinstance(page, CurriculumPage):
        return page
    module = page if isinstance(page, ModulePage) else page.get_parent()
    return module.get_parent().specific


def _of_learner(request: HttpRequest, page: Page, enrolment: Enrolment) -> dict[str, object]:
    now = progress.of(enrolment)
    context: dict[str, object] = {"enrolment": enrolment, "progress": now}
    if now is None:
        return context
    if isinstance(page, ModulePage):
        context["of_module"] = now.of_module(page.translation_key)
    if isinstance(page, LessonPage):
        key = page.translation_key
        context["is_step"] = key in {step.key for step in now.steps}
        context["is_read"] = key in now.read_keys
        context["after"] = now.after(key)
        if context["is_step"] and not getattr(request, "is_preview", False):
            services.remember_place(enrolment_id=enrolment.pk, lesson_key=key)
    return context
