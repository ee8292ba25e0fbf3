"""The card, two sides of CR80: whose and what on the front, the code on the back."""

from certification.credentials.paper import ornament
from certification.credentials.paper.design import Design
from certification.credentials.paper.measures import CR80, mm
from certification.credentials.paper.press import Press
from certification.credentials.paper.shaping import BOLD, PLAIN
from certification.credentials.paper.words import Paper

SIZE = CR80
LEFT, RIGHT = 9 * mm, CR80[0] - 5 * mm


def draw(press: Press, words: Paper, design: Design) -> None:
    _front(press, words, design)
    press.turn()
    _back(press, words, design)


def _front(press: Press, words: Paper, design: Design) -> None:
    press.prepared("Front", ornament.card_front(design))
    beside = 21 * mm
    if design.crest:
        beside = 12 * mm + press.picture(
            design.crest, x=LEFT, y=CR80[1] - 14 * mm, high=9 * mm, align="left"
        )
    width = RIGHT - LEFT
    for text, x, at, size, faces, colour, more in (
        (design.issuer, beside, 46, 8, BOLD, design.accent, {"width": RIGHT - beside}),
        (
            f"{design.heading_id} / {design.heading_en}",
            beside,
            42,
            6.5,
            PLAIN,
            design.quiet,
            {"width": RIGHT - beside},
        ),
        (words.name, LEFT, 29.5, 13, BOLD, design.ink, {"least": 10, "lines": 2, "lead": 1.1}),
        (words.title_id, LEFT, 20.5, 9, BOLD, design.ink, {}),
        (words.title_en, LEFT, 16.5, 7, PLAIN, design.quiet, {}),
        ("Berlaku sampai / Valid until", LEFT, 8.8, 5.5, PLAIN, design.quiet, {"width": width / 2}),
        (words.ends, LEFT, 5, 8, BOLD, design.ink, {"width": width / 2}),
    ):
        press.words(
            text,
            at=(x, at * mm),
            size=size,
            faces=faces,
            colour=colour,
            align="left",
            **{"width": width, **more},
        )
    for text, at, size, faces, colour in (
        ("Nomor / Number", 8.8, 5.5, PLAIN, design.quiet),
        (words.number, 5, 8, BOLD, design.ink),
    ):
        press.words(
            text,
            at=(RIGHT, at * mm),
            size=size,
            faces=faces,
            colour=colour,
            width=width / 2 - 2 * mm,
            align="right",
        )


def _back(press: Press, words: Paper, design: Design) -> None:
    press.prepared("Back", ornament.card_back(design))
    beside = 5 * mm + press.code(words.address, x=5 * mm, y=15.5 * mm) + 4 * mm
    for text, at, size, faces, colour, lines in (
        ("Nomor seri / Serial", 40.5, 5.5, PLAIN, design.quiet, 1),
        (words.serial, 36.5, 8.5, BOLD, design.ink, 1),
        (words.check_id, 27.5, 6.5, PLAIN, design.ink, 2),
        (words.check_en, 19.5, 6.5, PLAIN, design.quiet, 2),
    ):
        press.words(
            text,
            at=(beside, at * mm),
            size=size,
            faces=faces,
            colour=colour,
            width=CR80[0] - 4 * mm - beside,
            align="left",
            least=6,
            lines=lines,
        )
    for text, at, faces, colour in (
        (design.note_id, 7, BOLD, design.ink),
        (design.note_en, 3.8, PLAIN, design.quiet),
    ):
        press.words(
            text,
            at=(CR80[0] / 2, at * mm),
            size=6.5,
            faces=faces,
            colour=colour,
            width=CR80[0] - 10 * mm,
        )
