import pytest
from django.core.management import CommandError, call_command

from stc.accounts.models import User
from stc.home import demo
from tests.accounts.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty(settings, tmp_path):
    settings.DEMO, settings.DATA_DIR = True, tmp_path


def test_it_refuses_where_real_people_are():
    PersonFactory()

    with pytest.raises(CommandError, match="kosong"):
        call_command("demo")

    assert User.objects.count() == 1


def test_it_refuses_an_installation_that_is_no_demo(settings):
    settings.DEMO = False

    with pytest.raises(demo.NotADemo):
        demo.make()
