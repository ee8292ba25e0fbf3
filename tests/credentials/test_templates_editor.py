"""Templates in the editor: who may, what is shown before publishing, what is refused in words."""

import base64
import re

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image
from wagtail.test.utils.form_data import nested_form_data, streamfield

from certification.credentials import paper, services
from certification.credentials.formats import carrier
from certification.credentials.models import Template, TemplateVersion
from certification.credentials.paper import HOUSE
from stc.accounts.groups import CATALOGUE_EDITORS, CERTIFICATION_OFFICERS, PLATFORM_ADMINS
from stc.accounts.services.groups import load_groups
from stc.look import written
from tests.accounts.factories import PersonFactory, officer
from tests.credentials import trial
from tests.files import pictures

pytestmark = pytest.mark.django_db
PICTURE = re.compile(r'src="data:image/png;base64,([^"]+)"')
FILE = re.compile(r'href="data:application/pdf;base64,([^"]+)"')
ANSWERS_TO_GET = ("list", "edit", "preview_on_edit", "history")


@pytest.fixture
def template(db):
    load_groups()
    services.newest_version(kind=trial.KIND)
    return Template.objects.get()


@pytest.fixture
def admin(client, template):
    person = officer(PLATFORM_ADMINS)
    client.force_login(person)
    return person


def address(act: str, template, *more) -> str:
    args = [] if act in ("list", "add") else [template.pk, *more]
    return reverse(f"wagtailsnippets_credentials_template:{act}", args=args)


def typed(signatories=(), **changes) -> dict[str, str]:
    """The form as an editor sends it, unchanged but for these."""
    told = {**Template.said_by(HOUSE), "crest": "", **changes}
    signs = streamfield([("signatory", one) for one in signatories])
    return nested_form_data({**told, "signatories": signs})


def shown(client, template, form="certificate", **changes) -> str:
    """The preview of what is typed."""
    where = address("preview_on_edit", template)
    sent = client.post(where, typed(**changes)).json()
    assert sent == {"is_valid": True, "is_available": True}
    answer = client.get(f"{where}?in_preview_panel=true&mode={form}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_admin_publishes_a_change(client, admin, template):
    signs = [{"name": "Dewi", "role_id": "Ketua", "role_en": "Chair"}]
    told = typed(signs, heading_id="Piagam", accent="#7a1f1f")

    client.post(address("edit", template), {**told, "action-publish": "1"})

    design = TemplateVersion.objects.get(number=2).design()
    assert (design.heading_id, design.accent) == ("Piagam", "#7A1F1F")
    assert design.signatories == (paper.Signatory("Dewi", "Ketua", "Chair"),)
    page = client.get(address("list", template)).content.decode()
    assert re.search(r"<td[^>]*>\s*2\s*</td>", page)


def test_saving_a_draft_publishes_nothing(client, admin, template):
    client.post(address("edit", template), typed(heading_id="Konsep"))

    assert Template.objects.get().has_unpublished_changes
    assert TemplateVersion.objects.count() == 1


def test_an_older_revision_is_brought_back_as_a_new_version(client, admin, template):
    client.post(address("edit", template), {**typed(heading_id="A"), "action-publish": "1"})
    client.post(address("edit", template), {**typed(heading_id="B"), "action-publish": "1"})
    first = template.revisions.order_by("pk").first()
    where = address("revisions_revert", template, first.pk)

    client.post(where, {**typed(heading_id="A"), "action-publish": "1", "revision": first.pk})

    made = [v.design().heading_id for v in TemplateVersion.objects.order_by("number")]
    assert made == [HOUSE.heading_id, "A", "B", "A"]


@pytest.mark.parametrize("role", [CERTIFICATION_OFFICERS, CATALOGUE_EDITORS])
def test_others_neither_see_nor_change_it(client, template, role):
    client.force_login(officer(role))

    seen = [client.get(address(act, template)).status_code for act in ANSWERS_TO_GET]
    client.post(address("edit", template), {**typed(heading_id="X"), "action-publish": "1"})

    assert 200 not in seen
    assert (TemplateVersion.objects.count(), Template.objects.get().heading_id) == (
        1,
        HOUSE.heading_id,
    )


def test_a_template_is_neither_added_nor_deleted_nor_taken_back(client, admin, template):
    client.post(address("add", template), typed(heading_id="X"))
    client.post(address("delete", template))
    client.post(address("unpublish", template))

    assert [(t.live, t.heading_id) for t in Template.objects.all()] == [(True, HOUSE.heading_id)]
    page = client.get(address("edit", template)).content.decode()
    assert "action-publish" in page
    assert address("unpublish", template) not in page
    assert address("delete", template) not in page


@pytest.mark.parametrize(("form", "pages"), [("certificate", 1), ("card", 2), ("badge", 1)])
def test_each_form_is_shown_as_pictures_of_a_specimen(client, admin, template, form, pages):
    page = shown(client, template, form)

    (file,) = FILE.findall(page)
    pdf = pypdfium2.PdfDocument(base64.b64decode(file))
    seen = [Image.open(pictures.BytesIO(base64.b64decode(one))) for one in PICTURE.findall(page)]
    assert (len(pdf), len(seen)) == (pages, pages)
    assert "CONTOH / SPECIMEN" in pdf[0].get_textpage().get_text_range()
    codes = [code.text for picture in seen for code in zxingcpp.read_barcodes(picture)]
    assert len(codes) == 1
    assert codes[0].startswith("http")
    assert not any(carrier.unpack(codes[0]))  # nothing but zeros


def test_the_preview_shows_what_is_typed_and_keeps_to_the_policy(client, admin, template):
    where = address("preview_on_edit", template)
    page = shown(client, template, heading_id="Piagam Lain")
    answer = client.get(f"{where}?mode=certificate")

    text = pypdfium2.PdfDocument(base64.b64decode(FILE.findall(page)[0]))[0].get_textpage()
    assert "Piagam Lain" in text.get_text_range()
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "'unsafe-inline'" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in page
    assert TemplateVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"heading_id": "Piagam \u6f22"}, "\u6f22 (U+6F22)"),
        ({"signatories": [{"name": "\u6f22", "role_id": "a", "role_en": "b"}]}, "U+6F22"),
        ({"accent": "#eeeeee"}, "4,5 banding 1"),
        ({"ink": "merah"}, "#14212B"),
        ({"issuer": "x" * 61}, "60"),
    ],
)
def test_what_cannot_be_printed_is_said_in_the_preview(client, admin, template, changes, said):
    page = shown(client, template, **changes)

    assert "Belum dapat dicetak" in page
    assert said in page
    assert PICTURE.findall(page) == []


def test_what_cannot_be_printed_is_not_saved(client, admin, template):
    sent = client.post(address("edit", template), typed(heading_id="Piagam \u6f22"))

    assert "U+6F22" in sent.content.decode()
    assert not template.revisions.exists()


def test_a_crest_that_is_gone_is_said_not_a_fault(client, admin, template, settings, tmp_path):
    from wagtail.images import get_image_model

    settings.MEDIA_ROOT = str(tmp_path)
    image = get_image_model().objects.create(
        title="Lambang", file=pictures.sent(pictures.jpeg(40, 30), "lambang.jpg")
    )
    Template.objects.update(crest=image)
    revision = Template.objects.get().save_revision()
    image.file.storage.delete(image.file.name)

    page = client.get(address("revisions_view", template, revision.pk)).content.decode()

    assert "Gambar lambang ini tidak dapat dibuka" in page


def test_officers_read_which_version_a_credential_was_issued_with(client, template, settings):
    settings.DEMO = True  # asks no second factor
    person = officer(CERTIFICATION_OFFICERS)
    credential = trial.issued(PersonFactory(), by=person)
    client.force_login(person)

    page = client.get(credential.get_absolute_url()).content.decode()

    day = written.day(credential.template_version.published_at)
    assert f"Percobaan, versi 1 ({day})" in page
