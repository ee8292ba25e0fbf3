"""The exam in a real Chromium on a phone whose network comes and goes."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from certification.exams.models import Response
from certification.exams.services import standing_answers
from tests.browser import PHONE, assert_axe_clean, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OFFLINE = "Belum tersimpan, menunggu jaringan"


@pytest.fixture
def address(live_server, attempt) -> str:
    return live_server.url + reverse("exams:attempt", args=[attempt.pk])


@pytest.fixture
def exam(open_page, address, candidate) -> Page:
    page = signed_in(open_page(**PHONE), candidate)
    page.goto(address)
    return page


def choose(page: Page, position: int, place: int) -> None:
    page.locator(f"#soal-{position} .option").nth(place - 1).click()


def expect_state(page: Page, words: str) -> None:
    expect(page.locator("[data-state]")).to_have_text(words, timeout=20_000)


def test_what_was_answered_offline_outlives_the_page_and_is_sent_by_the_next(
    exam, address, attempt
):
    choose(exam, 1, 2)
    expect_state(exam, "Tersimpan")
    exam.context.set_offline(True)
    choose(exam, 1, 3)
    exam.get_by_role("button", name="Berikutnya").click()
    choose(exam, 2, 4)
    expect_state(exam, OFFLINE)
    exam.close(run_before_unload=False)
    assert standing_answers(attempt.pk) == {1: 2}

    exam.context.set_offline(False)
    again = exam.context.new_page()
    again.goto(address)

    expect_state(again, "Tersimpan")
    expect(again.locator("#soal-1 input:checked")).to_have_value("3")
    assert standing_answers(attempt.pk) == {1: 3, 2: 4}


def test_the_older_of_two_tabs_is_told_and_locked_and_nothing_is_lost(exam, address, attempt):
    newer = exam.context.new_page()
    newer.goto(address)
    choose(newer, 1, 1)
    expect_state(newer, "Tersimpan")

    choose(exam, 1, 2)

    expect(exam.get_by_role("alert")).to_contain_text("sudah dibuka di tempat lain")
    assert exam.locator("#soal-1 input[type=radio]:enabled").count() == 0
    assert_axe_clean(exam)
    assert Response.objects.count() == 2
    assert standing_answers(attempt.pk) == {1: 1}
    exam.get_by_role("link", name="Lanjutkan di sini").click()
    expect(exam.locator("#soal-1 input:checked")).to_have_value("1")


def test_a_phone_without_scripts_answers_by_forms(new_context, address, attempt, candidate):
    page = signed_in(new_context(**PHONE, java_script_enabled=False).new_page(), candidate)
    page.goto(address)

    for position, place in ((1, 2), (20, 3), (1, 4)):
        choose(page, position, place)
        page.locator(f"#soal-{position}").get_by_role("button", name="Simpan jawaban").click()
    page.get_by_role("link", name="Serahkan jawaban").last.click()
    expect(page.locator("main")).to_contain_text("18 soal belum dijawab")
    page.get_by_role("button", name="Serahkan jawaban").click()

    expect(page.locator("main")).to_contain_text("2 dari 20 soal")
    assert standing_answers(attempt.pk) == {1: 4, 20: 3}


def test_the_clock_ends_the_exam_on_the_page_too(open_page, address, candidate, attempt):
    page = signed_in(open_page(**PHONE), candidate)
    page.clock.install()
    page.goto(address)
    choose(page, 1, 2)
    expect_state(page, "Tersimpan")
    page.context.set_offline(True)
    page.get_by_role("button", name="Berikutnya").click()
    choose(page, 2, 3)
    expect_state(page, OFFLINE)

    page.clock.fast_forward("30:00")

    expect(page.locator('[data-note="time_over"]')).to_be_visible()
    assert page.locator("#soal-1 input[type=radio]:enabled").count() == 0
    page.context.set_offline(False)
    page.clock.fast_forward("00:30")
    expect(page.locator("[data-state]")).not_to_have_text(OFFLINE)
    assert standing_answers(attempt.pk) == {1: 2, 2: 3}
