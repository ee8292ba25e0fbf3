import json
import zipfile
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.utils import timezone

from stc.accounts.models import DataExport
from stc.accounts.services import personal_data
from stc.audit.models import AuditEntry
from stc.jobs import worker
from stc.jobs.models import Job
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory
from tests.accounts.full_person import full_person
from tests.accounts.niks import number

URL = "/saya/data/"


@pytest.fixture
def owner(reference):
    return full_person()


def work():
    while worker.run_next():
        pass


@pytest.fixture
def ready(owner):
    """A copy that is made."""
    export = personal_data.ask_for_export(person_id=owner.pk)
    work()
    return DataExport.objects.get(pk=export.pk)


def opened(export) -> dict[str, object]:
    with zipfile.ZipFile(export.file.open("rb")) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_copy_holds_all_that_accounts_holds(ready, owner):
    files = opened(ready)
    facts = json.loads(files["accounts.json"])

    assert facts["profile"]["full_name"] == "Siti Rahmawati"
    assert facts["profile"]["nik"] == number()
    assert facts["log_in"]["phone"] == "+628123456789"
    assert [each["verified"] for each in facts["log_in"]["emails"]] == [True]
    assert [each["type"] for each in facts["log_in"]["second_factors"]] == ["totp"]
    assert {each["purpose"] for each in facts["consents"]} == {
        "training",
        "certificate-name",
        "photo",
        "employer",
        "notices",
    }
    assert files["accounts/photo.jpg"] == owner.photo.open("rb").read()


def test_a_copy_has_a_part_of_each_app_and_says_what_it_is(ready):
    from stc.accounts.personal_data import holders

    names = set(opened(ready))

    assert {f"{holder.app}.json" for holder in holders()} <= names
    assert "baca-saya.txt" in names


def test_a_copy_holds_no_secret_by_which_one_logs_in(ready, owner):
    files = opened(ready)

    assert owner.password.encode() not in b"".join(files.values())
    assert b'"abc"' not in files["accounts.json"]


def test_of_what_others_did_the_copy_tells_what_and_why_but_not_who(owner, certification_officer):
    from stc.accounts.services.identity import see_nik

    see_nik(person_id=owner.pk, by=certification_officer, why="Cocokkan KTP")
    export = personal_data.ask_for_export(person_id=owner.pk)
    work()

    told = opened(DataExport.objects.get(pk=export.pk))["accounts.json"].decode()
    assert ("Cocokkan KTP" in told, "Ratna" in told) == (True, False)


def test_the_inbox_says_when_it_is_ready(ready, owner):
    assert [notice.kind for notice in Notice.objects.filter(person=owner)] == [
        "accounts.export_ready"
    ]


def test_that_the_copy_shows_the_number_is_in_the_trail(ready, owner):
    entry = AuditEntry.objects.get(act="accounts.see_nik")

    assert entry.actor == f"accounts.user:{owner.pk}"


def test_asking_twice_makes_one_copy(client, owner):
    client.force_login(owner)

    client.post(f"{URL}salinan/")
    client.post(f"{URL}salinan/")

    assert DataExport.objects.count() == 1
    assert Job.objects.filter(name="accounts.export_data").count() == 1


def test_a_job_that_runs_twice_makes_one_copy(ready, owner):
    before = ready.file.name

    personal_data.export_data(export_id=ready.pk)

    assert DataExport.objects.get(pk=ready.pk).file.name == before
    assert Notice.objects.filter(person=owner).count() == 1


def test_a_copy_that_cannot_be_kept_leaves_no_file(owner, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": settings.STORAGES["private"] | {"OPTIONS": {"location": str(tmp_path)}}
    }
    export = personal_data.ask_for_export(person_id=owner.pk)
    personal_data.TimeLimit.objects.all().delete()

    with pytest.raises(personal_data.TimeLimit.DoesNotExist):
        personal_data.export_data(export_id=export.pk)

    assert list(tmp_path.rglob("*.zip")) == []


def test_the_link_opens_the_copy_on_the_files_origin(client, ready, owner, settings):
    client.force_login(owner)

    response = client.get(f"{URL}salinan/{ready.pk}/")

    address = urlsplit(response.url)
    file = client.get(address.path, headers={"host": address.netloc})
    assert response.url.startswith(settings.FILES_URL)
    assert b"".join(file.streaming_content)[:2] == b"PK"


def test_the_link_itself_holds_five_minutes(client, ready, owner):
    client.force_login(owner)
    address = urlsplit(client.get(f"{URL}salinan/{ready.pk}/").url)

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get(address.path, headers={"host": address.netloc}).status_code == 404


@pytest.mark.parametrize("days", [7, 30])
def test_after_its_days_the_copy_is_gone(client, ready, owner, days):
    client.force_login(owner)

    with time_machine.travel(timezone.now() + timedelta(days=days, minutes=1)):
        client.force_login(owner)
        answer = client.get(f"{URL}salinan/{ready.pk}/")
        deleted = personal_data.delete_old_exports(), personal_data.delete_old_exports()

    assert (answer.status_code, deleted) == (404, (1, 0))
    assert not ready.file.storage.exists(ready.file.name)


def test_before_its_days_are_over_the_copy_stays(ready):
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert personal_data.delete_old_exports() == 0


@pytest.mark.parametrize("role", ["peer", "admin"])
def test_nobody_else_opens_the_copy(request, client, ready, admin, role):
    client.force_login(admin if role == "admin" else PersonFactory())

    assert client.get(f"{URL}salinan/{ready.pk}/").status_code == 404
    assert f"/salinan/{ready.pk}/" not in client.get(URL).text


def test_a_copy_that_is_not_made_yet_is_not_found(client, owner):
    export = personal_data.ask_for_export(person_id=owner.pk)
    client.force_login(owner)

    assert client.get(f"{URL}salinan/{export.pk}/").status_code == 404
    assert "sedang disiapkan" in client.get(URL).text


def test_the_page_asks_few_questions_of_the_database(
    client, ready, owner, django_assert_max_num_queries
):
    client.force_login(owner)

    with django_assert_max_num_queries(8):
        client.get(URL)
