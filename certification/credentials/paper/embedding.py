"""Type in ReportLab's files: glyphs by number, each face with no more of it than is shown.

ReportLab's own fonts know code points, so what HarfBuzz shaped does not fit into them; these are
written with its objects beside them. A character identifier stands for a glyph *and* what it says
there: one shape that stands for two letters is copied out as what was meant.
"""

import hashlib
import zlib
from collections.abc import Iterator
from functools import cache

import uharfbuzz
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
)

from certification.credentials.paper.shaping import Face, Glyph, Line

NO_MORE_NEEDED = ("GSUB", "GPOS", "GDEF", "STAT", "gasp", "name", "OS/2", "post", "cmap")


class Type:
    """The type of one document: gives identifiers out while it is drawn, then the fonts."""

    def __init__(self) -> None:
        self._used: dict[Face, dict[tuple[int, str], int]] = {}

    def shown(self, line: Line, *, x: float, y: float, size: float) -> str:
        """The operators that show a line, its beginning at a place."""
        said = [f"BT {x:.2f} {y:.2f} Td"]
        face = None
        up = 0
        pen = at = 0
        for letter in _letters(line):
            if len(letter) > 1:
                # No reader can know which parts make one letter: it is told what they say.
                said.append(f"/Span <</ActualText <{_utf16(letter[0].text, mark=True)}>>> BDC")
            for glyph in letter:
                if glyph.face is not face:
                    face = glyph.face
                    said.append(f"/{self._name(face)} {size:.3f} Tf")
                if glyph.up != up:
                    up = glyph.up
                    said.append(f"{up * size / 1000:.3f} Ts")
                # The step to it, where that is not where the last one ended.
                step = at - (pen + glyph.right)
                at = pen + glyph.right + glyph.face.font.get_glyph_h_advance(glyph.number)
                pen += glyph.advance
                shown = f"<{self._identifier(glyph):04x}>"
                said.append(f"[{step} {shown}] TJ" if step else f"{shown} Tj")
            if len(letter) > 1:
                said.append("EMC")
        said.append("0 Ts ET" if up else "ET")
        return " ".join(said)

    def _name(self, face: Face) -> str:
        self._used.setdefault(face, {})
        return f"T{list(self._used).index(face)}"

    def _identifier(self, glyph: Glyph) -> int:
        used = self._used[glyph.face]
        return used.setdefault((glyph.number, glyph.text), len(used) + 1)

    def embed(self, document: PDFDocument) -> None:
        """Put the fonts into a file, by the names under which they were shown."""
        fonts = document.idToObject["BasicFonts"].dict
        fonts.clear()  # a face that is not embedded is none for the archive
        for face, used in self._used.items():
            fonts[self._name(face)] = _font(document, face, used)


def _font(
    document: PDFDocument, face: Face, used: dict[tuple[int, str], int]
) -> PDFObjectReference:
    program, places = _subset(face, frozenset(number for number, _text in used))
    name = PDFName(f"{_tag(program)}+{face.name}")
    widths = [face.font.get_glyph_h_advance(number) for number, _text in used]
    order = b"".join(places[number].to_bytes(2, "big") for number, _text in used)
    extents = face.font.get_font_extents("ltr")
    described = PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": 4,  # symbolic: its glyphs are known by number
            "FontBBox": PDFArray([-1000, extents.descender, 3000, extents.ascender]),
            "ItalicAngle": 0,
            "Ascent": extents.ascender,
            "Descent": extents.descender,
            "CapHeight": 700,
            "StemV": 120,
            "FontFile2": deflated(document, program, Length1=len(program)),
        }
    )
    system = {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
    descendant = PDFDictionary(
        {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": PDFDictionary(system),
            "FontDescriptor": document.Reference(described),
            "W": PDFArray([1, PDFArray(widths)]),
            "DW": 0,
            "CIDToGIDMap": deflated(document, b"\0\0" + order),
        }
    )
    return document.Reference(
        PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": deflated(document, _said_by(used)),
            }
        )
    )


def deflated(document: PDFDocument, content: bytes, **about) -> PDFObjectReference:
    about["Filter"] = PDFName("FlateDecode")
    return document.Reference(PDFStream(PDFDictionary(about), zlib.compress(content)))


@cache
def _prepared(face: Face) -> uharfbuzz.Face:
    return uharfbuzz.subset_preprocess(face.face)


def _subset(face: Face, numbers: frozenset[int]) -> tuple[bytes, dict[int, int]]:
    """A font file of these glyphs alone, and which number each has in it."""
    asked = uharfbuzz.SubsetInput()
    asked.glyph_set.update(numbers)
    asked.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    asked.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in NO_MORE_NEEDED)
    plan = uharfbuzz.SubsetPlan(_prepared(face), asked)
    places = dict(plan.old_to_new_glyph_mapping)
    return bytes(plan.execute().blob.data), places


def _letters(line: Line) -> Iterator[list[Glyph]]:
    """The glyphs of each letter with its marks, as they stand together."""
    letter: list[Glyph] = []
    for glyph in line.glyphs:
        if glyph.text and letter:
            yield letter
            letter = []
        letter.append(glyph)
    if letter:
        yield letter


def _utf16(text: str, *, mark: bool = False) -> str:
    return ("\ufeff" * mark + text).encode("utf-16-be").hex()


def _tag(program: bytes) -> str:
    """Six letters that tell one subset from another."""
    digest = hashlib.sha256(program).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _said_by(used: dict[tuple[int, str], int]) -> bytes:
    """What each identifier says, for whoever copies or searches."""
    pairs = [f"<{number:04x}> <{_utf16(text)}>" for (_glyph, text), number in used.items() if text]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    listed = "\n".join(
        "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks
    )
    return TO_UNICODE.format(listed=listed).encode()


TO_UNICODE = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{listed}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
