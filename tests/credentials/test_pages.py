from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from certification.credentials import pins, services, tasks
from certification.credentials.formats import serials
from tests.accounts.factories import PersonFactory
from tests.credentials import trial

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


def typed(client, text: str):
    return client.post(reverse("credentials:check_serial"), {"serial": text})


def test_a_typed_serial_tells_whose_what_and_until_when(client, credential):
    page = typed(client, credential.shown_serial.lower()).content.decode()

    for said in ("Asli dan berlaku", "Siti Rahmawati", "Satpam Gada Pratama", "31 Desember 2099"):
        assert said in page
    assert credential.number not in page
    assert credential.holder.email not in page


def test_it_tells_what_was_revoked(client, credential, officer, reason):
    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="x")

    page = typed(client, credential.shown_serial).content.decode()

    assert "Dicabut" in page
    assert reason.label_id not in page


def test_an_unknown_serial_is_not_found_and_a_mistyped_one_can_be_mended(client, credential):
    assert "Tidak ditemukan" in typed(client, serials.shown(serials.new())).content.decode()

    mistyped = typed(client, "0123-XYZ")

    assert mistyped.status_code == 422
    assert "0123-XYZ" in mistyped.content.decode()


def test_the_printed_number_answers_no_public_query(client, credential):
    assert typed(client, credential.number).status_code == 422


def test_serials_are_not_tried_out_without_end(client, db):
    answers = [typed(client, serials.shown(serials.new())) for _ in range(31)]

    assert [a.status_code for a in answers] == [200] * 30 + [429]
    assert "Terlalu banyak percobaan" in answers[30].content.decode()


def test_what_a_hand_mistakes_is_understood(client, credential):
    shown = credential.shown_serial
    mistaken = shown[:-1].replace("0", "o").replace("1", "l").lower() + shown[-1]

    for text in (mistaken, shown.replace("-", ""), f"  {shown.replace('-', ' – ')} "):
        assert "Siti Rahmawati" in typed(client, text).content.decode()


def test_no_log_holds_a_serial(client, credential, caplog):
    caplog.set_level(0)
    other = serials.new()
    for text in (credential.shown_serial, serials.shown(other), "0123-XYZ", "x" * 99):
        typed(client, text)

    told = " ".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "v/serial" in told
    for secret in (credential.serial, other, credential.shown_serial, "Rahmawati", "0123-XYZ"):
        assert secret not in told


def test_checkers_fetch_plain_files_that_name_no_session(client, credential, signing_key):
    trial.signed(credential)
    number = credential.status_list_id
    for address in (
        reverse("credentials:trust_file"),
        reverse("credentials:status_list", args=[number]),
    ):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})

        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert "Set-Cookie" not in first
        assert first["Cache-Control"] == "public, max-age=30"
    lists = client.get(reverse("credentials:status_lists")).json()["lists"]
    assert lists == [{"id": number, "published_version": 1}]


def test_the_checkers_page_asks_no_table_and_sees_another_root_soon(
    client, signing_key, django_assert_num_queries
):
    def root() -> str:
        return client.get("/v").content.decode().split('data-root="')[1].split('"')[0]

    assert root() == signing_key.root.public
    with django_assert_num_queries(0):
        assert root() == signing_key.root.public
    services.compromise_key(kid=signing_key.root.kid, at=timezone.now(), by=None)

    with time_machine.travel(timezone.now() + timedelta(seconds=pins.SECONDS)):
        assert root() == ""


def test_what_is_not_published_is_not_there(client, credential):
    assert client.get(reverse("credentials:trust_file")).status_code == 404
    address = reverse("credentials:status_list", args=[credential.status_list_id])
    assert client.get(address).status_code == 404


def test_holders_find_their_own_and_its_paper(client, credential, signing_key):
    trial.signed(credential)
    tasks.render_pdf(credential_id=credential.pk, form="certificate")
    paper = reverse("credentials:document", args=[credential.number, "certificate"])
    client.force_login(credential.holder)

    assert paper in client.get(reverse("credentials:mine")).content.decode()
    assert "/pribadi/" in client.get(paper)["Location"]

    client.force_login(PersonFactory())
    assert credential.number not in client.get(reverse("credentials:mine")).content.decode()
    assert client.get(paper).status_code == 404
