import pytest

from courses.competencies.models import Kind
from courses.competencies.services import load_units
from courses.curricula.errors import BadCurriculumRow, NoSuchCurriculum
from courses.curricula.models import CurriculumPage, LessonPage, ModulePage
from courses.curricula.services import HERE, find_edition, load_curricula
from stc.home.pages import homes

pytestmark = pytest.mark.django_db
FILE = HERE / "data" / "curricula.csv"


@pytest.fixture
def gada_pratama():
    load_units()
    load_curricula(under=homes(), only="STC-CUR-GP")
    return find_edition("STC-CUR-GP")


def read(client, path, language="id"):
    client.cookies["bahasa"] = language
    return client.get(path, headers={"host": "localhost"})


def test_gada_pratama_has_its_hours_and_modules(gada_pratama):
    found = CurriculumPage.objects.filter(pk=gada_pratama.pk).with_hours().get()

    assert found.hours == 232
    assert [module.number for module in found.modules] == list(range(1, 16))


def test_each_page_has_its_twin_in_english_at_the_same_address(gada_pratama):
    for model in (CurriculumPage, ModulePage, LessonPage):
        slugs = {
            language: dict(
                model.objects.filter(locale__language_code=language).values_list(
                    "translation_key", "slug"
                )
            )
            for language in ("id", "en")
        }
        assert slugs["id"] == slugs["en"] != {}


def test_all_five_kinds_can_be_chosen_and_a_wrong_one_shows_all(
    client, django_assert_max_num_queries
):
    load_units()
    load_curricula(under=homes())

    for kind in Kind.values:
        shown = read(client, f"/kurikulum/?jenis={kind}").context["curricula"]
        assert {page.kind for page in shown} == {kind}
    assert len(read(client, "/kurikulum/?jenis=lain").context["curricula"]) == 12
    with django_assert_max_num_queries(16):  # and no more for more curricula
        read(client, "/kurikulum/")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_guard_walks_from_the_list_to_a_lesson_by_links(client, gada_pratama, language):
    shown = read(client, "/kurikulum/", language).context["curricula"]
    curriculum = read(client, shown[0].url, language)
    module = read(client, curriculum.context["modules"][0].url, language)
    lesson = read(client, module.context["lessons"][0].url, language)

    assert lesson.status_code == 200


def test_loading_again_leaves_what_an_editor_changed(gada_pratama):
    gada_pratama.title = "Gada Pratama baru"
    gada_pratama.save_revision().publish()

    load_curricula(under=homes(), only="STC-CUR-GP")

    assert find_edition("STC-CUR-GP").title == "Gada Pratama baru"
    assert CurriculumPage.objects.count() == 2


def test_a_row_with_an_unknown_unit_is_named_and_nothing_is_written(tmp_path):
    load_units()
    lines = FILE.read_text("utf-8").splitlines(keepends=True)
    file = tmp_path / "curricula.csv"
    file.write_text(lines[0] + lines[1] + lines[2].replace("STC-GRD-002", "STC-ZZZ-001"), "utf-8")

    with pytest.raises(BadCurriculumRow, match="Baris 3, kolom units"):
        load_curricula(under=homes(), file=file)

    assert not CurriculumPage.objects.exists()


def test_a_curriculum_that_is_not_published_is_not_found():
    with pytest.raises(NoSuchCurriculum):
        find_edition("STC-CUR-GP")
