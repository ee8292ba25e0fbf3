"""What the holder has: each certificate's page with its history, and the page for the phone."""

import re
from datetime import date

import pytest
from django.urls import reverse

from certification.credentials import history, services
from certification.credentials.formats import carrier, qr
from certification.credentials.models import Credential
from stc.accounts.groups import CERTIFICATION_OFFICERS
from stc.look import device
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer
from tests.credentials import trial

pytestmark = pytest.mark.django_db
PAGES = ("own", "show", "show_worker")


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


def address(name: str, credential) -> str:
    return reverse(f"credentials:{name}", args=[credential.number])


def html(client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_list_leads_to_the_page_and_the_page_to_the_phone(client, credential):
    client.force_login(credential.holder)

    assert address("own", credential) in html(client, reverse("credentials:mine"))
    page = html(client, address("own", credential))

    assert address("show", credential) in page
    for said in ("Siti Rahmawati", "Satpam Gada Pratama", "31 Desember 2099", credential.number):
        assert said in page
    assert credential.shown_serial in page
    assert ".pdf" not in page  # its paper is not there yet


@pytest.mark.parametrize("make", [PersonFactory, lambda: an_officer(CERTIFICATION_OFFICERS)])
def test_nobody_else_opens_them_not_even_an_officer(client, credential, make):
    client.force_login(make())

    assert [client.get(address(name, credential)).status_code for name in PAGES] == [404] * 3


def test_a_stranger_is_sent_to_the_log_in(client, credential):
    answers = [client.get(address(name, credential)) for name in PAGES]

    assert {answer["Location"].split("?")[0] for answer in answers} == {"/akun/masuk/"}


def test_each_move_is_told_with_its_cause_and_no_officer_s_name(
    client, credential, officer, reason
):
    asked = {"credential_id": credential.pk, "by": officer}
    services.suspend(**asked, note="Aduan sedang diperiksa.")
    services.lift(**asked, note="Aduan tidak terbukti.")
    services.revoke_credential(**asked, note="Dipinjamkan.", reason=reason)

    moves = history.of(Credential.objects.get())

    assert [(m.standing, str(m.word), m.cause, m.note) for m in moves] == [
        ("revoked", "", reason.label_id, "Dipinjamkan."),
        ("valid", "Berlaku lagi", "", "Aduan tidak terbukti."),
        ("suspended", "", "", "Aduan sedang diperiksa."),
        ("valid", "Terbit", "Diputuskan 25 November 2026.", ""),
    ]
    client.force_login(credential.holder)
    page = html(client, address("own", credential))
    assert "Dipinjamkan." in page
    assert officer.full_name not in page


def test_what_replaced_it_is_a_link_away(client, credential, officer):
    new = trial.issued(credential.holder, by=officer, source="trial:2")
    services.replace_credential(
        credential_id=credential.pk, new_id=new.pk, by=officer, note="Diperpanjang."
    )
    client.force_login(credential.holder)

    page = html(client, address("own", credential))

    assert f"Diganti oleh {new.number}." in page
    assert address("own", new) in page


def test_that_its_time_ran_out_is_part_of_its_history(holder, officer):
    old = trial.issued(holder, by=officer, valid_until=date(2026, 1, 31))

    assert ("expired", "Masa berlakunya habis.") in [
        (move.standing, move.cause) for move in history.of(old)
    ]


def test_the_phone_s_page_holds_the_signed_code_and_no_token(
    client, credential, signing_key, settings
):
    code = trial.signed(credential)
    client.force_login(credential.holder)

    answer = client.get(address("show", credential))

    page = answer.content.decode()
    modules = qr.matrix(carrier.pack(code, base_url=settings.BASE_URL))
    assert qr.path(modules) in page
    assert f'viewBox="0 0 {len(modules)} {len(modules)}"' in page
    assert "no-store" in answer["Cache-Control"]
    assert 'data-bs-theme="light"' in page
    # It is kept on the phone: nothing of the session, nothing more of the person.
    assert "csrf" not in page
    for secret in (credential.holder.email, credential.shown_serial):
        assert secret not in page


def test_without_a_signature_the_phone_s_page_says_so(client, credential):
    client.force_login(credential.holder)

    page = html(client, address("show", credential))

    assert "sedang ditandatangani" in page
    assert "js/show.js" not in page


def test_the_code_s_edge_is_four_modules_of_white():
    modules = qr.matrix("https://stc.example/v#" + "7" * 300)

    edge = [*modules[:4], *modules[-4:], *(row[:4] + row[-4:] for row in modules)]
    assert not any(any(row) for row in edge)
    assert modules[4][4:11] == [True] * 7


def test_the_path_draws_exactly_the_dark_modules():
    modules = qr.matrix("12345")
    drawn = [[False] * len(row) for row in modules]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", qr.path(modules)):
        for at in range(int(length)):
            drawn[int(y)][int(x) + at] = True

    assert drawn == modules


def test_the_worker_keeps_that_page_for_that_person_alone(client, credential):
    client.force_login(credential.holder)

    answer = client.get(address("show_worker", credential))

    script = answer.content.decode().replace("\\u002D", "-")
    page = address("show", credential)
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert f'PAGE = "{page}"' in script
    assert f'CACHE = "{device.cache_prefix(credential.holder)}{page}"' in script
    assert device.person_key(PersonFactory()) not in script


def test_every_page_says_whose_it_is_and_a_stranger_s_says_nobody(client, credential):
    assert 'data-person=""' in html(client, reverse("account_login"))

    client.force_login(credential.holder)
    key = device.person_key(credential.holder)

    assert f'data-person="{key}"' in html(client, reverse("home:mine"))
    assert str(credential.holder.pk) != key


@pytest.mark.parametrize("name", PAGES)
def test_they_cost_few_queries(
    client, credential, officer, *, signing_key, django_assert_max_num_queries, name
):
    trial.signed(credential)
    asked = {"credential_id": credential.pk, "by": officer}
    for _ in range(3):
        services.suspend(**asked, note="x")
        services.lift(**asked, note="y")
    client.force_login(credential.holder)
    client.get(address(name, credential))

    with django_assert_max_num_queries(8):
        client.get(address(name, credential))
