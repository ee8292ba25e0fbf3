"""A table of judgements: the database refuses what a tie forbids, whoever writes and however."""

from datetime import timedelta

import pytest
from django.apps.registry import Apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from stc.impartiality import judgements, services, triggers
from stc.impartiality.errors import Partial
from stc.impartiality.models import Conflict, Tie
from tests.accounts.factories import PersonFactory

pytestmark = pytest.mark.django_db


class Verdict(models.Model):
    """Stands in for a table of judgements; outside the house's registry of models."""

    judge = models.BigIntegerField(null=True, db_column="judge_id")
    candidate = models.BigIntegerField(db_column="candidate_id")
    words = models.CharField(max_length=20, default="")

    class Meta:
        apps = Apps()
        app_label = "trial"

    def __str__(self) -> str:
        return self.words


class Look(Verdict.__base__):
    """As ``Verdict``; who examined may look again."""

    judge = models.BigIntegerField(null=True, db_column="judge_id")
    candidate = models.BigIntegerField(db_column="candidate_id")

    class Meta:
        apps = Apps()
        app_label = "trial"

    def __str__(self) -> str:
        return f"{self.judge}"


@pytest.fixture(autouse=True)
def _tables(db, monkeypatch):
    monkeypatch.setattr(judgements, "_judgements", [])
    with connection.cursor() as cursor:
        for model in (Verdict, Look):
            columns = "id integer PRIMARY KEY, judge_id bigint, candidate_id bigint, words text"
            if connection.vendor == "postgresql":
                columns = columns.replace("id integer", "id serial", 1)
            cursor.execute(f"CREATE TABLE {model._meta.db_table} ({columns})")
    judgements.register(Verdict, judge="judge", candidate="candidate")
    judgements.register(Look, judge="judge", candidate="candidate", but=(Tie.EXAMINED,))
    triggers.install()


@pytest.fixture
def judge():
    return PersonFactory(full_name="Agus")


@pytest.fixture
def guard():
    return PersonFactory(full_name="Sari")


def tie(person, candidate, kind=Tie.TAUGHT, source="learning.seat:1") -> Conflict:
    return services.record(
        person=person,
        candidate=candidate,
        kind=kind,
        since=timezone.localdate(),
        why="Kelas A",
        source=source,
    )


def refused(act) -> bool:
    said = ""
    try:
        with transaction.atomic():
            act()
    except IntegrityError as error:
        said = str(error)
    return "partial" in said


def test_a_stranger_judges(judge, guard):
    assert not refused(lambda: Verdict.objects.create(judge=judge.pk, candidate=guard.pk))


@pytest.mark.parametrize("kind", Tie)
def test_a_tie_of_any_kind_bars(judge, guard, kind):
    tie(judge, guard, kind)

    assert refused(lambda: Verdict.objects.create(judge=judge.pk, candidate=guard.pk))


def test_nobody_judges_themselves(judge):
    assert refused(lambda: Verdict.objects.create(judge=judge.pk, candidate=judge.pk))


def test_a_row_without_a_judge_is_no_judgement_until_one_is_named(judge, guard):
    tie(judge, guard)
    row = Verdict.objects.create(judge=None, candidate=guard.pk)

    assert refused(lambda: Verdict.objects.filter(pk=row.pk).update(judge=judge.pk))


def test_another_candidate_cannot_be_put_under_a_judgement(judge, guard):
    tie(judge, guard)
    row = Verdict.objects.create(judge=judge.pk, candidate=PersonFactory().pk)
    here = Verdict.objects.filter(pk=row.pk)

    assert refused(lambda: here.update(candidate=guard.pk))
    assert refused(lambda: here.update(candidate=judge.pk))


def test_a_tie_that_came_later_leaves_the_judgement_and_its_other_columns_alone(judge, guard):
    row = Verdict.objects.create(judge=judge.pk, candidate=guard.pk)
    tie(judge, guard)

    assert not refused(lambda: Verdict.objects.filter(pk=row.pk).update(words="baik"))


def test_a_tie_whose_days_are_over_bars_no_more(judge, guard):
    today = timezone.localdate()
    for until, bars in ((today, True), (today - timedelta(days=1), False)):
        Conflict.objects.update_or_create(
            person=judge,
            candidate=guard,
            kind=Tie.EMPLOYS,
            source="x:1",
            defaults={"since": until, "ended_on": until, "stands_until": until, "why": "x"},
        )
        assert refused(lambda: Verdict.objects.create(judge=judge.pk, candidate=guard.pk)) is bars


def test_a_kind_that_does_not_bar_here_bars_elsewhere(judge, guard):
    tie(judge, guard, Tie.EXAMINED)

    assert not refused(lambda: Look.objects.create(judge=judge.pk, candidate=guard.pk))
    assert refused(lambda: Verdict.objects.create(judge=judge.pk, candidate=guard.pk))


def test_the_other_kinds_bar_there_all_the_same(judge, guard):
    tie(judge, guard, Tie.EXAMINED, source="exams.result:1")
    tie(judge, guard, Tie.TAUGHT)

    assert refused(lambda: Look.objects.create(judge=judge.pk, candidate=guard.pk))


def test_the_service_leaves_out_the_same_kinds(judge, guard):
    tie(judge, guard, Tie.EXAMINED)

    services.check(judge, guard, but=(Tie.EXAMINED,))
    with pytest.raises(Partial, match="menguji"):
        services.check(judge, guard)
    tie(judge, guard, Tie.TAUGHT)
    with pytest.raises(Partial, match=r"mengajar \(Kelas A\)\. "):
        services.check(judge, guard, but=(Tie.EXAMINED,))


def test_two_records_become_one_but_what_a_tie_forbids_stays_apart(judge, guard):
    keep, teacher = PersonFactory(), PersonFactory()
    tie(teacher, keep)
    free = Verdict.objects.create(judge=judge.pk, candidate=guard.pk)
    for barred in (teacher, keep):
        Verdict.objects.create(judge=barred.pk, candidate=guard.pk)

    moved = judgements.move(Verdict, "candidate", keep=keep.pk, give=guard.pk)

    assert moved == [free.pk]


def test_a_judge_with_two_records_keeps_what_a_tie_of_either_forbids_apart(judge, guard):
    give, pupil, late = PersonFactory(), PersonFactory(), PersonFactory()
    tie(judge, pupil)
    rows = [Verdict.objects.create(judge=give.pk, candidate=p.pk) for p in (guard, pupil, late)]
    tie(give, late)  # since then; moving it back would be refused

    moved = judgements.move(Verdict, "judge", keep=judge.pk, give=give.pk)

    assert moved == [rows[0].pk]


def test_putting_the_triggers_back_twice_changes_nothing(judge, guard):
    triggers.install()
    tie(judge, guard)

    assert refused(lambda: Verdict.objects.create(judge=judge.pk, candidate=guard.pk))
