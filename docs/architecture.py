"""Draws `architecture.svg` from the code: the layers in pyproject.toml, and who imports whom.

``python docs/architecture.py`` writes the picture, ``--check`` fails where it is out of date.
"""

import os
import re
import sys
import tomllib
from html import escape
from importlib import import_module
from pathlib import Path

import django
import grimp

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "architecture.svg"
WIDTH, HEIGHT, GAP, LEFT = 1000, 58, 10, 20
STYLE = (
    "text{font-family:system-ui,sans-serif;fill:#14212B}"
    ".n{font-size:15px;font-weight:600}.d{font-size:12.5px}.u{font-size:12px;fill:#55616B}"
    "rect{fill:#FBFAF7;stroke:#D9D4C7}"
)


def layers() -> list[list[str]]:
    """Rows of modules from the roof down, without the rooms that are still to come."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    house = next(c for c in contracts["contracts"] if c["name"].startswith("The house"))
    rows = [[part.strip() for part in layer.split(":")] for layer in house["layers"]]
    return [built for row in rows if (built := [m for m in row if not m.startswith("(")])]


def purpose(module: str) -> str:
    """The first sentence of what the module or app says of itself."""
    from django.apps import apps

    app = next((a for a in apps.get_app_configs() if a.name == module), None)
    text = (app.__doc__ if app else None) or import_module(module).__doc__ or ""
    return re.split(r"(?<=\.)\s", " ".join(text.split()))[0].rstrip(".")


def draw() -> str:
    """The picture as SVG: a row a layer, in each box its name, its purpose and what it uses."""
    rows = layers()
    graph = grimp.build_graph("associations", "certification", "courses", "search", "stc")
    every = [m for row in rows for m in row]
    boxes, y = [], GAP
    for row in rows:
        width = (WIDTH - 2 * LEFT - GAP * (len(row) - 1)) / len(row)
        for column, module in enumerate(row):
            x = LEFT + column * (width + GAP)
            used = [
                other.split(".")[-1]
                for other in every
                if other != module
                and graph.direct_import_exists(importer=module, imported=other, as_packages=True)
            ]
            uses = f"uses {', '.join(used)}" if used else ""
            boxes.append(
                f'<rect x="{x:.0f}" y="{y}" width="{width:.0f}" height="{HEIGHT}" rx="8"/>'
                f'<text x="{x + 14:.0f}" y="{y + 24}" class="n">{module}</text>'
                f'<text x="{x + 14:.0f}" y="{y + 44}" class="d">{escape(purpose(module))}</text>'
                f'<text x="{x + width - 14:.0f}" y="{y + 24}" class="u" text-anchor="end">'
                f"{uses}</text>"
            )
        y += HEIGHT + GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img">'
        f"<title>The house: each layer may import those below it</title><style>{STYLE}</style>\n"
        + "\n".join(boxes)
        + "\n</svg>\n"
    )


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    picture = draw()
    if "--check" in sys.argv:
        if PICTURE.read_text("utf-8") != picture:
            print("docs/architecture.svg is out of date: run python docs/architecture.py")
            return 1
        return 0
    PICTURE.write_text(picture, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
