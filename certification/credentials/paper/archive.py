"""What makes a PDF one for the archive: PDF/A-2b (ISO 19005-2), proven by veraPDF in the tests.

Its colours are those of a named profile, its metadata say what it is, nothing lies outside it.
"""

import io
import zlib
from datetime import UTC, datetime
from functools import cache
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description>
    <rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt>
   </dc:description>
   <xmp:CreateDate>{made}</xmp:CreateDate>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def finished(page: bytes, *, title: str, author: str, subject: str, made: datetime) -> bytes:
    """The file with its profile, metadata and language. The same page gives the same bytes."""
    with pikepdf.open(io.BytesIO(page)) as pdf:
        _describe(pdf, title=title, author=author, subject=subject, made=made.astimezone(UTC))
        file = io.BytesIO()
        pdf.save(file, deterministic_id=True, min_version="1.7")
    return file.getvalue()


def _describe(pdf: pikepdf.Pdf, *, title: str, author: str, subject: str, made: datetime) -> None:
    xmp = XMP.format(
        title=escape(title),
        author=escape(author),
        subject=escape(subject),
        made=f"{made:%Y-%m-%dT%H:%M:%SZ}",
    )
    pdf.Root.Metadata = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = pdf.make_stream(_srgb(), N=3, Alternate=Name.DeviceRGB, Filter=Name.FlateDecode)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    # The same again for readers that know no XMP; the standard wants both to agree.
    del pdf.docinfo
    for name, value in (
        ("/Title", title),
        ("/Author", author),
        ("/Subject", subject),
        ("/CreationDate", f"D:{made:%Y%m%d%H%M%S}Z"),
    ):
        pdf.docinfo[name] = value


@cache
def _srgb() -> bytes:
    """The colour space of every screen, as LittleCMS describes it, deflated."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes.fromhex("07e4 0001 0001 0000 0000 0000")  # its date: always the same
    return zlib.compress(bytes(profile), 9)
