"""The A4 certificate: where each word stands."""

from certification.credentials.paper import ornament
from certification.credentials.paper.design import Design
from certification.credentials.paper.measures import A4, mm
from certification.credentials.paper.press import Press
from certification.credentials.paper.shaping import BOLD, PLAIN
from certification.credentials.paper.words import Paper

SIZE = A4
MIDDLE = A4[0] / 2
MEASURE = 150 * mm  # the widest line in the middle


def draw(press: Press, words: Paper, design: Design) -> None:
    press.prepared("Certificate", ornament.certificate(design))
    if design.crest:
        press.picture(design.crest, x=MIDDLE, y=254 * mm, high=18 * mm, align="middle")
    for text, at, size, faces, colour, more in (
        (design.issuer, 247, 11, BOLD, design.accent, {}),
        (design.heading_id, 230, 31, BOLD, design.accent, {}),
        (design.heading_en, 222, 14, PLAIN, design.quiet, {}),
        (f"{design.awarded_id} / {design.awarded_en}", 212, 10, PLAIN, design.quiet, {}),
        (words.name, 197, 27, BOLD, design.ink, {"least": 17, "lines": 2}),
        (words.title_id, 176, 17, BOLD, design.ink, {"least": 11, "lines": 2, "lead": 1.1}),
        (words.title_en, 167, 13, PLAIN, design.quiet, {"least": 9, "lines": 2, "lead": 1.1}),
        (f"{design.note_id} / {design.note_en}", 23, 8, PLAIN, design.quiet, {}),
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
    for number, row in enumerate(words.rows):
        _row(press, row, (151 - 9 * number) * mm, design)
    _signatories(press, design)
    _code(press, words, design)


def _row(press: Press, row, y: float, design: Design) -> None:
    press.words(
        f"{row.label_id} / {row.label_en}",
        at=(MIDDLE - 4 * mm, y),
        size=10,
        faces=PLAIN,
        colour=design.quiet,
        width=60 * mm,
        align="right",
    )
    press.words(
        row.value,
        at=(MIDDLE + 4 * mm, y),
        size=11,
        faces=BOLD,
        colour=design.ink,
        width=70 * mm,
        align="left",
        least=9,
        lines=2,
        lead=1.1,
    )


def _signatories(press: Press, design: Design) -> None:
    half = MEASURE / max(1, len(design.signatories))
    for number, who in enumerate(design.signatories):
        x = MIDDLE - MEASURE / 2 + half * (number + 0.5)
        press.rule(x - 28 * mm, 86 * mm, 56 * mm, colour=design.gold)
        for text, at, size, faces, colour in (
            (who.name, 80, 11, BOLD, design.ink),
            (who.role_id, 75, 9, PLAIN, design.ink),
            (who.role_en, 71, 9, PLAIN, design.quiet),
        ):
            press.words(
                text, at=(x, at * mm), size=size, faces=faces, colour=colour, width=half - 8 * mm
            )


def _code(press: Press, words: Paper, design: Design) -> None:
    left = 28 * mm
    beside = left + press.code(words.address, x=left, y=30 * mm) + 5 * mm
    for text, faces, size, colour, at in (
        (words.number, BOLD, 13, design.ink, 51),
        (words.serial, PLAIN, 11, design.ink, 45),
        (words.check_id, PLAIN, 9, design.quiet, 38),
        (words.check_en, PLAIN, 9, design.quiet, 33),
    ):
        press.words(
            text,
            at=(beside, at * mm),
            size=size,
            faces=faces,
            colour=colour,
            width=A4[0] - 25 * mm - beside,
            align="left",
        )
