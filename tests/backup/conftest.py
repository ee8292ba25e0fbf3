from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

from stc.accounts import groups
from stc.audit import services as audit
from stc.home import rows
from stc.home.models import ContentPage
from stc.jobs import services as jobs
from stc.regions.models import Region
from tests.accounts.factories import officer


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            **settings.STORAGES["default"],
            "OPTIONS": {"location": tmp_path / "media"},
        },
        "private": {
            **settings.STORAGES["private"],
            "OPTIONS": {"location": tmp_path / "private"},
        },
    }


@pytest.fixture
def house(transactional_db):
    """An installation with a bit of everything in it. Returns the officer who runs it."""
    region = Region.objects.create(
        code="32", level="province", name="Jawa Barat", name_en="West Java", timezone="Asia/Jakarta"
    )
    person = officer(
        groups.PLATFORM_ADMINS,
        full_name="Sari “Ayu” Wulandari, S.H.\n",
        phone="+6281234567890",
        birth_date="1990-02-28",
        region=region,
        joined_at=datetime(2026, 11, 24, 7, 5, 9, 123456, tzinfo=UTC),
    )
    audit.record(act="test.move", by=person, subject=person, why="=1+1; 'kutip'; 你好; \\n")
    jobs.enqueue("notices.deliver", delivery_id=7)
    root = Page.objects.get(depth=1)
    root.add_child(
        instance=ContentPage(
            title="Bantuan",
            slug="bantuan-uji",
            locale=Locale.get_default(),
            body=[("heading", "Bab satu"), ("text", RichText("<p>Halo</p>"))],
        )
    )
    storages["default"].save("images/a.jpg", ContentFile(b"gambar"))
    storages["private"].save("profil/2026/11/b.jpg", ContentFile(bytes(range(256)) * 40))
    return person


def state() -> dict[str, list[bytes]]:
    """All rows of all tables, and all files: equal states are equal installations."""
    from stc.home import backups

    found = {model._meta.label: list(rows.lines_of(model)) for model in rows.kept_models()}
    for alias in backups.STORAGES:
        for name in backups._names(storages[alias]):
            with storages[alias].open(name) as file:
                found[f"{alias}:{name}"] = [file.read()]
    return found
