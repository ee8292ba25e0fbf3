from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses.curricula import reading
from courses.curricula.services import find_edition
from courses.learning.errors import (
    ClassOver,
    DaysPassed,
    NobodySeated,
    NoInstructor,
    NotBegun,
    NotEngagedThere,
    NotOfThisCurriculum,
    NotTeaching,
    OwnClass,
    WrongDays,
)
from courses.learning.models import ClassInstructor, ModuleHours, Seat, TrainingClass
from courses.learning.services.reading import enrol
from courses.providers.models import Engagement, Provider
from stc.accounts.models import User
from stc.audit import services as audit
from stc.impartiality import services as impartiality
from stc.impartiality.models import Tie
from stc.notices import services as notices

Role = Engagement.Role


@transaction.atomic
def open_class(
    *,
    provider: Provider,
    curriculum_code: str,
    edition: str,
    name: str,
    starts_on: date,
    ends_on: date,
    approval_letter: str,
    instructors: Iterable[User],
    by: User,
) -> TrainingClass:
    """Open a class at a provider at which ``by`` is engaged, taught by its instructors.

    A class of that name on that curriculum is opened once: a second call returns the first.
    """
    Provider.objects.select_for_update().get(pk=provider.pk)
    if not _engaged(by, provider):
        raise NotEngagedThere(person=by, provider=provider)
    curriculum = find_edition(curriculum_code, edition)
    there = TrainingClass.objects.filter(
        provider=provider, curriculum_code=curriculum.code, edition=curriculum.edition, name=name
    ).first()
    if there is not None:
        return there
    if ends_on < starts_on:
        raise WrongDays
    if ends_on < timezone.localdate():
        raise DaysPassed
    teaching = list(instructors)
    if not teaching:
        raise NoInstructor
    for person in teaching:
        if not _engaged(person, provider, Role.INSTRUCTOR):
            raise NotEngagedThere(person=person, provider=provider)
    opened = TrainingClass.objects.create(
        provider=provider,
        curriculum_code=curriculum.code,
        edition=curriculum.edition,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        approval_letter=approval_letter,
    )
    for person in teaching:
        ClassInstructor.objects.create(training_class=opened, person=person)
    audit.record(act="learning.open_class", by=by, subject=opened, became=f"{provider}")
    return opened


@transaction.atomic
def add_to_class(*, class_id: int, person: User, by: User) -> Seat:
    """Put a person in a class: they follow its curriculum, and nobody who teaches it may judge
    them. A second call returns the first seat.
    """
    training_class = _locked(class_id)
    _refuse_strangers(training_class, by)
    teaching = _instructors(training_class)
    if person.pk == by.pk or person.pk in {instructor.pk for instructor in teaching}:
        raise OwnClass
    seat = Seat.objects.filter(training_class=training_class, person=person).first()
    if seat is not None:
        return seat
    _refuse_if_over(training_class)
    enrol(
        person=person,
        curriculum_code=training_class.curriculum_code,
        edition=training_class.edition,
        by=by,
    )
    seat = Seat.objects.create(training_class=training_class, person=person, added_by=by)
    for instructor in teaching:
        _tie(instructor, seat)
    audit.record(act="learning.add_to_class", by=by, subject=seat)
    notices.send(
        kind="learning.seated",
        to=person,
        context={
            "class_name": training_class.name,
            "provider": training_class.provider.name,
            "starts_on": training_class.starts_on,
            "ends_on": training_class.ends_on,
        },
        key=f"learning.seated:{seat.pk}",
    )
    return seat


@transaction.atomic
def add_instructor(*, class_id: int, person: User, by: User) -> ClassInstructor:
    """One more instructor of the provider teaches the class, by its manager's word; all who sit in
    it are tied to them too. A second call returns the first.
    """
    training_class = _locked(class_id)
    if not _engaged(by, training_class.provider, Role.MANAGER):
        raise NotTeaching
    there = ClassInstructor.objects.filter(training_class=training_class, person=person).first()
    if there is not None:
        return there
    _refuse_if_over(training_class)
    if not _engaged(person, training_class.provider, Role.INSTRUCTOR):
        raise NotEngagedThere(person=person, provider=training_class.provider)
    seats = Seat.objects.filter(training_class=training_class).select_related("person")
    if seats.filter(person=person).exists():
        raise OwnClass
    added = ClassInstructor.objects.create(training_class=training_class, person=person)
    for seat in seats.order_by("person_id"):
        seat.training_class = training_class
        _tie(person, seat)
    audit.record(act="learning.add_instructor", by=by, subject=training_class, became=f"{person}")
    return added


@transaction.atomic
def record_hours(*, class_id: int, module_key: UUID, by: User) -> int:
    """All who sit in the class have had a module, for the hours that it says today; returns for
    how many this is new. A second call gives nobody more.
    """
    training_class = _locked(class_id)
    _refuse_strangers(training_class, by)
    if training_class.starts_on > timezone.localdate():
        raise NotBegun(name=training_class.name)
    module = modules(training_class).filter(translation_key=module_key).first()
    if module is None:
        raise NotOfThisCurriculum
    seats = list(Seat.objects.filter(training_class=training_class))
    if not seats:
        raise NobodySeated
    had = set(
        ModuleHours.objects.filter(seat__in=seats, module_key=module_key).values_list(
            "seat_id", flat=True
        )
    )
    new = [
        ModuleHours(
            seat=seat,
            module_key=module_key,
            theory=module.hours_theory,
            practice=module.hours_practice,
        )
        for seat in seats
        if seat.pk not in had
    ]
    ModuleHours.objects.bulk_create(new)
    if new:
        said = f"{module.number}. {module.title}: {module.hours_theory} + {module.hours_practice}"
        audit.record(
            act="learning.record_hours",
            by=by,
            subject=training_class,
            became=said,
            why=", ".join(str(seat.pk) for seat in seats if seat.pk not in had),
        )
    return len(new)


def modules(training_class: TrainingClass) -> QuerySet:
    """The published modules of a class's curriculum in their order, each with the number of seats
    that ``had`` it.
    """
    had = ModuleHours.objects.filter(
        seat__training_class=training_class, module_key=OuterRef("translation_key")
    )
    number = had.order_by().values("module_key").annotate(number=Count("pk")).values("number")
    found = reading.modules(training_class.curriculum_code, training_class.edition)
    return found.annotate(had=Coalesce(Subquery(number), 0))


def staff(training_class: TrainingClass) -> list[User]:
    """Who teaches the class (``teaches``), and who else of its provider may, in one query."""
    teaching = ClassInstructor.objects.filter(
        training_class_id=training_class.pk, person_id=OuterRef("pk")
    )
    engaged = Engagement.objects.current().filter(
        provider_id=training_class.provider_id, role=Role.INSTRUCTOR, person_id=OuterRef("pk")
    )
    people = User.objects.annotate(teaches=Exists(teaching)).filter(
        Exists(engaged) | Exists(teaching)
    )
    return list(people.order_by("full_name", "pk"))


def _locked(class_id: int) -> TrainingClass:
    """Locked: a seat and an instructor that come at once see each other, so no tie is missed."""
    TrainingClass.objects.select_for_update().get(pk=class_id)
    return TrainingClass.objects.select_related("provider").get(pk=class_id)


def _instructors(training_class: TrainingClass) -> list[User]:
    return list(training_class.instructors.order_by("pk"))


def _engaged(person: User, provider: Provider, role: Role | None = None) -> bool:
    found = Engagement.objects.current().filter(person=person, provider=provider)
    return (found if role is None else found.filter(role=role)).exists()


def _refuse_strangers(training_class: TrainingClass, by: User) -> None:
    provider = training_class.provider
    teaches = ClassInstructor.objects.filter(training_class=training_class, person=by).exists()
    if not (
        _engaged(by, provider, Role.MANAGER)
        or (teaches and _engaged(by, provider, Role.INSTRUCTOR))
    ):
        raise NotTeaching


def _refuse_if_over(training_class: TrainingClass) -> None:
    if training_class.ends_on < timezone.localdate():
        raise ClassOver(name=training_class.name)


def _tie(instructor: User, seat: Seat) -> None:
    """*Taught* counts from the class's last day, so that it never lapses before its rule says."""
    impartiality.record(
        person=instructor,
        candidate=seat.person,
        kind=Tie.TAUGHT,
        since=seat.training_class.ends_on,
        why=f"{seat.training_class.name}, {seat.training_class.provider}"[:200],
        source=seat.source,
    )
