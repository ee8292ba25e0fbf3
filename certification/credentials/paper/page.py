"""The A4 certificate: where each word stands, and the file around the page."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from certification.credentials import qr
from certification.credentials.paper import archive, ornament
from certification.credentials.paper.embedding import Type
from certification.credentials.paper.fitting import fitted
from certification.credentials.paper.measures import HEIGHT, MIDDLE, WIDTH, mm, rgb
from certification.credentials.paper.shaping import BOLD, PLAIN
from certification.credentials.paper.words import Paper

INK, QUIET, NAVY = "#14212B", "#55616B", "#123A5A"
MODULE = 0.42 * mm
MEASURE = 150 * mm  # the widest line in the middle


def render(paper: Paper) -> bytes:
    """The page as the bytes of a PDF/A-2b file."""
    type_ = Type()
    said = "\n".join(["/Ornament Do", *_words(type_, paper), *_code(type_, paper)])
    pdf = pikepdf.new()
    background = pdf.make_stream(
        ornament.stream(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, WIDTH, HEIGHT]),
        Filter=Name.FlateDecode,
    )
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, WIDTH, HEIGHT]),
        Contents=pdf.make_stream(said.encode()),
        Resources=Dictionary(
            Font=type_.fonts(pdf), XObject=Dictionary(Ornament=background), ProcSet=[Name.PDF]
        ),
    )
    pdf.pages.append(pikepdf.Page(page))
    archive.finish(
        pdf,
        title=f"{paper.title_id} {paper.number}",
        author=paper.issuer,
        subject=paper.serial,
        made=paper.made,
    )
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True, compress_streams=True, min_version="1.7")
    return file.getvalue()


def _words(type_: Type, paper: Paper) -> Iterator[str]:
    def middle(text, at, faces, size, colour, *, least=9.0, lines=1, lead=1.2):
        """Lines in the middle; ``at``, in mm, is where one would stand, two stand round it."""
        found, size = fitted(text, faces, size, MEASURE, least=least, lines=lines)
        yield rgb(colour, "rg")
        top = at * mm + (len(found) - 1) * size * lead / 2
        for n, line in enumerate(found):
            left = MIDDLE - line.width * size / 2000
            yield type_.shown(line, x=left, y=top - n * size * lead, size=size)

    yield from middle(paper.issuer, 247, BOLD, 11, NAVY)
    yield from middle(paper.heading_id, 230, BOLD, 31, NAVY)
    yield from middle(paper.heading_en, 221, PLAIN, 14, QUIET)
    yield from middle(paper.name, 197, BOLD, 27, INK, least=17, lines=2)
    yield from middle(paper.title_id, 176, BOLD, 17, INK, least=11, lines=2, lead=1.1)
    yield from middle(paper.title_en, 167, PLAIN, 13, QUIET, least=9, lines=2, lead=1.1)
    for n, row in enumerate(paper.rows):
        yield from _row(type_, row, (150 - 9 * n) * mm)


def _row(type_: Type, row, y: float) -> Iterator[str]:
    (label,), size = fitted(f"{row.label_id} / {row.label_en}", PLAIN, 10, 60 * mm)
    yield rgb(QUIET, "rg")
    left = MIDDLE - 4 * mm - label.width * size / 1000
    yield type_.shown(label, x=left, y=y, size=size)
    lines, size = fitted(row.value, BOLD, 11, 70 * mm, least=9, lines=2)
    yield rgb(INK, "rg")
    top = y + (len(lines) - 1) * size * 0.55
    for n, line in enumerate(lines):
        yield type_.shown(line, x=MIDDLE + 4 * mm, y=top - n * size * 1.1, size=size)


def _code(type_: Type, paper: Paper) -> Iterator[str]:
    rows = qr.matrix(paper.address)
    side = len(rows) * MODULE
    left, foot = 28 * mm, 30 * mm
    yield f"1 1 1 rg {left:.2f} {foot:.2f} {side:.2f} {side:.2f} re f"
    # In modules and whole numbers.
    yield f"q 0 0 0 rg {MODULE:.5f} 0 0 {-MODULE:.5f} {left:.2f} {foot + side:.2f} cm"
    yield from (f"{x} {y} {length} 1 re" for x, y, length in qr.runs(rows))
    yield "f Q"
    beside = left + side + 5 * mm
    for text, faces, size, colour, at in (
        (paper.number, BOLD, 13, INK, 52),
        (paper.serial, PLAIN, 11, INK, 46),
        (paper.check_id, PLAIN, 9, QUIET, 39),
        (paper.check_en, PLAIN, 9, QUIET, 34),
    ):
        (line,), fitting = fitted(text, faces, size, WIDTH - 25 * mm - beside)
        yield rgb(colour, "rg")
        yield type_.shown(line, x=beside, y=at * mm, size=fitting)
