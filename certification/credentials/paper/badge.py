"""The badge, A6 on a strap: a name to be read from across a room, a code for whoever asks."""

from certification.credentials.paper import ornament
from certification.credentials.paper.design import Design
from certification.credentials.paper.measures import A6, MODULE, mm
from certification.credentials.paper.press import Press
from certification.credentials.paper.shaping import BOLD, PLAIN
from certification.credentials.paper.words import Paper

SIZE = A6
MIDDLE = A6[0] / 2
MEASURE = A6[0] - 16 * mm


def draw(press: Press, words: Paper, design: Design) -> None:
    press.prepared("Badge", ornament.badge(design))
    if design.crest:
        press.picture(design.crest, x=MIDDLE, y=98 * mm, high=15 * mm, align="middle")
    for text, at, size, faces, colour, more in (
        (design.issuer, 128, 13, BOLD, "#FFFFFF", {}),
        (f"{design.heading_id} / {design.heading_en}", 121.5, 9, PLAIN, "#FFFFFF", {}),
        (words.name, 85, 24, BOLD, design.ink, {"least": 16, "lines": 2, "lead": 1.1}),
        (words.title_id, 72, 13, BOLD, design.ink, {"least": 10, "lines": 2, "lead": 1.1}),
        (words.title_en, 65, 10, PLAIN, design.quiet, {"least": 8, "lines": 2, "lead": 1.1}),
        (design.note_id, 14, 8, BOLD, design.ink, {}),
        (design.note_en, 9.5, 8, PLAIN, design.quiet, {}),
    ):
        press.words(
            text,
            at=(MIDDLE, at * mm),
            size=size,
            faces=faces,
            colour=colour,
            width=MEASURE,
            **more,
        )
    left = 8 * mm
    beside = left + press.code(words.address, x=left, y=22 * mm, module=1.25 * MODULE) + 5 * mm
    for text, at, size, faces, colour in (
        ("Berlaku sampai / Valid until", 50, 8, PLAIN, design.quiet),
        (words.ends, 44.5, 12, BOLD, design.ink),
        ("Nomor / Number", 37.5, 8, PLAIN, design.quiet),
        (words.number, 32.5, 11, BOLD, design.ink),
        (words.serial, 25, 9, PLAIN, design.ink),
    ):
        press.words(
            text,
            at=(beside, at * mm),
            size=size,
            faces=faces,
            colour=colour,
            width=A6[0] - 6 * mm - beside,
            align="left",
        )
