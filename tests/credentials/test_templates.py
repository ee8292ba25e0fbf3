"""How papers look: editors change it, what is published is frozen, what was issued keeps it."""

import dataclasses

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError
from wagtail.images import get_image_model

from certification.credentials import kinds, services
from certification.credentials.looks import crests, designs, printable
from certification.credentials.looks.colours import contrast
from certification.credentials.models import Credential, Template, TemplateVersion
from certification.credentials.paper import HOUSE, Signatory
from certification.credentials.services.paper import render_document
from stc.accounts.groups import PLATFORM_ADMINS
from stc.audit.models import AuditEntry
from stc.home import reference
from tests.accounts.factories import officer as an_officer
from tests.credentials import trial
from tests.files import pictures

pytestmark = pytest.mark.django_db
HAN = "\u6f22"


@pytest.fixture
def admin(db):
    return an_officer(PLATFORM_ADMINS)


@pytest.fixture
def template(db):
    services.newest_version(kind=trial.KIND)
    return Template.objects.get(kind=trial.KIND)


@pytest.fixture
def image(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return get_image_model().objects.create(
        title="Lambang", file=pictures.sent(pictures.jpeg(400, 300), "lambang.jpg")
    )


def published(template, by, **changes):
    """What an editor's button does with these changes."""
    for field, value in changes.items():
        setattr(template, field, value)
    return services.publish_template(revision=template.save_revision(user=by), by=by)


def paper_of(credential) -> bytes:
    return render_document(credential_id=credential.pk, form="certificate")


def refusals(template) -> dict[str, list[str]]:
    try:
        template.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


# --- versions --------------------------------------------------------------------------------


def test_each_kind_starts_with_the_house_s_own(db):
    reference.load()
    reference.load()

    first = TemplateVersion.objects.get(template__kind="certificate")
    assert (first.number, first.design()) == (1, HOUSE)
    assert {t.kind for t in Template.objects.all()} == {name for name, _ in kinds.choices()}
    assert TemplateVersion.objects.count() == Template.objects.count()


def test_publishing_makes_the_next_version(template, admin):
    made = published(template, admin, heading_id="Piagam", accent="#7a1f1f")

    assert (made.number, made.published_by) == (2, admin)
    assert made.design() == dataclasses.replace(HOUSE, heading_id="Piagam", accent="#7A1F1F")
    entry = AuditEntry.objects.filter(act="credentials.publish_template").first()
    assert (entry.was, entry.became, entry.why) == ("1", "2", made.sha256)
    assert entry.actor == f"accounts.user:{admin.pk}"


def test_publishing_the_same_twice_makes_one_version(template, admin):
    first = published(template, admin, heading_id="Piagam")

    second = published(Template.objects.get(), admin)

    assert second == first
    assert AuditEntry.objects.filter(act="credentials.publish_template").count() == 2


def test_going_back_to_an_older_look_is_a_version_of_its_own(template, admin):
    published(template, admin, heading_id="Piagam")

    made = published(Template.objects.get(), admin, heading_id=HOUSE.heading_id)

    assert (made.number, made.design()) == (3, HOUSE)


def test_crest_and_signatories_are_part_of_a_version(template, admin, image):
    signs = [("signatory", {"name": "Dewi", "role_id": "Ketua", "role_en": "Chair"})]
    made = published(template, admin, crest=image, signatories=signs)

    image.delete()

    design = TemplateVersion.objects.get(pk=made.pk).design()
    assert design.signatories == (Signatory("Dewi", "Ketua", "Chair"),)
    with pictures.Image.open(pictures.BytesIO(design.crest)) as crest:
        assert (crest.format, crest.mode, crest.size) == ("PNG", "RGB", (300, 225))
    assert designs.digest(design) == made.sha256


def test_another_crest_alone_is_another_look(template, admin, image):
    assert published(template, admin, crest=image).number == 2


def test_what_cannot_be_printed_is_not_published(template, admin):
    with pytest.raises(ValidationError, match=HAN):
        published(template, admin, heading_id=f"Piagam {HAN}")

    assert TemplateVersion.objects.count() == 1
    assert Template.objects.get().heading_id == HOUSE.heading_id


def test_a_draft_of_a_kind_without_versions_is_not_taken_for_published(admin):
    Template.objects.create(
        kind=trial.KIND, live=False, **{**Template.said_by(HOUSE), "issuer": "Konsep"}
    )

    assert services.newest_version(kind=trial.KIND).design() == HOUSE


# --- what was issued -------------------------------------------------------------------------


def test_a_credential_keeps_the_version_it_was_issued_with(template, admin, holder, officer):
    before = trial.issued(holder, by=officer)
    published(template, admin, heading_id="Piagam")

    after = trial.issued(holder, by=officer, source="trial:2")

    numbers = [c.template_version.number for c in Credential.objects.order_by("pk")]
    assert (numbers, before.pk < after.pk) == ([1, 2], True)


def test_a_paper_made_after_an_edit_looks_as_when_it_was_issued(
    template, admin, holder, officer, signing_key
):
    published(template, admin, heading_id="Piagam")
    credential = trial.issued(holder, by=officer)
    trial.signed(credential)
    before = paper_of(credential)

    published(template, admin, heading_id="Ijazah", accent="#7A1F1F", issuer="Lain")
    Template.objects.get().unpublish(user=admin)

    assert paper_of(credential) == before
    assert "Piagam" in pypdfium2.PdfDocument(before)[0].get_textpage().get_text_range()


def test_drafts_change_nothing(template, admin, holder, officer):
    template.heading_id = "Konsep"
    template.save_revision(user=admin)

    made = trial.issued(holder, by=officer)

    assert made.template_version.design() == HOUSE


VERSION_CHANGES = {"content": {}, "crest": b"x", "number": 9, "sha256": "0" * 64}


@pytest.mark.parametrize("field", VERSION_CHANGES)
def test_the_database_refuses_to_change_a_version(template, field):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        TemplateVersion.objects.update(**{field: VERSION_CHANGES[field]})


def test_nothing_of_it_is_deleted(template, credential):
    with pytest.raises(ProtectedError), transaction.atomic():
        template.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        TemplateVersion.objects.all()._raw_delete("default")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Template.objects.all()._raw_delete("default")


def test_a_credential_is_not_given_another_version(template, admin, credential):
    other = published(template, admin, heading_id="Piagam")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Credential.objects.update(template_version=other)


def test_a_template_stays_that_of_its_kind(template):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Template.objects.update(kind="certificate")


def test_numbers_are_given_once(template):
    copy = TemplateVersion.objects.get()
    copy.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_issuing_asks_one_question_for_it(template, django_assert_num_queries):
    with django_assert_num_queries(3):  # with the savepoint around it
        services.newest_version(kind=trial.KIND)


# --- what may be written ---------------------------------------------------------------------


@pytest.mark.parametrize("field", [*Template.WORDS])
def test_letters_that_no_face_draws_are_named(template, field):
    setattr(template, field, f"Kartu {HAN}\u202e")

    said = refusals(template)

    assert list(said) == [field]
    assert f"{HAN} (U+6F22)" in said[field][0]
    assert "U+202E" in said[field][0]


def test_a_signatory_s_letters_are_looked_at_too(template, admin):
    signs = [("signatory", {"name": f"Dewi {HAN}", "role_id": "Ketua", "role_en": "Chair"})]

    with pytest.raises(ValidationError):
        published(template, admin, signatories=signs)

    assert TemplateVersion.objects.count() == 1


@pytest.mark.parametrize("name", ["Nyai Ratu Dewi", "Đặng Ngọc Ánh", "Łukasz Żółć"])
def test_names_of_many_tongues_are_printable(name):
    printable.check_text(name)


@pytest.mark.parametrize(
    ("field", "colour", "least"), [("ink", "#767676", "7"), ("accent", "#999999", "4,5")]
)
def test_words_too_pale_to_read_are_refused_with_the_figure(template, field, colour, least):
    setattr(template, field, colour)

    (said,) = refusals(template)[field]

    assert f"{least} banding 1" in said
    assert f"{contrast(colour):.1f} banding 1".replace(".", ",") in said


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "#1234567", ""])
@pytest.mark.parametrize("field", Template.COLOURS)
def test_a_colour_is_written_as_six_hexadecimal_digits(template, field, colour):
    setattr(template, field, colour)

    assert list(refusals(template)) == [field]


def test_contrast_is_what_wcag_says():
    assert round(contrast("#000000"), 2) == 21
    assert round(contrast("#767676"), 2) == 4.54


def test_the_house_s_own_may_be_written(template):
    assert refusals(template) == {}


def test_a_crest_whose_file_is_gone_is_said(template, image):
    image.file.storage.delete(image.file.name)
    template.crest = image

    assert list(refusals(template)) == ["crest"]


@pytest.mark.parametrize(("width", "refused"), [(300, []), (301, ["crest"])])
def test_a_crest_that_would_push_words_aside_is_refused(template, image, width, refused):
    image.width, image.height = width, 200
    template.crest = image

    assert list(refusals(template)) == refused


def test_a_crest_lies_on_white_and_weighs_little():
    seen_through = pictures.Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    noise = pictures.Image.effect_noise((1000, 1000), 90).convert("RGB")

    plain, grainy = (
        pictures.Image.open(pictures.BytesIO(crests.png(pictures.BytesIO(content))))
        for content in (pictures.encoded(seen_through, "PNG"), pictures.encoded(noise, "PNG"))
    )

    assert (plain.mode, plain.getpixel((0, 0)), plain.size) == ("RGB", (255, 255, 255), (300, 300))
    assert len(crests.png(pictures.BytesIO(pictures.encoded(noise, "PNG")))) < 20 * 1024
    assert grainy.width < 300
