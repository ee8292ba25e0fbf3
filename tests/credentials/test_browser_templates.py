"""An admin changes how certificates look: typed, seen as printed, published, issued with."""

import pypdfium2
import pytest
from playwright.sync_api import expect

from certification.credentials import services
from certification.credentials.models import TemplateVersion
from stc.accounts.groups import PLATFORM_ADMINS
from stc.accounts.services.groups import load_groups
from tests.accounts.factories import officer as an_officer
from tests.browser import signed_in
from tests.credentials import trial

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(screen, live_server):
    """The template of what tests issue, open in the editor, its preview beside it."""
    load_groups()
    services.newest_version(kind=trial.KIND)
    signed_in(screen, an_officer(PLATFORM_ADMINS))
    screen.goto(f"{live_server.url}/cms/snippets/credentials/template/")
    screen.get_by_role("link", name="Percobaan").first.click()
    return screen


def preview(page):
    page.locator("[data-side-panel-toggle=preview]").click()
    return page.frame_locator("[data-w-preview-target=iframe]").last


def drawn(frame) -> int:
    """How many pages stand there, each with a picture that the browser could draw."""
    pictures = frame.locator("img.specimen")
    expect(pictures.first).to_be_visible()
    return sum(one.evaluate("(img) => img.decode().then(() => 1)") for one in pictures.all())


def text_of(pdf) -> str:
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()


def paper_of(credential) -> str:
    return text_of(services.render_document(credential_id=credential.pk, form="certificate"))


def test_an_admin_changes_the_look_and_only_new_ones_have_it(
    editor, holder, officer, signing_key, live_server
):
    old = trial.issued(holder, by=officer)
    editor.locator("#id_heading_id").fill("Piagam Kompetensi")
    editor.locator("#id_accent").fill("#7a1f1f")
    frame = preview(editor)

    expect(frame.get_by_role("heading", name="Sertifikat A4")).to_be_visible()
    editor.wait_for_timeout(1000)  # the frame is loaded anew half a second after typing
    assert drawn(frame) == 1
    with editor.expect_download() as download:
        frame.get_by_role("link", name="Unduh PDF contoh").click()
    shown = text_of(download.value.path())
    editor.locator("[data-side-panel-toggle=preview]").click()
    editor.locator(".footer [data-w-dropdown-target=toggle], footer button[aria-expanded]").click()
    editor.locator("button[name=action-publish]").click()
    expect(editor.locator(".messages")).to_contain_text("Percobaan")

    new = trial.issued(holder, by=officer, source="trial:2")
    for credential in (old, new):
        trial.signed(credential)
    assert "Piagam Kompetensi" in shown
    assert "CONTOH / SPECIMEN" in shown
    assert "Piagam Kompetensi" in paper_of(new)
    assert "Piagam" not in paper_of(old)
    assert TemplateVersion.objects.get(number=2).design().accent == "#7A1F1F"


def test_what_cannot_be_printed_is_said_beside_the_form(editor):
    editor.locator("#id_heading_id").fill("Piagam \u6f22")
    editor.locator("#id_accent").fill("#e0e0e0")
    frame = preview(editor)

    expect(frame.get_by_role("heading", name="Belum dapat dicetak")).to_be_visible()
    said = frame.get_by_role("listitem")
    expect(said).to_have_count(2)
    boxes = [one.bounding_box() for one in said.all()]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert TemplateVersion.objects.count() == 1
