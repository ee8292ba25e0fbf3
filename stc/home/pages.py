"""The first pages of an installation: home, help, privacy, about; in both languages.

Their texts lie in ``content/``, a file a page and language (``stc.blocks.read_article``). A page
that is there already is left alone, since an editor may have changed it.
"""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from stc.blocks import Article, read_article
from stc.home.models import ContentPage, HomePage

CONTENT = Path(__file__).parent / "content"
HOME_TITLES = {"id": "Beranda", "en": "Home"}
# Where each page hangs, parents first; the order of the help pages is the order of the menu.
TREE = (
    "bantuan",
    "bantuan/masuk",
    "bantuan/pengaman-akun",
    "bantuan/profil",
    "bantuan/data-saya",
    "bantuan/pemberitahuan",
    "bantuan/petugas",
    "tentang",
    "privasi",
)


def read(path: str, language: str) -> Article:
    """The words of one page."""
    return read_article(CONTENT / f"{path.replace('/', '.')}.{language}.html")


@transaction.atomic
def load_pages() -> None:
    """Make the home page and the pages of ``TREE`` in both languages. Again changes nothing."""
    tops = homes()
    for path in TREE:
        original = _place(tops["id"], path, "id")
        _place(tops["en"], path, "en", original)


def homes() -> dict[str, HomePage]:
    """The home page of each language, made where it is not there yet."""
    indonesian, english = (
        Locale.objects.get_or_create(language_code=code)[0] for code, _ in settings.LANGUAGES
    )
    home = HomePage.objects.filter(locale=indonesian).first()
    if home is None:
        root = Page.get_first_root_node()
        # Wagtail's own first page would keep the address of ours.
        root.get_children().filter(slug="home", depth=2).exact_type(Page).delete()
        root = Page.objects.get(pk=root.pk)
        home = HomePage(title=HOME_TITLES["id"], slug="home", locale=indonesian)
        root.add_child(instance=home)
        home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "hostname": "localhost", "site_name": "STC"},
    )
    translated = HomePage.objects.filter(
        locale=english, translation_key=home.translation_key
    ).first()
    if translated is None:
        translated = home.copy_for_translation(english)
        translated.title = HOME_TITLES["en"]
        translated.save_revision().publish()
    return {"id": home, "en": translated}


def _place(home: HomePage, path: str, language: str, original: ContentPage | None = None):
    """The page at a path under a home, made from its file where it is not there."""
    *above, slug = path.split("/")
    parent = Page.objects.get(pk=home.pk)  # the tree counts children in the row: read it anew
    for part in above:
        parent = parent.get_children().get(slug=part)
    page = parent.get_children().filter(slug=slug).first()
    if page is not None:
        return page.specific
    text = read(path, language)
    page = ContentPage(
        title=text.title,
        slug=slug,
        search_description=text.summary,
        body=text.body,
        locale=home.locale,
    )
    if original is not None:
        page.translation_key = original.translation_key
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page
