"""Many cards in one file, out of their own files: for a card printer, or on sheets to be cut."""

import io
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name

from certification.credentials.paper.measures import A4, CR80, mm

COLUMNS, ROWS = 2, 5
A_SHEET = COLUMNS * ROWS
GAP_ACROSS, GAP_DOWN = 8 * mm, 3 * mm
MARK = 2.5 * mm  # how long the lines are that say where to cut


def one_after_another(cards: Iterable[bytes]) -> bytes:
    """A page of ID-1 for each side, front and back in turn: what card printers take."""
    run = pikepdf.new()
    for card in cards:
        with pikepdf.open(io.BytesIO(card)) as pdf:
            _take_signature_off(pdf)
            run.pages.extend(pdf.pages)
    return _saved(run)


def _take_signature_off(pdf: pikepdf.Pdf) -> None:
    """It is over the card's own file; over another it would not hold."""
    if "/AcroForm" in pdf.Root:
        del pdf.Root.AcroForm
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]


def on_sheets(cards: Iterable[bytes]) -> bytes:
    """A4 sheets of ten, fronts and then their backs, for a printer that turns on the long edge."""
    run = pikepdf.new()
    sheet: list[tuple[pikepdf.Object, ...]] = []
    for card in cards:
        with pikepdf.open(io.BytesIO(card)) as pdf:
            sides = (page.as_form_xobject() for page in pdf.pages)
            sheet.append(tuple(run.copy_foreign(side) for side in sides))
        if len(sheet) == A_SHEET:
            _lay(run, sheet)
            sheet = []
    if sheet:
        _lay(run, sheet)
    return _saved(run)


def _lay(run: pikepdf.Pdf, sheet: list[tuple[pikepdf.Object, ...]]) -> None:
    for side in (0, 1):
        said, shown = [], {}
        for place, card in enumerate(sheet):
            x, y = _corner(place, mirrored=side == 1)
            shown[f"/C{place}"] = card[side]
            said += [f"q 1 0 0 1 {x:.2f} {y:.2f} cm /C{place} Do Q", _marks(x, y)]
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, *A4]),
            Contents=run.make_stream("\n".join(said).encode()),
            Resources=Dictionary(XObject=Dictionary(shown)),
        )
        run.pages.append(pikepdf.Page(page))


def _corner(place: int, *, mirrored: bool) -> tuple[float, float]:
    """The lower left corner of a place; its back lies behind it once the sheet is turned."""
    row, column = divmod(place, COLUMNS)
    if mirrored:
        column = COLUMNS - 1 - column
    wide = COLUMNS * CR80[0] + (COLUMNS - 1) * GAP_ACROSS
    high = ROWS * CR80[1] + (ROWS - 1) * GAP_DOWN
    x = (A4[0] - wide) / 2 + column * (CR80[0] + GAP_ACROSS)
    y = (A4[1] + high) / 2 - CR80[1] - row * (CR80[1] + GAP_DOWN)
    return x, y


def _marks(x: float, y: float) -> str:
    """Short lines beside each corner, outside the card."""
    lines = []
    for edge in (y, y + CR80[1]):
        lines.append(f"{x - MARK:.2f} {edge:.2f} m {x - 0.5 * mm:.2f} {edge:.2f} l")
        right = x + CR80[0]
        lines.append(f"{right + 0.5 * mm:.2f} {edge:.2f} m {right + MARK:.2f} {edge:.2f} l")
    for edge in (x, x + CR80[0]):
        lines.append(f"{edge:.2f} {y - 1.4 * mm:.2f} m {edge:.2f} {y - 0.4 * mm:.2f} l")
        top = y + CR80[1]
        lines.append(f"{edge:.2f} {top + 0.4 * mm:.2f} m {edge:.2f} {top + 1.4 * mm:.2f} l")
    return "q 0.25 w " + " ".join(lines) + " S Q"


def _saved(run: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    run.save(file, deterministic_id=True, compress_streams=True)
    return file.getvalue()
