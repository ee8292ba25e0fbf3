"""The badge, A6 on a strap: a name to be read from across a room, a code for whoever asks."""

from certification.credentials.paper import ornament
from certification.credentials.paper.design import Design
from certification.credentials.paper.measures import A6, MODULE, mm
from certification.credentials.paper.press import Press, Said
from certification.credentials.paper.shaping import BOLD
from certification.credentials.paper.words import ENDS, NUMBER, Paper

SIZE = A6
MIDDLE = A6[0] / 2
WHITE = "#FFFFFF"


def draw(press: Press, words: Paper, design: Design) -> None:
    press.prepared("Badge", ornament.badge(design))
    if design.crest:
        press.picture(design.crest, x=MIDDLE, y=98 * mm, high=15 * mm, align="middle")
    ink, quiet = design.ink, design.quiet
    press.column(
        MIDDLE,
        (
            Said(design.issuer, 128 * mm, 13, WHITE, BOLD),
            Said(f"{design.heading_id} / {design.heading_en}", 121.5 * mm, 9, WHITE),
            Said(words.name, 85 * mm, 24, ink, BOLD, least=16, lines=2, lead=1.1),
            Said(words.title_id, 72 * mm, 13, ink, BOLD, least=10, lines=2, lead=1.1),
            Said(words.title_en, 65 * mm, 10, quiet, least=8, lines=2, lead=1.1),
            Said(design.note_id, 14 * mm, 8, ink, BOLD),
            Said(design.note_en, 9.5 * mm, 8, quiet),
        ),
        width=A6[0] - 16 * mm,
    )
    left = 8 * mm
    beside = left + press.code(words.address, x=left, y=22 * mm, module=1.25 * MODULE) + 5 * mm
    press.column(
        beside,
        (
            Said(ENDS, 50 * mm, 8, quiet),
            Said(words.ends, 44.5 * mm, 12, ink, BOLD),
            Said(NUMBER, 37.5 * mm, 8, quiet),
            Said(words.number, 32.5 * mm, 11, ink, BOLD),
            Said(words.serial, 25 * mm, 9, ink),
        ),
        width=A6[0] - 6 * mm - beside,
        align="left",
    )
