import pytest
from wagtail.models import Page, Site

from stc.home import pages
from stc.home.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    pages.load_pages()


def read(client, path, language):
    client.cookies["bahasa"] = language
    return client.get(path, headers={"host": "localhost"})


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_opens_to_a_stranger_in_the_language_that_was_chosen(client, loaded, language):
    titles = {
        path: read(client, f"/{path}/", language).context["page"].title for path in pages.TREE
    }

    assert titles == {path: pages.read(path, language).title for path in pages.TREE}


def test_both_languages_share_an_address(loaded):
    help_page = ContentPage.objects.get(slug="bantuan", locale__language_code="id")

    english = help_page.get_translation(help_page.get_translations().get().locale)

    assert english.slug == help_page.slug


def test_loading_again_changes_nothing_and_keeps_what_an_editor_wrote(loaded):
    about = ContentPage.objects.get(slug="tentang", locale__language_code="id")
    about.title = "Tentang kami"
    about.save_revision().publish()
    before = Page.objects.count()

    pages.load_pages()

    assert Page.objects.count() == before
    assert ContentPage.objects.get(pk=about.pk).title == "Tentang kami"
    assert isinstance(Site.objects.get(is_default_site=True).root_page.specific, HomePage)


def test_a_page_not_yet_translated_shows_in_indonesian_and_says_so(client, loaded):
    home = HomePage.objects.get(locale__language_code="id")
    home.add_child(instance=ContentPage(title="Kabar", slug="kabar", locale=home.locale))

    response = read(client, "/kabar/", "en")

    assert response.status_code == 200
    assert response.context["request"].untranslated is True


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_address_that_is_nowhere_is_a_404_in_both_languages(client, loaded, language):
    response = read(client, "/tidak/ada/", language)

    assert response.status_code == 404


def test_there_is_no_second_log_in_that_would_skip_the_second_factor(client, loaded):
    assert client.get("/_util/login/", headers={"host": "localhost"}).status_code == 404
    assert client.get("/cms/login/").headers["location"].startswith("/akun/")
