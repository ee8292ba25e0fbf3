"""Contrast is recomputed from the colours that are served (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
TEXT = 4.5
BOUNDARY = 3.0


def tokens(selector: str) -> dict[str, str]:
    block = CSS.split(selector, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


LIGHT = tokens('[data-bs-theme="light"] {')
DARK = tokens('[data-bs-theme="dark"] {')
DARK_BY_DEVICE = tokens(":root:not([data-bs-theme]) {")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground", "figure"),
    [
        ("#14212b", "#fbfaf7", 15.7),
        ("#55616b", "#fbfaf7", 6.1),
        ("#ffffff", "#123a5a", 11.8),
        ("#ffffff", "#0b6b5c", 6.4),
        ("#8a5a00", "#fbfaf7", 5.7),
        ("#ffffff", "#a61b1b", 7.5),
        ("#0b5a3c", "#ddf3e8", 7.1),
        ("#6b4700", "#fff1cc", 7.4),
        ("#8b1414", "#fbe1de", 7.7),
        ("#12436f", "#dfebf7", 8.4),
        ("#3f4850", "#e9e6de", 7.5),
        ("#e8edf0", "#172630", 13.1),
        ("#a9b6bf", "#172630", 7.5),
        ("#5fd0b8", "#172630", 8.3),
        ("#8fc1ea", "#172630", 8.1),
    ],
)
def test_a_pair_has_the_contrast_that_the_design_promises(ink, ground, figure):
    assert contrast(ink, ground) == pytest.approx(figure, abs=0.15)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *(
            (ink, ground)
            for ink in ("ink", "muted", "navy", "navy-deep", "red", "gold")
            for ground in ("paper", "surface", "sunk")
        ),
        ("ink", "navy-tint"),
        ("navy", "navy-tint"),
        ("muted", "resting-tint"),
        ("on-navy", "navy"),
        ("on-navy", "navy-deep"),
        ("on-teal", "teal"),
        ("on-teal", "teal-deep"),
        ("on-red", "red-fill"),
        ("on-red", "red-deep"),
        *(
            (f"{name}-ink", f"{name}-tint")
            for name in ("valid", "waiting", "ended", "replaced", "resting")
        ),
    ],
)
def test_text_can_be_read_on_its_ground(theme, ink, ground):
    assert contrast(theme[ink], theme[ground]) >= TEXT


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_the_edge_of_a_control_can_be_seen(theme, ground):
    assert contrast(theme["line-strong"], theme[ground]) >= BOUNDARY


def test_dark_is_the_same_by_device_and_by_choice():
    assert DARK == DARK_BY_DEVICE


def test_dark_names_every_colour_of_light():
    assert DARK.keys() == LIGHT.keys()
