"""A guard learns on a phone and goes on elsewhere; an instructor runs a class at a desk."""

import pytest
from playwright.sync_api import expect

from courses.learning import services
from courses.learning.models import Enrolment, Seat
from stc.home.pages import load_pages
from stc.impartiality import services as impartiality
from tests.browser import PHONE, assert_axe_clean, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def looks_right(page) -> None:
    assert_axe_clean(page)
    assert page.evaluate(OVERFLOW) == 0


def test_a_guard_finds_a_curriculum_reads_and_resumes_on_another_phone(
    live_server, curriculum, guard, open_page, shot
):
    load_pages()
    page = signed_in(open_page(**PHONE), guard)
    page.goto(live_server.url)
    page.locator("summary", has_text=guard.full_name).click()
    page.get_by_role("link", name="Kurikulum").first.click()
    page.get_by_role("link", name=curriculum.title).click()
    looks_right(page)
    shot(page, "curriculum-before")

    page.get_by_role("button", name="Ikuti").click()
    expect(page.get_by_role("progressbar", name="Pelajaran dibaca")).to_have_attribute("value", "0")
    looks_right(page)
    shot(page, "curriculum-enrolled")
    page.get_by_role("link", name="Lanjutkan", exact=False).click()
    for _ in range(2):
        looks_right(page)
        page.get_by_role("button", name="Tandai sudah dibaca dan lanjut").click()
    shot(page, "lesson")
    third = page.get_by_role("heading", level=1).inner_text()

    other = signed_in(open_page(**PHONE), guard)
    other.goto(f"{live_server.url}/saya/")
    other.get_by_role("navigation", name="Tujuan").get_by_role("link", name="Belajar").click()
    expect(other.get_by_role("progressbar").first).to_have_attribute("value", "2")
    looks_right(other)
    shot(other, "mine")
    other.get_by_role("link", name="Lanjutkan").click()

    expect(other.get_by_role("heading", level=1)).to_have_text(third)
    assert services.progress(Enrolment.objects.get()).read == 2


def test_an_instructor_opens_a_class_and_puts_a_guard_in_it(live_server, told, guard, desk, shot):
    instructor = told["by"]
    page = signed_in(desk, instructor)
    page.goto(f"{live_server.url}/mengajar/")
    looks_right(page)
    page.get_by_role("link", name="Buka kelas").click()
    page.get_by_label("Kurikulum").select_option(index=0)
    page.get_by_label("Nama kelas").fill("Gada Pratama angkatan 12")
    page.get_by_label("Hari pertama").fill("2026-01-05")
    page.get_by_label("Hari terakhir").fill("2099-02-05")
    page.get_by_label("Nomor surat persetujuan").fill("SP/12")
    looks_right(page)
    shot(page, "open")
    page.locator("main").get_by_role("button", name="Buka kelas").click()

    page.get_by_label("Surel atau nomor ponsel peserta").fill("tak@ada.id")
    page.get_by_role("button", name="Masukkan ke kelas").click()
    expect(page.locator("main")).to_contain_text("Tidak ada orang yang aktif")
    looks_right(page)
    page.get_by_label("Surel atau nomor ponsel peserta").fill(guard.email)
    page.get_by_role("button", name="Masukkan ke kelas").click()
    expect(page.get_by_role("rowheader", name="Sari")).to_be_visible()
    page.get_by_role("button", name="Catat jam").click()
    expect(page.locator("body")).to_contain_text("Jam dicatat untuk 1 peserta.")
    looks_right(page)
    shot(page, "class")
    page.goto(f"{live_server.url}/mengajar/")
    shot(page, "classes")

    assert Seat.objects.get().person == guard
    assert impartiality.why_not(instructor, guard)
