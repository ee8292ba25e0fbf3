import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

HOUSE = "django.core.mail.backends."


@pytest.mark.parametrize("backend", ["console", "dummy", "filebased"])
def test_production_refuses_to_print_its_mail(settings, backend):
    settings.EMAIL_BACKEND = f"{HOUSE}{backend}.EmailBackend"

    with pytest.raises(SystemCheckError, match=r"notices\.E001"):
        call_command("check", "--deploy", "--tag", "security")


def test_a_mail_server_is_taken(settings):
    settings.EMAIL_BACKEND = f"{HOUSE}smtp.EmailBackend"

    call_command("check", "--deploy", "--tag", "security")
