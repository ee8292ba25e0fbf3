from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.learning import services
from courses.learning.models import Enrolment, LessonRead, Seat, TrainingClass
from courses.learning.services.classes import modules
from courses.providers.models import Engagement
from stc.accounts.groups import EXAM_OFFICERS, PLATFORM_ADMINS
from tests.accounts.factories import PersonFactory, officer
from tests.learning.conftest import CODE
from tests.providers.factories import ProviderFactory, engaged

pytestmark = pytest.mark.django_db


def get(client, path, language="id"):
    client.cookies["bahasa"] = language
    return client.get(path, headers={"host": "localhost"})


def enrol_address(curriculum) -> str:
    return reverse("learning:enrol", args=[CODE, curriculum.edition])


def test_a_stranger_is_led_to_the_log_in_and_back_to_the_curriculum(client, curriculum):
    path = curriculum.get_url()
    page = get(client, path).content.decode()

    assert f"/akun/masuk/?next={path.removeprefix('http://localhost')}" in page
    assert client.post(enrol_address(curriculum))["Location"].startswith("/akun/masuk/")
    assert not Enrolment.objects.exists()


def test_a_guard_enrols_and_is_shown_the_curriculum(client, curriculum, guard):
    client.force_login(guard)

    answer = client.post(enrol_address(curriculum))

    assert answer["Location"].endswith(curriculum.get_url().removeprefix("http://localhost"))
    assert Enrolment.objects.get().person == guard


def test_coming_to_the_address_of_enrolment_by_a_link_changes_nothing(client, curriculum, guard):
    client.force_login(guard)

    assert client.get(enrol_address(curriculum)).status_code == 302
    assert client.post("/belajar/ikuti/TIDAK-ADA/2026/")["Location"] == "/belajar/"
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_progress_stands_on_each_page_in_the_readers_language(
    client, curriculum, enrolment, guard, language
):
    client.force_login(guard)
    lesson = services.progress(enrolment).steps[1].page

    pages = {
        page: get(client, page.get_url(), language).content.decode()
        for page in (curriculum, lesson.get_parent(), lesson)
    }

    word = {"id": "Kemajuan Anda", "en": "Your progress"}[language]
    assert all(word in html for html in pages.values())
    button = {"id": "Tandai sudah dibaca dan lanjut", "en": "Mark as read and go on"}[language]
    assert button in pages[lesson]


def test_opening_a_lesson_is_where_one_resumes(client, enrolment, guard):
    client.force_login(guard)
    third = services.progress(enrolment).steps[2]

    get(client, third.page.get_url())

    assert get(client, "/belajar/").context["going_on"][1].next.key == third.key


def test_reading_leads_to_the_next_lesson_and_the_last_to_the_curriculum(client, enrolment):
    client.force_login(enrolment.person)
    curriculum = services.progress(enrolment).page
    steps = services.progress(enrolment).steps
    addresses = [
        client.post(reverse("learning:mark_read", args=[enrolment.pk, step.key]))["Location"]
        for step in steps
    ]

    assert addresses == [step.page.get_url() for step in steps[1:]] + [curriculum.get_url()]
    assert Enrolment.objects.get().completed_at


def test_nobody_marks_anothers_lesson(client, enrolment):
    client.force_login(PersonFactory())
    key = services.progress(enrolment).steps[0].key

    answer = client.post(reverse("learning:mark_read", args=[enrolment.pk, key]))

    assert answer.status_code == 404
    assert not LessonRead.objects.exists()


def test_my_page_says_where_to_begin_while_it_is_empty(client, guard):
    client.force_login(guard)

    assert 'href="/kurikulum/"' in client.get("/belajar/").content.decode()


def test_my_page_shows_only_mine_in_few_queries(
    client, enrolment, training_class, instructor, django_assert_max_num_queries
):
    guard = enrolment.person
    other = PersonFactory()
    for person in (guard, other):
        services.add_to_class(class_id=training_class.pk, person=person, by=instructor)
    client.force_login(guard)
    client.show_only_the_password()
    get(client, "/belajar/")

    for language in ("en", "id"):
        with django_assert_max_num_queries(8):
            page = get(client, "/belajar/", language)

    assert [e for e, _ in page.context["shown"]] == [enrolment]
    assert [s.person for s in page.context["seats"]] == [guard]


# --- classes -----------------------------------------------------------------------------------


def paths(pk) -> dict[str, str]:
    names = ("class", "add_seat", "record_hours", "add_instructor")
    return {name: reverse(f"learning:{name}", args=[pk]) for name in names}


def form(told, **changes) -> dict:
    start = {
        "provider": told["provider"].pk,
        "curriculum": f"{CODE}/{told['edition']}",
        "name": told["name"],
        "starts_on": told["starts_on"].isoformat(),
        "ends_on": told["ends_on"].isoformat(),
        "approval_letter": "SP/12",
        "instructors": [told["instructors"][0].pk],
    }
    return start | changes


@pytest.mark.parametrize("make", [PersonFactory, lambda: officer(EXAM_OFFICERS)])
def test_who_is_engaged_nowhere_sees_no_class(client, told, training_class, make):
    client.force_login(make())

    assert client.get("/mengajar/").status_code == 403
    assert client.post("/mengajar/buka/", form(told)).status_code == 403
    answers = [client.post(path).status_code for path in paths(training_class.pk).values()]
    assert answers == [405, 404, 404, 404]
    assert client.get(paths(training_class.pk)["class"]).status_code == 404


def test_an_instructor_of_another_provider_sees_no_class_of_this_one(client, told, training_class):
    client.force_login(engaged(ProviderFactory()))

    assert list(client.get("/mengajar/").context["page"]) == []
    assert client.get(paths(training_class.pk)["class"]).status_code == 404
    assert client.post("/mengajar/buka/", form(told, name="Lain")).status_code == 422
    assert TrainingClass.objects.count() == 1


def test_a_colleague_sees_the_class_and_changes_nothing(client, training_class, provider, guard):
    client.force_login(engaged(provider))
    where = paths(training_class.pk)

    assert client.get(where["class"]).status_code == 200
    assert client.post(where["add_seat"], {"person": guard.email}).status_code == 403
    assert client.post(where["record_hours"]).status_code == 403
    assert not Seat.objects.exists()


def test_a_platform_admin_sees_all_classes_and_changes_none(client, training_class, guard):
    client.force_login(officer(PLATFORM_ADMINS))
    where = paths(training_class.pk)

    assert list(client.get("/mengajar/").context["page"]) == [training_class]
    assert client.get(where["class"]).status_code == 200
    assert client.post(where["add_seat"], {"person": guard.email}).status_code == 403


def test_an_instructor_opens_a_class_and_runs_it(client, told, instructor, guard):
    client.force_login(instructor)
    assert client.get("/mengajar/buka/").status_code == 200

    opened = client.post("/mengajar/buka/", form(told))
    training_class = TrainingClass.objects.get()
    where = paths(training_class.pk)
    seated = client.post(where["add_seat"], {"person": guard.email})
    key = modules(training_class).first().translation_key
    recorded = client.post(where["record_hours"], {"module_key": key})

    assert opened["Location"] == seated["Location"] == recorded["Location"] == where["class"]
    assert client.get(where["class"]).context["page"][0].theory > 0
    assert client.post(where["add_instructor"], {"person": guard.pk}).status_code == 403


def test_what_is_refused_is_said_and_nothing_typed_is_lost(
    client, told, training_class, instructor
):
    client.force_login(instructor)
    where = paths(training_class.pk)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()

    nobody = client.post(where["add_seat"], {"person": "tak@ada.id"})
    oneself = client.post(where["add_seat"], {"person": instructor.email})
    empty = client.post(where["record_hours"], {"module_key": "x"})
    turned = client.post("/mengajar/buka/", form(told, name="Terbalik", ends_on=yesterday))

    for answer, words in (
        (nobody, "tak@ada.id"),
        (oneself, "kelas yang diajar"),
        (empty, "error"),
        (turned, "Terbalik"),
    ):
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_a_manager_adds_an_instructor_of_the_provider(client, training_class, manager, provider):
    client.force_login(manager)
    later = engaged(provider)
    where = paths(training_class.pk)

    added = client.post(where["add_instructor"], {"person": later.pk})
    elsewhere = client.post(where["add_instructor"], {"person": engaged(ProviderFactory()).pk})

    assert (added.status_code, elsewhere.status_code) == (302, 422)
    assert later in training_class.instructors.all()


@pytest.fixture(params=["instructor", "manager"])
def running(request, client, training_class):
    """A class of somebody who is logged in and may run it."""
    client.force_login(request.getfixturevalue(request.param))
    return training_class


def test_the_pages_ask_as_little_for_many(client, told, running, django_assert_max_num_queries):
    for number in range(10):
        services.open_class(**told | {"name": f"Kelas {number}"})
        services.add_to_class(class_id=running.pk, person=PersonFactory(), by=told["by"])
        engaged(told["provider"])
    where = paths(running.pk)["class"]
    for path in ("/mengajar/", "/mengajar/buka/", where):
        client.get(path)

    with django_assert_max_num_queries(6):
        assert len(client.get("/mengajar/").context["page"].object_list) == 11
    with django_assert_max_num_queries(7):
        client.get("/mengajar/buka/")
    for language in ("id", "en"):
        with django_assert_max_num_queries(8):
            assert len(get(client, where, language).context["page"].object_list) == 10


def test_the_class_names_its_curriculum_and_the_code_of_one_that_was_taken_down(
    client, running, curriculum
):
    where = paths(running.pk)["class"]
    titles = {code: get(client, where, code).context["title"] for code in ("id", "en")}

    curriculum.unpublish()
    taken_down = get(client, where)

    assert titles["id"] == curriculum.title != titles["en"]
    assert taken_down.context["title"] == CODE
    assert list(taken_down.context["hours_form"].fields["module_key"].choices) == []


def test_an_engagement_that_ended_shows_nothing_any_more(client, training_class, instructor):
    last = timezone.localdate() - timedelta(days=1)
    Engagement.objects.filter(person=instructor).update(ends_on=last)
    client.force_login(instructor)

    assert client.get("/mengajar/").status_code == 403
    assert client.get(paths(training_class.pk)["class"]).status_code == 404
