import rules
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.curricula import reading
from courses.learning import services
from courses.learning.forms import HoursForm, InstructorForm, OpenClassForm, SeatForm
from courses.learning.models import Seat, TrainingClass
from courses.learning.services.classes import modules, staff
from courses.providers.models import Provider
from courses.providers.permissions import held_today
from stc.accounts.models import User
from stc.errors import DomainError

PAGE = 50


@require_safe
def class_list(request):
    """Classes of the providers at which I am engaged, the newest first."""
    if not request.user.has_perm("learning.see_classes"):
        raise PermissionDenied
    rows = TrainingClass.objects.visible_to(request.user).select_related("provider")
    rows = rows.annotate(number=Count("seats")).order_by("-starts_on", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_open": rules.has_perm("learning.open_class", request.user)}
    return render(request, "learning/class_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_class(request):
    """Open a class at one of my providers."""
    if not request.user.has_perm("learning.open_class"):
        raise PermissionDenied
    mine = {pk for pk, _role in held_today(request.user)}
    providers = Provider.objects.filter(pk__in=mine)
    form = OpenClassForm(
        request.POST if request.method == "POST" else None,
        initial={"provider": min(mine, default=None), "instructors": [request.user.pk]},
        providers=providers,
    )
    if form.is_valid():
        try:
            opened = services.open_class(by=request.user, **form.act())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kelas dibuka. Masukkan pesertanya."))
            return redirect("learning:class", opened.pk)
    status = 422 if form.is_bound else 200
    return render(request, "learning/class_open.html", {"form": form}, status=status)


@require_safe
def class_detail(request, pk):
    """Who sits in the class, with the hours they have had in it."""
    return _shown(request, _found(request, pk))


@require_POST
def add_seat(request, pk):
    training_class = _found(request, pk, "learning.run_class")
    form = SeatForm(request.POST, auto_id="seat_%s")
    if form.is_valid():
        person = form.cleaned_data["person"]
        try:
            services.add_to_class(class_id=pk, person=person, by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(person)s masuk kelas.") % {"person": person})
            return redirect("learning:class", pk)
    return _shown(request, training_class, seat_form=form)


@require_POST
def record_hours(request, pk):
    training_class = _found(request, pk, "learning.run_class")
    form = HoursForm(request.POST, auto_id="hours_%s", modules=_modules(training_class))
    if form.is_valid():
        try:
            number = services.record_hours(class_id=pk, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            said = ngettext(
                "Jam dicatat untuk %(number)s peserta.",
                "Jam dicatat untuk %(number)s peserta.",
                number,
            )
            messages.success(request, said % {"number": number})
            return redirect("learning:class", pk)
    return _shown(request, training_class, hours_form=form)


@require_POST
def add_instructor(request, pk):
    training_class = _found(request, pk, "learning.add_instructor")
    form = InstructorForm(request.POST, auto_id="instructor_%s", free=_free(training_class))
    if form.is_valid():
        try:
            services.add_instructor(class_id=pk, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Instruktur ditambahkan."))
            return redirect("learning:class", pk)
    return _shown(request, training_class, instructor_form=form)


def _found(request, pk: int, right: str = "learning.see_classes") -> TrainingClass:
    """A class that I may see, with the number of its seats, its curriculum's title in the reader's
    language (its code where it is not published) and its staff.
    """
    mine = TrainingClass.objects.visible_to(request.user).select_related("provider")
    title = reading.title(OuterRef("curriculum_code"), OuterRef("edition"))
    seats = Seat.objects.filter(training_class=OuterRef("pk")).order_by()
    number = seats.values("training_class").annotate(number=Count("pk")).values("number")
    mine = mine.annotate(
        title=Coalesce(title, "curriculum_code"), number=Coalesce(Subquery(number), 0)
    )
    training_class = get_object_or_404(mine, pk=pk)
    training_class.staff = staff(training_class)
    training_class.taught_by = frozenset(p.pk for p in training_class.staff if p.teaches)
    if not request.user.has_perm(right, training_class):
        raise PermissionDenied
    return training_class


def _shown(request, training_class, *, seat_form=None, hours_form=None, instructor_form=None):
    may_run = request.user.has_perm("learning.run_class", training_class)
    may_add_instructor = request.user.has_perm("learning.add_instructor", training_class)
    seats = training_class.seats.select_related("person").annotate(
        theory=Sum("hours__theory"), practice=Sum("hours__practice")
    )
    pages = Paginator(seats.order_by("person__full_name", "pk"), PAGE)
    pages.count = training_class.number  # counted with the class
    context = {
        "training_class": training_class,
        "instructors": [person for person in training_class.staff if person.teaches],
        "page": pages.get_page(request.GET.get("page")),
        "title": training_class.title,
    }
    if may_run:
        context["seat_form"] = seat_form or SeatForm(auto_id="seat_%s")
        context["hours_form"] = hours_form or HoursForm(
            auto_id="hours_%s", modules=_modules(training_class)
        )
    if may_add_instructor:
        context["instructor_form"] = instructor_form or InstructorForm(
            auto_id="instructor_%s", free=_free(training_class)
        )
    refused = seat_form or hours_form or instructor_form
    status = 422 if refused else 200
    return render(request, "learning/class_detail.html", context, status=status)


def _free(training_class: TrainingClass) -> list[User]:
    """Who of the provider could teach the class too."""
    return [person for person in training_class.staff if not person.teaches]


def _modules(training_class: TrainingClass) -> list[tuple[object, str]]:
    """Modules to choose from, each with its hours and for how many it is recorded."""
    return [
        (
            module.translation_key,
            _("%(number)s. %(title)s · %(theory)s + %(practice)s JP · tercatat untuk %(had)s")
            % {
                "number": module.number,
                "title": module.said,
                "theory": module.hours_theory,
                "practice": module.hours_practice,
                "had": module.had,
            },
        )
        for module in modules(training_class)
    ]
