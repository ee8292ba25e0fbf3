import pytest
from django.urls import reverse
from django.utils import translation

from courses.learning import services
from courses.learning.models import Enrolment
from stc.look import next_steps

pytestmark = pytest.mark.django_db


def test_a_learner_goes_on_where_they_are(enrolment, guard):
    first, second, *_ = services.progress(enrolment).steps
    services.mark_read(enrolment_id=enrolment.pk, lesson_key=first.key)

    step = next_steps.first(guard)

    assert (step.title, step.text, step.url) == (
        "Lanjutkan belajar",
        second.title,
        second.page.get_url(),
    )


def test_it_is_told_in_the_readers_language(enrolment, guard):
    first, *_ = services.progress(enrolment).steps
    services.remember_place(enrolment_id=enrolment.pk, lesson_key=first.key)

    with translation.override("en"):
        assert next_steps.first(guard).text == services.progress(enrolment).steps[0].title


def test_who_has_opened_nothing_yet_is_led_to_what_they_follow(enrolment, guard):
    assert next_steps.first(guard).url == reverse("learning:mine")


def test_what_is_completed_calls_for_nothing(enrolment, guard):
    Enrolment.objects.update(completed_at=enrolment.started_at)

    assert next_steps.first(guard) is None


def test_the_home_shows_it_as_one_button(enrolment, guard, client):
    first, *_ = services.progress(enrolment).steps
    services.remember_place(enrolment_id=enrolment.pk, lesson_key=first.key)
    client.force_login(guard)

    page = client.get(reverse("home:mine")).content.decode()

    main = page[page.index("<main") : page.index("</main")]
    assert main.count("btn-go") == 1
    assert f'href="{first.page.get_url()}"' in main


def test_it_costs_three_queries(enrolment, guard, django_assert_max_num_queries):
    first, *_ = services.progress(enrolment).steps
    services.remember_place(enrolment_id=enrolment.pk, lesson_key=first.key)
    next_steps.first(guard)

    with django_assert_max_num_queries(3):  # one of them the cache's, for the site's address
        next_steps.first(guard)
