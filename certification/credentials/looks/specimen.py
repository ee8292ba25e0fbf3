"""What a template would print, shown to its editors: invented words, never a credential.

The code of a specimen leads to the checker as any other, which finds nothing genuine in it.
"""

import base64
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from certification.credentials import paper
from certification.credentials.formats import serials
from certification.credentials.looks import designs, printable
from certification.credentials.looks.wording import words_of
from certification.credentials.paper import Design

LABELS = {
    "certificate": _("Sertifikat A4"),
    "card": _("Kartu, dua sisi"),
    "badge": _("Tanda pengenal A6"),
}
# Small pages are shown larger, so that their words can be read on a screen.
ACROSS_PIXELS = 1240
# As a credential has them, and marked so that nobody takes it for one.
FACTS = SimpleNamespace(
    holder_name="CONTOH / SPECIMEN",
    title_id="Contoh: bukan sertifikat",
    title_en="Specimen: not a certificate",
    scheme="CONTOH",
    edition="2026",
    decided_on=date(2026, 1, 1),
    valid_from=datetime(2026, 1, 1, tzinfo=UTC),
    last_day=datetime(2028, 12, 31, tzinfo=UTC),
    issued_at=datetime(2026, 1, 1, tzinfo=UTC),
    region_name="Kota Contoh",
    number="CONTOH-2026-00000",
    shown_serial=serials.shown("0" * 16),
    signature=SimpleNamespace(code=bytes(165)),  # as long as most codes are
)


def pictures(pdf: bytes) -> Iterator[str]:
    """Each page as the address of a PNG that it holds itself."""
    import pypdfium2  # here: pages start without it

    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        kept = io.BytesIO()
        page.render(scale=ACROSS_PIXELS / page.get_width()).to_pil().save(kept, "PNG")
        yield _inline("image/png", kept.getvalue())
    document.close()


# The editor shows it in a frame of its own pages.
@csp_replace({"frame-ancestors": [SELF]})
def page(request: HttpRequest, design: Design, *, form: str) -> HttpResponse:
    """The pages of a form as pictures, its PDF to be kept; or why it cannot be printed."""
    try:
        for text in designs.texts(design):
            printable.check_text(text)
    except ValidationError as error:
        return refused(request, error.messages)
    pdf = paper.render(words_of(FACTS), design, form)
    context = {
        "form": LABELS[form],
        "pictures": list(pictures(pdf)),
        "pdf": _inline("application/pdf", pdf),
        "name": f"contoh-{form}.pdf",
    }
    return render(request, "credentials/template_specimen.html", context)


@csp_replace({"frame-ancestors": [SELF]})
def refused(request: HttpRequest, reasons: list[str]) -> HttpResponse:
    """Why there is nothing to show, in words."""
    return render(request, "credentials/template_specimen.html", {"reasons": reasons})


def _inline(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
