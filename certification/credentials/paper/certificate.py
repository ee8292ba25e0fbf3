"""The A4 certificate: where each word stands."""

from certification.credentials.paper import ornament
from certification.credentials.paper.design import Design
from certification.credentials.paper.measures import A4, mm
from certification.credentials.paper.press import Press, Said
from certification.credentials.paper.shaping import BOLD
from certification.credentials.paper.words import Paper, Row

SIZE = A4
MIDDLE = A4[0] / 2
MEASURE = 150 * mm  # the widest line in the middle


def draw(press: Press, words: Paper, design: Design) -> None:
    press.prepared("Certificate", ornament.certificate(design))
    if design.crest:
        press.picture(design.crest, x=MIDDLE, y=254 * mm, high=18 * mm, align="middle")
    ink, quiet, accent = design.ink, design.quiet, design.accent
    press.column(
        MIDDLE,
        (
            Said(design.issuer, 247 * mm, 11, accent, BOLD),
            Said(design.heading_id, 230 * mm, 31, accent, BOLD),
            Said(design.heading_en, 222 * mm, 14, quiet),
            Said(f"{design.awarded_id} / {design.awarded_en}", 212 * mm, 10, quiet),
            Said(words.name, 197 * mm, 27, ink, BOLD, least=17, lines=2),
            Said(words.title_id, 176 * mm, 17, ink, BOLD, least=11, lines=2, lead=1.1),
            Said(words.title_en, 167 * mm, 13, quiet, least=9, lines=2, lead=1.1),
            Said(f"{design.note_id} / {design.note_en}", 23 * mm, 8, quiet),
        ),
        width=MEASURE,
    )
    for number, row in enumerate(words.rows):
        _row(press, row, (151 - 9 * number) * mm, design)
    _signatories(press, design)
    _code(press, words, design)


def _row(press: Press, row: Row, y: float, design: Design) -> None:
    label = Said(f"{row.label_id} / {row.label_en}", y, 10, design.quiet)
    press.column(MIDDLE - 4 * mm, [label], width=60 * mm, align="right")
    value = Said(row.value, y, 11, design.ink, BOLD, least=9, lines=2, lead=1.1)
    press.column(MIDDLE + 4 * mm, [value], width=70 * mm, align="left")


def _signatories(press: Press, design: Design) -> None:
    half = MEASURE / max(1, len(design.signatories))
    for number, who in enumerate(design.signatories):
        x = MIDDLE - MEASURE / 2 + half * (number + 0.5)
        press.rule(x - 28 * mm, 86 * mm, 56 * mm, colour=design.gold)
        press.column(
            x,
            (
                Said(who.name, 80 * mm, 11, design.ink, BOLD),
                Said(who.role_id, 75 * mm, 9, design.ink),
                Said(who.role_en, 71 * mm, 9, design.quiet),
            ),
            width=half - 8 * mm,
        )


def _code(press: Press, words: Paper, design: Design) -> None:
    left = 28 * mm
    beside = left + press.code(words.address, x=left, y=30 * mm) + 5 * mm
    press.column(
        beside,
        (
            Said(words.number, 51 * mm, 13, design.ink, BOLD),
            Said(words.serial, 45 * mm, 11, design.ink),
            Said(words.check_id, 38 * mm, 9, design.quiet),
            Said(words.check_en, 33 * mm, 9, design.quiet),
        ),
        width=A4[0] - 25 * mm - beside,
        align="left",
    )
