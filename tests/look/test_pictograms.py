import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from stc.look.design import pictograms
from stc.look.standings import STANDINGS

ROOT = Path(settings.BASE_DIR)


def test_every_pictogram_that_a_template_names_is_in_the_sprite():
    named = {
        name
        for file in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', file.read_text())
    }

    assert named - set(pictograms()) == set()


def test_every_pictogram_that_a_menu_names_is_in_the_sprite():
    from stc.look import navigation

    assert {entry.icon for entry in navigation._entries} - set(pictograms()) == set()


def test_an_ornament_is_silent_and_a_labelled_pictogram_speaks():
    silent = Template('{% load look %}{% icon "bell" %}').render(Context())
    speaking = Template('{% load look %}{% icon "bell" label=label %}').render(
        Context({"label": "Pesan <baru>"})
    )

    assert 'aria-hidden="true"' in silent
    assert 'role="img" aria-label="Pesan &lt;baru&gt;"' in speaking


def test_standing_has_six_families_of_pictogram_and_tint():
    families = {(s.icon, s.tint) for s in STANDINGS.values()}

    assert families == {
        ("shield-check", "valid"),
        ("clock", "waiting"),
        ("pause", "waiting"),
        ("cross", "ended"),
        ("arrows", "replaced"),
        ("hourglass", "resting"),
        ("pencil", "resting"),
    }
    assert families <= {(name, tint) for name in pictograms() for _, tint in families}


@pytest.mark.parametrize("kind", STANDINGS)
def test_a_badge_carries_pictogram_word_and_tint(kind):
    with translation.override("id"):
        badge = Template("{% load look %}{% badge kind %}").render(Context({"kind": kind}))

    assert f"is-{STANDINGS[kind].tint}" in badge
    assert f"#{STANDINGS[kind].icon}" in badge
    assert f"<span>{STANDINGS[kind].label}</span>" in badge
