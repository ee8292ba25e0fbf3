"""The card and the badge: made when asked for, once; many cards in one file for officers."""

import io

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse

from certification.credentials import paper, services
from certification.credentials.errors import CardsInMaking, NoCardOfIt
from certification.credentials.models import Credential, Document
from stc.accounts.groups import EXAM_OFFICERS
from stc.audit.models import AuditEntry
from stc.jobs.models import Job
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer
from tests.credentials import certificate, trial

pytestmark = pytest.mark.django_db
PRINT = "/petugas/sertifikat/cetak-kartu/"
MM = 72 / 25.4


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


@pytest.fixture
def signed(credential, signing_key):
    trial.signed(credential)
    return Credential.objects.get(pk=credential.pk)


def papers(credential) -> str:
    return reverse("credentials:papers", args=[credential.number])


@pytest.mark.parametrize("form", paper.FORMS)
@pytest.mark.parametrize("name", certificate.NAMES.values(), ids=certificate.NAMES)
def test_every_form_holds_every_name_and_its_code(form, name):
    pdf = certificate.page(name, form)

    sides = range(len(pypdfium2.PdfDocument(pdf)))
    read = [
        code.text
        for side in sides
        for code in zxingcpp.read_barcodes(certificate.picture(pdf, 300, side))
    ]
    assert read == [certificate.WORDS.address]
    assert len(pdf) <= 80 * 1024


@pytest.mark.parametrize(
    ("form", "size"), [("certificate", (210, 297)), ("card", (85.6, 53.98)), ("badge", (105, 148))]
)
def test_each_form_has_its_size_and_no_word_leaves_it(form, size):
    pdf = pypdfium2.PdfDocument(certificate.page(certificate.NAMES["two lines"], form))

    for page in pdf:
        assert page.get_size() == pytest.approx([length * MM for length in size], abs=0.01)
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, foot, right, top = text.get_charbox(at)
            assert 0 <= left <= right <= page.get_size()[0]
            assert 0 <= foot <= top <= page.get_size()[1]


@pytest.mark.parametrize("form", ["card", "badge"])
def test_nobody_can_take_it_for_the_police_s_card(form):
    pdf = certificate.page("Siti Rahmawati", form)

    told = "".join(certificate.words(pdf, side) for side in range(len(pypdfium2.PdfDocument(pdf))))
    told = "".join(told.split())  # PDFium swallows a narrow space
    for note in (paper.HOUSE.note_id, paper.HOUSE.note_en):
        assert note.replace(" ", "") in told
    assert "Polri" in paper.HOUSE.note_id


def test_a_holder_has_a_card_made_once_and_downloads_it(client, signed):
    client.force_login(signed.holder)
    own = reverse("credentials:own", args=[signed.number])
    card = reverse("credentials:document", args=[signed.number, "card"])

    assert client.get(card).status_code == 404
    for _click in "12":
        assert client.post(papers(signed), {"form": "card"})["Location"] == own
    assert "Sedang dibuat" in client.get(own).content.decode()
    trial.make_papers()

    assert card in client.get(own).content.decode()
    assert "/pribadi/" in client.get(card)["Location"]
    assert Job.objects.filter(name="credentials.render_pdf", args__form="card").count() == 1
    client.post(papers(signed), {"form": "card"})
    assert not Job.objects.filter(state="waiting", args__form="card").exists()


def test_while_one_is_made_the_page_looks_again_by_itself(client, signed):
    client.force_login(signed.holder)
    client.post(papers(signed), {"form": "badge"})

    def part() -> str:
        return client.get(papers(signed), headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 3s"' in part()
    trial.make_papers()
    assert "every 3s" not in part()


def test_of_what_is_not_signed_nothing_can_be_asked(client, credential):
    client.force_login(credential.holder)

    client.post(papers(credential), {"form": "card"})

    assert not Job.objects.filter(name="credentials.render_pdf").exists()
    page = client.get(reverse("credentials:own", args=[credential.number])).content.decode()
    assert "Sedang ditandatangani" in page
    assert "Buatkan" not in page


def test_there_is_no_other_form(client, signed):
    client.force_login(signed.holder)

    assert client.post(papers(signed), {"form": "poster"}).status_code == 404


def test_a_peer_asks_in_vain_and_a_stranger_is_sent_to_the_log_in(client, signed):
    assert client.post(papers(signed), {"form": "card"})["Location"].startswith("/akun/masuk/")
    client.force_login(PersonFactory())

    assert client.post(papers(signed), {"form": "card"}).status_code == 404
    assert not Job.objects.filter(args__form="card").exists()


def test_an_officer_asks_for_anybody_s_and_comes_back_to_the_officers_page(client, signed, officer):
    client.force_login(officer)

    answer = client.post(papers(signed), {"form": "card"})

    assert answer["Location"] == reverse("credentials:detail", args=[signed.number])


def test_of_what_was_revoked_nothing_is_made_any_more(client, signed, officer, reason):
    services.revoke_credential(credential_id=signed.pk, by=officer, reason=reason, note="x")
    client.force_login(signed.holder)

    client.post(papers(signed), {"form": "card"})

    assert not Job.objects.filter(args__form="card").exists()
    page = client.get(reverse("credentials:own", args=[signed.number])).content.decode()
    assert "Tidak dibuat lagi" in page
    assert "Buatkan" not in page


# Runs of cards.


@pytest.fixture
def three(holder, officer, signing_key):
    made = [trial.issued(holder, by=officer, source=f"trial:{n}") for n in range(3)]
    for credential in made:
        trial.signed(credential)
    return made


def asked(credentials, **more) -> dict:
    numbers = "\n".join(credential.number for credential in credentials)
    return {"numbers": numbers, "layout": "one_after_another"} | more


def test_cards_that_are_not_there_are_made_and_then_printed(client, officer, three):
    client.force_login(officer)

    page = client.post(PRINT, asked(three)).content.decode()
    assert "0 dari 3 kartu sudah siap" in page
    assert three[0].number in page  # what was typed is not lost
    trial.make_papers()
    part = client.post(PRINT, asked(three), headers={"HX-Request": "true"}).content.decode()
    assert "Semua 3 kartu siap" in part
    run = client.post(PRINT, asked(three))

    assert run["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(run.content)
    assert [p.get_size() for p in pages] == [pytest.approx((85.6 * MM, 53.98 * MM), abs=0.01)] * 6
    backs = [pages[n].render(scale=4).to_pil() for n in (1, 3, 5)]
    assert [len(zxingcpp.read_barcodes(back)) for back in backs] == [1, 1, 1]
    printed = AuditEntry.objects.filter(act="credentials.print", actor_label=str(officer))
    assert printed.count() == 3


def test_sheets_hold_ten_with_each_back_behind_its_front(officer, three, tmp_path):
    services.have_made(credential_ids=[c.pk for c in three], form="card")
    trial.make_papers()
    cards = services.print_cards(credential_ids=[c.pk for c in three], by=officer)
    contents = [card.file.open().read() for card in cards] * 4

    sheets = pypdfium2.PdfDocument(paper.put_together(contents, "on_sheets"))

    assert len(sheets) == 4  # twelve cards: two sheets, each of two sides
    told = [sheet.get_textpage().get_text_range() for sheet in sheets]
    assert [page.count("Siti Rahmawati") for page in told] == [10, 0, 2, 0]
    assert [page.count("Bukan Kartu Tanda Anggota") for page in told] == [0, 10, 0, 2]
    backs = [sheets[n].render(scale=4).to_pil() for n in (1, 3)]
    codes = [zxingcpp.read_barcodes(back, formats=zxingcpp.BarcodeFormat.QRCode) for back in backs]
    assert [len(found) for found in codes] == [10, 2]


def test_a_back_lies_behind_its_front_once_the_sheet_is_turned(officer, three):
    services.have_made(credential_ids=[three[0].pk], form="card")
    trial.make_papers()
    (card,) = services.print_cards(credential_ids=[three[0].pk], by=officer)

    front, back = pypdfium2.PdfDocument(paper.put_together([card.file.open().read()], "on_sheets"))

    def edges(page) -> tuple[float, float]:
        """Where its marks for cutting stand, from the left."""
        dark = page.render(scale=2).to_pil().convert("L").point(lambda light: 255 * (light < 250))
        left, _top, right, _foot = dark.getbbox()
        return left / 2, right / 2

    (left, right), (left_behind, right_behind) = edges(front), edges(back)
    wide = front.get_size()[0]
    assert (wide - right_behind, wide - left_behind) == pytest.approx((left, right), abs=1)
    assert right < wide / 2 < left_behind


def test_a_run_carries_no_signature_that_would_not_hold(officer, three, document_key):
    services.have_made(credential_ids=[three[0].pk], form="card")
    trial.make_papers()
    (card,) = services.print_cards(credential_ids=[three[0].pk], by=officer)
    content = card.file.open().read()
    assert b"/DocMDP" in content

    run = paper.put_together([content], "one_after_another")

    with pikepdf.open(io.BytesIO(run)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not any("/Annots" in page for page in pdf.pages)


def test_each_line_that_cannot_be_printed_is_named(client, officer, three, reason):
    services.revoke_credential(credential_id=three[1].pk, by=officer, reason=reason, note="x")
    unsigned = trial.issued(three[0].holder, by=officer, source="trial:9")
    client.force_login(officer)
    numbers = f"{three[0].number}\n\n{three[1].number}\nSTC-XX-1\n{unsigned.number}"

    answer = client.post(PRINT, {"numbers": numbers, "layout": "on_sheets"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Baris 3: {three[1].number} tidak berlaku" in page
    assert "Baris 4: tidak ada sertifikat bernomor STC-XX-1" in page
    assert f"Baris 5: {unsigned.number} masih ditandatangani" in page
    assert "Baris 1:" not in page
    assert "STC-XX-1" in page
    assert not Document.objects.filter(form="card").exists()


def test_no_more_than_two_hundred_at_once(client, officer, three):
    client.force_login(officer)

    answer = client.post(PRINT, asked(three * 67))

    assert answer.status_code == 422
    assert "Ada 201 nomor. Cetak paling banyak 200 sekaligus." in answer.content.decode()


def test_the_list_leads_there_with_its_numbers(client, officer, three):
    client.force_login(officer)

    page = client.get(reverse("credentials:list")).content.decode()
    form = client.get(f"{PRINT}?nomor={three[0].number}&nomor={three[1].number}").content.decode()

    assert f"{PRINT}?nomor={three[2].number}&amp;nomor={three[1].number}" in page
    assert f"{three[0].number}\n{three[1].number}" in form


@pytest.mark.parametrize("make", [PersonFactory, lambda: an_officer(EXAM_OFFICERS)])
def test_only_certification_officers_print(client, make, three):
    client.force_login(make())

    assert client.get(PRINT).status_code == 403
    assert client.post(PRINT, asked(three)).status_code == 403


def test_a_stranger_is_sent_to_the_log_in_first(client):
    assert client.get(PRINT)["Location"].startswith("/akun/masuk/")


def test_nothing_is_printed_while_one_is_missing(officer, three):
    services.have_made(credential_ids=[three[0].pk], form="card")
    trial.make_papers()

    with pytest.raises(CardsInMaking, match="1 dari 2 kartu sudah siap"):
        services.print_cards(credential_ids=[c.pk for c in three[:2]], by=officer)

    assert not AuditEntry.objects.filter(act="credentials.print").exists()


def test_what_was_revoked_since_is_not_printed(officer, three, reason):
    services.have_made(credential_ids=[three[0].pk], form="card")
    trial.make_papers()
    services.revoke_credential(credential_id=three[0].pk, by=officer, reason=reason, note="x")

    with pytest.raises(NoCardOfIt, match=three[0].number):
        services.print_cards(credential_ids=[three[0].pk], by=officer)

    assert not AuditEntry.objects.filter(act="credentials.print").exists()
