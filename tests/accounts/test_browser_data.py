"""A person minds their own data in a real Chromium, on a phone and at a desk."""

import re
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from stc.accounts.models import ErasureRequest, User
from stc.accounts.services.erasure import ask_for_erasure
from stc.accounts.services.identity import look_for_same_nik, set_nik
from stc.jobs import worker
from tests.accounts.factories import PersonFactory
from tests.accounts.full_person import full_person
from tests.accounts.niks import BORN, city_of_numbers, number
from tests.browser import assert_axe_clean, signed_in
from tests.files.pictures import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def mine(screen, live_server, person):
    """Both screens, with the person signed in."""
    return signed_in(screen, person)


def looks_right(page) -> None:
    assert_axe_clean(page)
    assert page.evaluate(OVERFLOW) == 0


def width(page) -> int:
    return page.viewport_size["width"]


def test_a_wrong_number_is_explained_and_the_right_one_saved(screen, live_server, person, shot):
    city_of_numbers()
    page = signed_in(screen, person)
    page.goto(f"{live_server.url}/saya/profil/")
    looks_right(page)
    shot(page, f"profile-{width(page)}")

    page.get_by_label("Nama lengkap").fill("Slamet")
    page.get_by_label("Tanggal lahir").fill("1995-03-02")
    page.get_by_label("NIK", exact=False).first.fill("9971 0102 0395 0001")
    page.get_by_label("Kabupaten/kota").select_option(index=1)
    page.get_by_role("button", name="Simpan profil").click()

    expect(page.get_by_role("alert").first).to_contain_text("bukan kode provinsi")
    expect(page.get_by_label("NIK", exact=False).first).to_have_value("9971 0102 0395 0001")
    looks_right(page)
    shot(page, f"profile-wrong-{width(page)}")

    page.get_by_label("NIK", exact=False).first.fill("9871 0102 0395 0001")
    page.get_by_role("button", name="Simpan profil").click()

    expect(page.locator("body")).to_contain_text("Profil Anda disimpan.")
    expect(page.locator("body")).to_contain_text("•••• •••• •••• 0001")
    shot(page, f"profile-saved-{width(page)}")


def test_a_number_of_a_former_region_is_asked_about(phone, live_server, person):
    city_of_numbers()
    page = signed_in(phone, person)
    page.goto(f"{live_server.url}/saya/profil/")

    page.get_by_label("NIK", exact=False).first.fill("9811010203950001")
    page.get_by_role("button", name="Simpan profil").click()
    page.get_by_label("NIK saya memang diawali angka itu", exact=False).check()
    looks_right(page)
    page.get_by_role("button", name="Simpan profil").click()

    expect(page.locator("body")).to_contain_text("Profil Anda disimpan.")


def test_my_data_can_be_asked_for_and_saved(mine, live_server, settings, shot, tmp_path):
    settings.FILES_URL = live_server.url.replace("localhost", "127.0.0.1")
    page = mine
    page.goto(f"{live_server.url}/saya/data/")
    looks_right(page)

    page.get_by_role("button", name="Minta salinan data").click()
    expect(page.get_by_role("status").last).to_contain_text("sedang disiapkan")
    while worker.run_next():
        pass
    page.reload()
    looks_right(page)
    shot(page, f"data-{width(page)}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh salinan").click()

    download.value.save_as(tmp_path / "copy.zip")
    assert download.value.suggested_filename.startswith("data-saya-")
    with zipfile.ZipFile(tmp_path / "copy.zip") as copy:
        assert "accounts.json" in copy.namelist()


def test_consent_is_given_and_withdrawn_by_one_press_each(screen, live_server, person, shot):
    page = signed_in(screen, person)
    page.goto(f"{live_server.url}/saya/persetujuan/")

    page.get_by_role("button", name=re.compile("^Setuju.*Pemakaian foto$")).click()
    looks_right(page)
    shot(page, f"consent-{width(page)}")
    page.get_by_role("button", name=re.compile("^Tarik.*Pemakaian foto$")).click()

    expect(page.locator("#photo")).to_contain_text("Ditarik")


def test_a_photo_is_sent_seen_and_deleted(screen, live_server, settings, person, shot):
    files = live_server.url.replace("localhost", "127.0.0.1")
    policy = settings.CONTENT_SECURITY_POLICY
    pictures = [*policy["DIRECTIVES"]["img-src"], files]
    settings.CONTENT_SECURITY_POLICY = policy | {
        "DIRECTIVES": policy["DIRECTIVES"] | {"img-src": pictures}
    }
    settings.FILES_URL = files
    page = signed_in(screen, person)
    page.goto(f"{live_server.url}/saya/profil/foto/")
    looks_right(page)

    picture = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": jpeg(600, 800)}
    page.get_by_label("Foto").set_input_files(picture)
    page.get_by_role("button", name="Simpan foto").click()

    image = page.get_by_role("img", name="Foto Slamet")
    expect(image).to_be_visible()
    # Its file comes from another address, later than the page.
    expect(image).to_have_js_property("naturalWidth", 600)
    looks_right(page)
    shot(page, f"photo-{width(page)}")
    page.get_by_role("button", name="Hapus foto").click()
    expect(image).to_have_count(0)


def test_asking_to_be_forgotten_and_the_officers_decision(
    mine, live_server, open_page, admin, shot
):
    page = mine
    page.goto(f"{live_server.url}/saya/data/hapus/")
    looks_right(page)
    shot(page, f"erasure-ask-{width(page)}")
    page.get_by_label("Saya mengerti", exact=False).check()
    page.get_by_role("button", name="Minta penghapusan data").click()
    expect(page.locator("body")).to_contain_text("menunggu keputusan petugas")
    overdue = ask_for_erasure(person_id=PersonFactory(full_name="Tono").pk)
    ErasureRequest.objects.filter(pk=overdue.pk).update(due_at=timezone.now() - timedelta(hours=1))

    office = signed_in(open_page(viewport=page.viewport_size), admin)
    office.goto(f"{live_server.url}/operasi/penghapusan/")
    looks_right(office)
    shot(office, f"erasures-{width(page)}")
    office.get_by_role("link", name="Slamet").click()
    looks_right(office)
    shot(office, f"erasure-decide-{width(page)}")
    office.get_by_label("Alasan keputusan").fill("Ujian masih berjalan")
    office.get_by_label("Tolak", exact=False).check()
    office.get_by_role("button", name="Simpan keputusan").click()
    expect(office.locator("body")).to_contain_text("Keputusan dicatat")

    page.reload()
    expect(page.locator("body")).to_contain_text("Ujian masih berjalan")


def test_an_officer_sees_a_number_and_pairs(screen, live_server, reference, admin, shot):
    first = full_person()
    second = PersonFactory(birth_date=BORN)
    identity = set_nik(person=second, by=second, number=number(), birth_date=BORN)
    look_for_same_nik(identity_id=identity.pk)
    page = signed_in(screen, admin)

    page.goto(f"{live_server.url}/operasi/nik-sama/")
    looks_right(page)
    shot(page, f"same-nik-{width(page)}")
    page.goto(f"{live_server.url}/operasi/orang/{first.pk}/nik/")
    page.get_by_label("Alasan melihat NIK").fill("Cocokkan dengan KTP")
    page.get_by_role("button", name="Tampilkan NIK").click()

    expect(page.locator("main")).to_contain_text("9871 0102 0395 0001")
    looks_right(page)
    shot(page, f"see-nik-{width(page)}")


def test_the_profile_works_without_javascript(new_context, live_server, person):
    city_of_numbers()
    page = signed_in(new_context(java_script_enabled=False).new_page(), person)
    page.goto(f"{live_server.url}/saya/profil/")

    page.get_by_label("Kabupaten/kota").select_option(index=1)
    page.get_by_role("button", name="Simpan profil").click()

    assert User.objects.get(pk=person.pk).region.code == "98.71"
