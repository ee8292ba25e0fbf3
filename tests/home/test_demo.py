import pytest
from django.core.management import CommandError, call_command

from courses.competencies.services import load_units
from courses.curricula.services import load_curricula
from courses.learning import services as learning
from courses.learning.models import Enrolment, Seat, TrainingClass
from courses.providers.models import Provider
from stc.accounts.models import User
from stc.accounts.reference import load_reference
from stc.accounts.services.groups import load_groups
from stc.home import demo
from stc.home.pages import homes
from stc.regions.services import load_regions
from tests.accounts.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_here(settings, tmp_path):
    settings.DEMO, settings.DATA_DIR = True, tmp_path
    for load in (load_regions, load_reference, load_groups, load_units):
        load()
    load_curricula(under=homes(), only="STC-CUR-GP")  # of the pages it needs these alone


def made() -> list[tuple]:
    return list(User.objects.order_by("pk").values_list("full_name", "birth_date", "region__code"))


def test_a_second_demo_changes_nothing(demo_here):
    demo.make()
    first = made()

    demo.make()

    assert made() == first


def test_the_same_people_come_each_time(demo_here):
    demo.make()
    names = [name for name, *_ in made()]

    assert names[:2] == ["Sari Wulandari", "Slamet"]
    assert len(names) == 200 + len(demo.LOGINS)


def test_everyone_on_the_sheet_can_log_in(demo_here, client):
    call_command("demo")

    for login in demo.LOGINS:
        assert login.login in demo.sheet()
        person = User.objects.get(full_name=login.name)
        assert person.check_password(demo.PASSWORD)
        assert person.roles == (frozenset([login.group]) if login.group else frozenset())


def test_it_refuses_where_real_people_are(demo_here):
    PersonFactory()

    with pytest.raises(CommandError, match="kosong"):
        call_command("demo")

    assert User.objects.count() == 1


def test_it_refuses_an_installation_that_is_no_demo(demo_here, settings):
    settings.DEMO = False

    with pytest.raises(demo.NotADemo):
        demo.make()


def test_it_has_a_running_class_and_a_guard_who_reads(demo_here):
    demo.make()

    sari = Enrolment.objects.get(person__full_name="Sari Wulandari")
    running = TrainingClass.objects.get()
    assert Provider.objects.count() == 2
    assert learning.progress(sari).read == 3
    assert Seat.objects.filter(training_class=running).count() == 10
    assert {person.full_name for person in running.instructors.all()} == {"Agus Prasetyo"}
