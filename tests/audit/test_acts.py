import re

from django.conf import settings
from django.utils import translation

from stc.audit import acts

HOUSE = ("associations", "certification", "courses", "search", "stc")
RECORDED = re.compile(r"\bact ?= ?\"([a-z_.]+)\"")


def recorded() -> set[str]:
    """Every act that the sources write down by name."""
    files = [path for part in HOUSE for path in (settings.BASE_DIR / part).rglob("*.py")]
    return {act for path in files for act in RECORDED.findall(path.read_text())}


def test_every_act_of_the_trail_has_words_for_people():
    assert recorded() - dict(acts.choices()).keys() == set()


def test_the_words_are_in_both_languages():
    names = [act for act, _label in acts.choices()]

    with translation.override("id"):
        indonesian = [acts.label(name) for name in names]
    with translation.override("en"):
        english = [acts.label(name) for name in names]

    assert [one for one, other in zip(indonesian, english, strict=True) if one == other] == []
