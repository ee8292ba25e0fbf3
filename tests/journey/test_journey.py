"""The main job, walked by links as five people: a guard learns, applies, sits the exam, is decided
on and certified; the gate scans the paper, an officer revokes it, and the next scan says so.
"""

import subprocess
from datetime import datetime, timedelta

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from certification.credentials.models import Credential
from certification.exams.models import Attempt, ServedItem
from tests.browser import DESK, PHONE, assert_axe_clean, signed_in
from tests.exams.exam import right_place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def seen(shot):
    """``seen(page, "case")``: nothing sticks out, nothing bars a reader; a picture where wanted."""

    def look(page: Page, name: str) -> None:
        assert_axe_clean(page)
        assert page.evaluate(OVERFLOW) == 0
        shot(page, name)

    return look


def destination(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Tujuan").get_by_role("link", name=name).click()


def queue(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Antrean").get_by_role("link", name=name).click()


def learns_and_applies(page: Page, home: str, seen) -> None:
    """The guard finds the curriculum, reads, and asks for the certificate that it leads to."""
    page.goto(home)
    page.get_by_role("link", name="Belajar").first.click()
    page.get_by_role("link", name="Gada Pratama", exact=False).first.click()
    page.get_by_role("button", name="Ikuti").click()
    page.get_by_role("link", name="Lanjutkan", exact=False).first.click()
    page.get_by_role("button", name="Tandai sudah dibaca dan lanjut").click()
    seen(page, "01-lesson")
    page.goto(f"{home}/saya/")
    destination(page, "Belajar")
    expect(page.get_by_role("progressbar").first).to_have_attribute("value", "1")
    page.get_by_role("link", name="Gada Pratama", exact=False).first.click()
    page.get_by_role("button", name="Ajukan sertifikasi").click()
    expect(page.get_by_role("heading", name="Yang diperlukan")).to_be_visible()
    seen(page, "02-applied")


def completes(page: Page, seen) -> None:
    """Line by line, each mended where its own link leads, and back again."""
    missing = page.get_by_role("region", name="Yang diperlukan").get_by_role("link")
    page.get_by_role("link", name="Lengkapi: Tanggal lahir").click()
    page.get_by_label("Tanggal lahir").fill("1999-05-04")
    page.get_by_label("Kabupaten/kota").select_option(label="Kota Bandung")
    seen(page, "03-profile")
    page.get_by_role("button", name="Simpan profil").click()
    for purpose in ("Data untuk pelatihan dan sertifikasi", "Nama di dalam kode sertifikat"):
        missing.filter(has_text=purpose).click()
        text = page.get_by_role("region", name=purpose)
        text.get_by_role("button", name="Setuju").click()
    page.get_by_role("link", name="Konfirmasi nama").click()
    expect(page.locator(".name-large")).to_have_text("Sari Wulandari")
    seen(page, "04-name")
    page.get_by_role("button", name="Ya, persis seperti di KTP").dblclick()
    expect(missing.filter(has_text="JP")).not_to_have_count(0)
    seen(page, "04-hours-missing")


def teaches(page: Page, home: str, guard, seen) -> None:
    """The instructor opens a class, puts the guard in it and records what was taught."""
    today = timezone.localdate()
    page.goto(f"{home}/saya/")
    queue(page, "Mengajar")
    page.get_by_role("link", name="Buka kelas").click()
    page.get_by_label("Nama kelas").fill("Angkatan 12")
    page.get_by_label("Hari pertama").fill(today.isoformat())
    page.get_by_label("Hari terakhir").fill((today + timedelta(days=20)).isoformat())
    page.get_by_label("Nomor surat persetujuan").fill("SP/12")
    page.get_by_label("Agus Prasetyo").check()
    page.locator("main").get_by_role("button", name="Buka kelas").click()
    page.get_by_label("Surel atau nomor ponsel peserta").fill(guard.email)
    page.get_by_role("button", name="Masukkan ke kelas").click()
    modules = page.get_by_label("Modul yang sudah diajarkan")
    taught = modules.locator("option").evaluate_all("all => all.map(one => one.value)")
    for module in filter(None, taught):
        modules.select_option(module)
        page.get_by_role("button", name="Catat jam").click()
        expect(page.locator("body")).to_contain_text("Jam dicatat untuk 1 peserta.")
    seen(page, "05-class")


def opens_a_sitting(page: Page, home: str, seen) -> None:
    now = timezone.localtime()
    page.goto(f"{home}/saya/")
    queue(page, "Ujian")
    page.get_by_role("link", name="Buka sesi ujian").click()
    page.get_by_label("Nama sesi").fill("Gada Pratama, pagi")
    page.get_by_label("Tempat").fill("Ruang 2, LSP Bandung")
    page.get_by_label("Peserta boleh mulai").fill(_typed(now - timedelta(minutes=5)))
    page.get_by_label("Sesi ditutup").fill(_typed(now + timedelta(hours=2)))
    page.get_by_label("Jumlah kursi").fill("20")
    seen(page, "06-sitting-form")
    page.locator("main").get_by_role("button", name="Buka sesi ujian").click()
    expect(page.get_by_role("heading", name="Gada Pratama, pagi")).to_be_visible()
    seen(page, "07-sitting")


def _typed(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def sits(page: Page, home: str, seen) -> None:
    """Twenty answers, some of them while the network is gone; handed in with a double click."""
    page.goto(f"{home}/saya/")
    destination(page, "Sertifikasi")
    page.get_by_role("link", name="Pilih sesi ujian").click()
    seen(page, "08-sittings")
    page.get_by_role("button", name="Pilih sesi ini").click()
    seen(page, "09-registered")
    page.get_by_role("link", name="Mulai ujian").click()
    page.get_by_role("link", name="Baca aturan dan mulai").click()
    seen(page, "10-rules")
    page.get_by_role("button", name="Mulai ujian").click()
    state = page.locator("[data-state]")
    items = list(ServedItem.objects.filter(attempt=Attempt.objects.get()))
    seen(page, "11-exam")
    for item in items:
        if item.position == 8:
            page.context.set_offline(True)
        _answer(page, item)
        if item.position == 12:
            expect(state).to_have_text("Belum tersimpan, menunggu jaringan")
            seen(page, "12-offline")
            page.context.set_offline(False)
        if item.position < len(items):
            page.get_by_role("button", name="Berikutnya").click()
    expect(state).to_have_text("Tersimpan", timeout=30_000)
    page.get_by_role("link", name="Serahkan jawaban").last.click()
    seen(page, "13-hand-in")
    page.get_by_role("dialog").get_by_role("button", name="Serahkan jawaban").dblclick()
    expect(page.get_by_role("heading", name="Jawaban sudah diserahkan")).to_be_visible()
    expect(page.locator("main")).to_contain_text("20 dari 20 soal")
    seen(page, "14-handed-in")


def _answer(page: Page, item: ServedItem) -> None:
    form = page.locator(f"#soal-{item.position}")
    form.locator(".option").nth(right_place(item) - 1).click()


def releases(page: Page, seen) -> None:
    page.reload()
    expect(page.locator("main")).to_contain_text("20/20")
    page.get_by_role("button", name="Terbitkan hasil").click()
    expect(page.get_by_role("table")).to_contain_text("K · kompeten")
    seen(page, "15-released")


def decides(page: Page, home: str, guard, seen) -> None:
    page.goto(f"{home}/saya/")
    queue(page, "Perkara")
    seen(page, "16-queue")
    page.get_by_role("link", name=guard.full_name).click()
    expect(page.locator("main")).to_contain_text("20 dari 20 benar")
    page.get_by_label("Kompeten (K): sertifikat terbit").check()
    page.get_by_label("Alasan").fill("Jam pelatihan lengkap; 20 dari 20 soal benar.")
    seen(page, "17-evidence")
    page.get_by_role("button", name="Putuskan").dblclick()
    expect(page.get_by_role("heading", name="Keputusan")).to_be_visible()
    seen(page, "18-decided")


def fetches_the_paper(page: Page, home: str, seen) -> bytes:
    page.goto(f"{home}/saya/")
    destination(page, "Sertifikat")
    download = page.get_by_role("link", name="Unduh PDF")
    seen(page, "19-certified")
    paper = page.request.get(home + download.first.get_attribute("href")).body()
    page.get_by_role("link", name="Satpam Gada Pratama").click()
    seen(page, "19-certificate")
    page.get_by_role("link", name="Tunjukkan di ponsel").click()
    expect(page.locator("h1")).to_have_text("Sari Wulandari")
    seen(page, "19-on-the-phone")
    return paper


def read_by_another(pdf: bytes, zbarimg: str, folder) -> str:
    """What zbar, which shares nothing with us, finds on the page as a scanner sees it."""
    pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil().save(folder / "page.png")
    told = [zbarimg, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", folder / "page.png"]
    return subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip()


def revokes(page: Page, home: str, guard, seen) -> None:
    page.goto(f"{home}/saya/")
    queue(page, "Sertifikat")
    page.get_by_role("link", name=Credential.objects.get().number).click()
    page.get_by_role("link", name="Cabut").click()
    page.get_by_label("Alasan").select_option(index=1)
    page.get_by_label("Catatan", exact=False).fill("Berkas pelatihan palsu.")
    seen(page, "21-revoke")
    page.get_by_role("button", name="Cabut").click()
    expect(page.locator("main")).to_contain_text("Dicabut")
    seen(page, "22-revoked")


def test_a_guard_learns_is_examined_certified_scanned_and_revoked(
    live_server, open_page, *, guard, instructor, examiner, officer, worker, zbarimg, seen, tmp_path
):
    home = live_server.url
    guards, classroom = signed_in(open_page(**PHONE), guard), open_page(**DESK)
    exams, decisions = open_page(**DESK), signed_in(open_page(**DESK), officer)
    gate = open_page(**PHONE)
    worker()

    learns_and_applies(guards, home, seen)
    completes(guards, seen)
    teaches(signed_in(classroom, instructor), home, guard, seen)
    opens_a_sitting(signed_in(exams, examiner), home, seen)
    sits(guards, home, seen)
    releases(exams, seen)
    decides(decisions, home, guard, seen)
    credential = Credential.objects.get()
    expect_soon(lambda: Credential.objects.filter(documents__isnull=False).exists(), guards)
    address = read_by_another(fetches_the_paper(guards, home, seen), zbarimg, tmp_path)

    gate.goto(address)
    expect(gate.locator("main")).to_contain_text("Asli dan berlaku")
    expect(gate.locator("main")).to_contain_text("Sari Wulandari")
    seen(gate, "20-gate")
    revokes(decisions, home, guard, seen)
    for _ in range(12):  # a minute: the list is published by the worker and kept half as long
        gate.wait_for_timeout(5_000)
        gate.goto("about:blank")
        gate.goto(address)
        expect(gate.locator("main")).to_contain_text("Sari Wulandari")
        if "Dicabut" in gate.locator("main").inner_text():
            break

    expect(gate.locator("main")).to_contain_text("Dicabut")
    seen(gate, "23-gate-revoked")
    assert Credential.objects.get() == credential


def expect_soon(is_so, page: Page) -> None:
    """Wait for what a worker does, at most half a minute."""
    for _ in range(60):
        if is_so():
            return
        page.wait_for_timeout(500)
    raise AssertionError("the worker has not done it")
