"""The certificate on paper: one A4 page, both languages, nothing but vectors and two fonts.

Pure: words in, bytes out. The same words give the same bytes. The code is drawn as one path, whole
modules with four of quiet zone; the guilloche is prepared once in a process and reused by name.
"""

import io
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from certification.credentials import qr

# Streams as plain bytes: smaller and quicker than as letters, and every reader takes them.
rl_config.useA85 = 0

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = "PlusJakartaSans", "PlusJakartaSans-Bold"
INK, QUIET, LINE = HexColor("#1b2430"), HexColor("#4a5563"), HexColor("#b9cbd6")
MODULE = 0.42 * mm
WIDTH, HEIGHT = A4
MIDDLE = WIDTH / 2


@dataclass(frozen=True)
class Row:
    """A fact: what it is called in both languages, and what it says."""

    label_id: str
    label_en: str
    value: str


@dataclass(frozen=True)
class Paper:
    """All words of a certificate, as they are printed."""

    heading_id: str
    heading_en: str
    issuer: str
    name: str
    title_id: str
    title_en: str
    rows: tuple[Row, ...]
    number: str
    serial: str
    address: str  # what the QR code holds
    check_id: str
    check_en: str


@cache
def _fonts() -> None:
    pdfmetrics.registerFont(TTFont(PLAIN, FONTS / "PlusJakartaSans-400.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, FONTS / "PlusJakartaSans-700.ttf"))


@cache
def _guilloche() -> PDFPathObject:
    """Waves that run round the edge, out of step with each other: fine lines, hard to redraw."""
    waves = PDFPathObject()
    for phase in range(4):
        points = [_round_the_edge(step / 400, phase * math.pi / 4) for step in range(401)]
        waves.moveTo(*points[0])
        for point in points[1:]:
            waves.lineTo(*point)
    return waves


def _round_the_edge(part: float, phase: float) -> tuple[float, float]:
    """A point of a wavy frame, 12 mm from the edge on average."""
    wave = 3.2 * mm * math.sin(part * 2 * math.pi * 46 + phase)
    inset = 12 * mm + wave
    wide, high = WIDTH - 2 * inset, HEIGHT - 2 * inset
    along = part * 2 * (wide + high)
    if along <= wide:
        return inset + along, inset
    if along <= wide + high:
        return inset + wide, inset + along - wide
    if along <= 2 * wide + high:
        return inset + wide - (along - wide - high), inset + high
    return inset, inset + high - (along - 2 * wide - high)


def render(paper: Paper) -> bytes:
    """The page as PDF bytes."""
    _fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True, pageCompression=1, lang="id")
    canvas.setTitle(f"{paper.title_id} {paper.number}")
    canvas.setAuthor(paper.issuer)
    canvas.setSubject(paper.serial)
    _frame(canvas)
    _words(canvas, paper)
    _code(canvas, paper)
    canvas.save()
    return buffer.getvalue()


def _frame(canvas: Canvas) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.35)
    canvas.drawPath(_guilloche())


def _words(canvas: Canvas, paper: Paper) -> None:
    canvas.setFillColor(QUIET)
    _line(canvas, paper.issuer, 258, BOLD, 11)
    canvas.setFillColor(INK)
    _line(canvas, paper.heading_id, 236, BOLD, 30)
    canvas.setFillColor(QUIET)
    _line(canvas, paper.heading_en, 227, PLAIN, 14)
    canvas.setFillColor(INK)
    _line(canvas, paper.name, 200, BOLD, 26)
    _line(canvas, paper.title_id, 184, BOLD, 17)
    canvas.setFillColor(QUIET)
    _line(canvas, paper.title_en, 176, PLAIN, 13)
    for at, row in enumerate(paper.rows):
        y = (156 - 9 * at) * mm
        canvas.setFillColor(QUIET)
        canvas.setFont(PLAIN, 10)
        canvas.drawRightString(MIDDLE - 4 * mm, y, f"{row.label_id} / {row.label_en}")
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, 11)
        canvas.drawString(MIDDLE + 4 * mm, y, _narrowed(row.value, BOLD, 11, 72 * mm))


def _line(canvas: Canvas, text: str, at: float, font: str, size: float) -> None:
    """A line in the middle, at a height in mm; one that is too wide becomes smaller."""
    width = pdfmetrics.stringWidth(text, font, size)
    canvas.setFont(font, size * min(1, 160 * mm / width) if width else size)
    canvas.drawCentredString(MIDDLE, at * mm, text)


def _narrowed(text: str, font: str, size: float, most: float) -> str:
    while pdfmetrics.stringWidth(text, font, size) > most:
        text = text[:-2].rstrip() + "…"
    return text


def _code(canvas: Canvas, paper: Paper) -> None:
    matrix = qr.matrix(paper.address)
    side = len(matrix) * MODULE
    left, top = 26 * mm, 30 * mm + side
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.rect(left, 30 * mm, side, side, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(MODULE, -MODULE)
    # In modules and whole numbers, written at once: a third of the page's time otherwise.
    canvas.addLiteral("\n".join(f"{x} {y} {long} 1 re" for x, y, long in qr.runs(matrix)) + "\nf")
    canvas.restoreState()
    _beside_the_code(canvas, paper, left + side + 6 * mm)


def _beside_the_code(canvas: Canvas, paper: Paper, left: float) -> None:
    lines = (
        (paper.number, BOLD, 13, INK, 52),
        (paper.serial, PLAIN, 11, INK, 46),
        (paper.check_id, PLAIN, 9, QUIET, 39),
        (paper.check_en, PLAIN, 9, QUIET, 34),
    )
    for text, font, size, colour, at in lines:
        canvas.setFillColor(colour)
        canvas.setFont(font, size)
        canvas.drawString(left, at * mm, _narrowed(text, font, size, WIDTH - 24 * mm - left))
