import pytest
from django.contrib.contenttypes.models import ContentType

from stc.look import next_steps
from stc.look.next_steps import NextStep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch):
    monkeypatch.setattr(next_steps, "_sources", [])


def said(title: str):
    return lambda rows: NextStep(title=title, text="", label="Buka", url="/")


def everything(user):
    return ContentType.objects.all()


def nothing(user):
    return ContentType.objects.none()


def test_nobody_has_a_step_where_nothing_is_registered():
    assert next_steps.first(None) is None


def test_the_first_step_that_calls_is_told_whatever_came_first():
    next_steps.register(30, rows=everything, step=said("belajar"))
    next_steps.register(20, rows=everything, step=said("ujian"))
    next_steps.register(10, rows=nothing, step=said("perkara"))

    assert next_steps.first(None).title == "ujian"


def test_an_app_that_finds_nothing_to_say_leaves_it_to_the_next():
    next_steps.register(10, rows=everything, step=lambda rows: None)
    next_steps.register(20, rows=everything, step=said("belajar"))

    assert next_steps.first(None).title == "belajar"


def test_all_are_asked_by_one_query(django_assert_num_queries):
    for order in range(5):
        next_steps.register(order, rows=nothing, step=said("x"))
    next_steps.register(9, rows=everything, step=said("belajar"))

    with django_assert_num_queries(1):
        next_steps.first(None)
