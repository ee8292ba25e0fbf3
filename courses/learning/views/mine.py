from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.curricula.errors import NoSuchCurriculum
from courses.curricula.services import find_edition
from courses.learning import progress, services
from courses.learning.models import Enrolment, Seat
from stc.errors import DomainError


@require_safe
def mine(request):
    """What I follow, how far I am, and the one next step; then the classes I sit in."""
    lately = Coalesce(Max("reads__read_at"), "started_at")
    followed = Enrolment.objects.visible_to(request.user).annotate(lately=lately)
    enrolments = list(followed.order_by("-lately", "-pk"))
    found = progress.of_all(enrolments)
    shown = [(enrolment, found[enrolment.pk]) for enrolment in enrolments if enrolment.pk in found]
    seats = Seat.objects.filter(person_id=request.user.pk).select_related(
        "training_class__provider"
    )
    seats = seats.annotate(theory=Sum("hours__theory"), practice=Sum("hours__practice"))
    context = {
        "shown": shown,
        "going_on": next(((e, p) for e, p in shown if p.next is not None), None),
        "seats": seats.order_by("-training_class__starts_on", "-pk"),
    }
    return render(request, "learning/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request, code, edition):
    """Follow a curriculum. Whoever comes back from the log-in is shown the curriculum first."""
    try:
        page = find_edition(code, edition)
        if request.method == "POST":
            services.enrol(person=request.user, curriculum_code=code, edition=edition)
            messages.success(request, _("Anda mengikuti kurikulum ini. Mulailah membaca."))
    except NoSuchCurriculum as error:
        messages.error(request, str(error))
        return redirect("learning:mine")
    return redirect(page.get_url(request))


@require_POST
def mark_read(request, pk, lesson_key):
    """The lesson is read: on to the next one."""
    enrolment = get_object_or_404(Enrolment.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("learning.read", enrolment):
        raise PermissionDenied
    try:
        now = services.mark_read(enrolment_id=enrolment.pk, lesson_key=lesson_key)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("learning:mine")
    going_on = now.after(lesson_key)
    if going_on is None:
        messages.success(request, _("Semua pelajaran kurikulum ini sudah Anda baca."))
    page = going_on.page if going_on else now.page
    return redirect(page.get_url(request))
