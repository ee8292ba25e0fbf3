"""The card, two sides of CR80: whose and what on the front, the code on the back."""

from certification.credentials.paper import ornament
from certification.credentials.paper.design import Design
from certification.credentials.paper.measures import CR80, mm
from certification.credentials.paper.press import Press, Said
from certification.credentials.paper.shaping import BOLD
from certification.credentials.paper.words import ENDS, NUMBER, SERIAL, Paper

SIZE = CR80
LEFT, RIGHT = 9 * mm, CR80[0] - 5 * mm
WIDTH = RIGHT - LEFT


def draw(press: Press, words: Paper, design: Design) -> None:
    _front(press, words, design)
    press.turn()
    _back(press, words, design)


def _front(press: Press, words: Paper, design: Design) -> None:
    press.prepared("Front", ornament.card_front(design))
    ink, quiet = design.ink, design.quiet
    _head(press, design)
    press.column(
        LEFT,
        (
            Said(words.name, 29.5 * mm, 13, ink, BOLD, least=10, lines=2, lead=1.1),
            Said(words.title_id, 20.5 * mm, 9, ink, BOLD),
            Said(words.title_en, 16.5 * mm, 7, quiet),
        ),
        width=WIDTH,
        align="left",
    )
    for x, align, label, value in (
        (LEFT, "left", ENDS, words.ends),
        (RIGHT, "right", NUMBER, words.number),
    ):
        foot = (Said(label, 8.8 * mm, 5.5, quiet), Said(value, 5 * mm, 8, ink, BOLD))
        press.column(x, foot, width=WIDTH / 2 - 1 * mm, align=align)


def _head(press: Press, design: Design) -> None:
    beside = 21 * mm
    if design.crest:
        at = {"x": LEFT, "y": CR80[1] - 14 * mm}
        beside = 12 * mm + press.picture(design.crest, **at, high=9 * mm, align="left")
    press.column(
        beside,
        (
            Said(design.issuer, 46 * mm, 8, design.accent, BOLD),
            Said(f"{design.heading_id} / {design.heading_en}", 42 * mm, 6.5, design.quiet),
        ),
        width=RIGHT - beside,
        align="left",
    )


def _back(press: Press, words: Paper, design: Design) -> None:
    press.prepared("Back", ornament.card_back(design))
    ink, quiet = design.ink, design.quiet
    beside = 5 * mm + press.code(words.address, x=5 * mm, y=15.5 * mm) + 4 * mm
    press.column(
        beside,
        (
            Said(SERIAL, 40.5 * mm, 5.5, quiet),
            Said(words.serial, 36.5 * mm, 8.5, ink, BOLD),
            Said(words.check_id, 27.5 * mm, 6.5, ink, least=6, lines=2),
            Said(words.check_en, 19.5 * mm, 6.5, quiet, least=6, lines=2),
        ),
        width=CR80[0] - 4 * mm - beside,
        align="left",
    )
    press.column(
        CR80[0] / 2,
        (
            Said(design.note_id, 7 * mm, 6.5, ink, BOLD),
            Said(design.note_en, 3.8 * mm, 6.5, quiet),
        ),
        width=CR80[0] - 10 * mm,
    )
