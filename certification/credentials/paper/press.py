"""ReportLab's canvas with what our pages are made of: shaped words, whole modules, ornament once.

Places and lengths are in points from the lower left; type is as large as it can be within a width.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from certification.credentials.formats import qr
from certification.credentials.paper.embedding import Type
from certification.credentials.paper.fitting import fitted
from certification.credentials.paper.measures import MODULE, rgb
from certification.credentials.paper.shaping import PLAIN

# Streams as plain bytes: smaller and quicker than as letters, and every reader takes them.
rl_config.useA85 = 0
ALIGNED = {"left": 0.0, "middle": 0.5, "right": 1.0}


@dataclass(frozen=True)
class Said:
    """A line, or two round the same height ``at``. It is smaller before it breaks, never below
    ``least`` where it may break, and never wider than its column.
    """

    text: str
    at: float
    size: float
    colour: str
    faces: tuple[str, ...] = PLAIN
    least: float = 0
    lines: int = 1
    lead: float = 1.2


class _Canvas(Canvas):
    def _make_preamble(self) -> None:
        """Without the typeface that ReportLab begins with: it is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"


class Press:
    """A file being drawn, page by page."""

    def __init__(self, size: tuple[float, float]) -> None:
        self.wide, self.high = size
        self._file = io.BytesIO()
        self._type = Type()
        self._canvas = _Canvas(
            self._file, pagesize=size, invariant=True, pageCompression=1, lang="id"
        )

    def column(self, x: float, said: Iterable[Said], *, width: float, align="middle") -> None:
        """Words one below the other, at the left of ``x``, at its right or round it."""
        for words in said:
            self._words(words, x, width, ALIGNED[align])

    def _words(self, said: Said, x: float, width: float, before: float) -> None:
        found, size = fitted(
            said.text, said.faces, said.size, width, least=said.least, lines=said.lines
        )
        y = said.at + (len(found) - 1) * size * said.lead / 2
        self._canvas.addLiteral(rgb(said.colour, "rg"))
        for number, line in enumerate(found):
            left = x - before * line.width * size / 1000
            shown = self._type.shown(line, x=left, y=y - number * size * said.lead, size=size)
            self._canvas.addLiteral(shown)

    def block(self, x: float, y: float, wide: float, high: float, *, colour: str) -> None:
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.rect(x, y, wide, high, stroke=0, fill=1)

    def rule(self, x: float, y: float, wide: float, *, colour: str, weight: float = 0.5) -> None:
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(weight)
        self._canvas.line(x, y, x + wide, y)

    def code(self, address: str, *, x: float, y: float, module: float = MODULE) -> float:
        """A QR code on white, its quiet zone with it; how long its sides are."""
        rows = qr.matrix(address)
        side = len(rows) * module
        self.block(x, y, side, side, colour="#FFFFFF")
        self._canvas.saveState()
        self._canvas.setFillColor(HexColor("#000000"))
        self._canvas.translate(x, y + side)
        self._canvas.scale(module, -module)
        # In modules and whole numbers, written at once: a third of the page's time otherwise.
        runs = (f"{left} {top} {long} 1 re" for left, top, long in qr.runs(rows))
        self._canvas.addLiteral("\n".join(runs) + "\nf")
        self._canvas.restoreState()
        return side

    def prepared(self, name: str, drawing: bytes) -> None:
        """Operators that were deflated before: kept once in the file, shown on each page."""
        about = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Form"),
            "BBox": PDFArray([0, 0, self.wide, self.high]),
            "Filter": PDFName("FlateDecode"),
        }
        document = self._canvas._doc
        document.Reference(PDFStream(PDFDictionary(about), drawing), f"FormXob.{name}")
        self._canvas.doForm(name)

    def picture(self, png: bytes, *, x: float, y: float, high: float, align: str) -> float:
        """A picture at a height, its middle or its side at ``x``; how wide it is."""
        reader = ImageReader(io.BytesIO(png))
        across, down = reader.getSize()
        wide = high * across / down
        self._canvas.drawImage(reader, x - ALIGNED[align] * wide, y, wide, high)
        return wide

    def turn(self) -> None:
        """The next page."""
        self._canvas.showPage()

    def finished(self) -> bytes:
        self._type.embed(self._canvas._doc)
        self._canvas.save()
        return self._file.getvalue()
