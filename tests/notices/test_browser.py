"""A guard reads a notice on a phone; an officer gives a role and hands it over at a desk."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from stc.accounts.groups import EXAM_OFFICERS, PLATFORM_ADMINS
from stc.accounts.models import User
from stc.notices import services
from stc.notices.models import Choice
from tests.accounts.factories import PersonFactory, officer
from tests.browser import assert_axe_clean, signed_in
from tests.notices.factories import reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tell(person) -> None:
    ends = {"role": "Petugas ujian", "ends_on": date(2026, 12, 9)}
    services.send(kind="accounts.role_ending", to=person, key="a", context=ends)
    name = {"name": person.full_name}
    services.send(kind="accounts.welcome", to=person, key="b", context=name)


def test_a_notice_is_read_on_a_phone(phone, live_server, shot):
    person = reader(full_name="Slamet")
    tell(person)
    signed_in(phone, person).goto(live_server.url + "/saya/kotak-masuk/")
    expect(phone.get_by_role("navigation", name="Tujuan")).to_contain_text("2")
    assert_axe_clean(phone)
    shot(phone, "inbox")

    phone.get_by_role("link", name=re.compile("Selamat datang di STC")).click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Selamat datang di STC")
    assert_axe_clean(phone)
    shot(phone, "notice")
    phone.get_by_role("link", name="Kembali").click()
    expect(phone.get_by_role("navigation", name="Tujuan")).to_contain_text("1")


def test_all_are_marked_read_and_the_inbox_can_be_empty(screen, live_server, shot):
    person = reader()
    tell(person)
    signed_in(screen, person).goto(live_server.url + "/saya/kotak-masuk/?belum=1")

    screen.get_by_role("button", name="Tandai semua dibaca").click()

    expect(screen.locator(".is-unread")).to_have_count(0)
    screen.get_by_role("link", name="Belum dibaca").click()
    expect(screen.get_by_role("heading", name="Semua sudah dibaca")).to_be_visible()
    assert_axe_clean(screen)
    shot(screen, f"empty-{screen.viewport_size['width']}")


def test_a_guard_chooses_what_comes_by_mail(phone, live_server, shot):
    person = PersonFactory()
    signed_in(phone, person).goto(live_server.url + "/saya/pemberitahuan/pilihan/")
    assert_axe_clean(phone)
    shot(phone, "choices")

    phone.get_by_label("Surel: Peran").uncheck()
    phone.get_by_role("button", name="Simpan pilihan").click()

    expect(phone.get_by_text("Pilihan Anda disimpan.")).to_be_visible()
    expect(phone.get_by_label("Surel: Peran")).not_to_be_checked()
    assert Choice.objects.get(person=person, group="roles").wanted is False


def test_a_role_is_given_and_handed_over_at_a_desk(desk, live_server, shot):
    admin = officer(PLATFORM_ADMINS, full_name="Bambang Hartono")
    ani = PersonFactory(email="ani@contoh.id", full_name="Ani Lestari")
    budi = PersonFactory(email="budi@contoh.id", full_name="Budi Santoso")
    signed_in(desk, admin).goto(live_server.url + "/operasi/peran/")
    assert_axe_clean(desk)

    desk.get_by_role("link", name="Beri peran").click()
    desk.get_by_label("Surel atau nomor ponsel").fill("ani@contoh.id")
    assert_axe_clean(desk)
    desk.get_by_role("button", name="Cari orang").click()
    expect(desk.get_by_role("main")).to_contain_text("Ani Lestari")
    desk.get_by_label("Peran").select_option(label="Petugas ujian")
    assert_axe_clean(desk)
    shot(desk, "appoint")
    desk.get_by_role("button", name="Beri peran ini").click()
    expect(desk.get_by_role("row", name=re.compile("Ani Lestari"))).to_contain_text("Petugas ujian")
    shot(desk, "roles")

    ani_row = desk.get_by_role("row", name=re.compile("Ani Lestari"))
    ani_row.get_by_role("link", name="Serah terima").click()
    desk.get_by_label("Surel atau nomor ponsel pengganti").fill("budi@contoh.id")
    tomorrow = timezone.localdate() + timedelta(days=1)
    desk.get_by_label("Mulai").fill(tomorrow.isoformat())
    assert_axe_clean(desk)
    shot(desk, "hand-over")
    desk.get_by_role("button", name="Catat serah terima").click()

    expect(desk.get_by_role("row", name=re.compile("Budi Santoso"))).to_contain_text("akan datang")
    assert User.objects.get(pk=ani.pk).roles == {EXAM_OFFICERS}
    assert budi.appointments.get().starts_on == tomorrow


def test_the_pages_of_roles_fit_a_phone(phone, live_server, shot):
    signed_in(phone, officer(PLATFORM_ADMINS)).goto(live_server.url + "/operasi/peran/")

    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert_axe_clean(phone)
    shot(phone, "roles-phone")
