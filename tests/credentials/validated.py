"""``python validated.py FILE AUTHORITY``: what pyHanko's validator says of a signature, as JSON.

A process of its own that loads nothing of ours.
"""

import json
import sys
from pathlib import Path

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def main(file: str, authority: str) -> None:
    trust = ValidationContext(trust_roots=[load_cert_from_pemder(authority)])
    with Path(file).open("rb") as content:
        (signature,) = PdfFileReader(content).embedded_signatures
        said = validate_pdf_signature(signature, trust)
    print(
        json.dumps(
            {
                "intact": said.intact,
                "valid": said.valid,
                "trusted": said.trusted,
                "whole": said.coverage.name == "ENTIRE_FILE",
                "certified": signature.docmdp_level.name,
                "allowed": bool(said.docmdp_ok),
                "bottom line": said.bottom_line,
                "at": said.signer_reported_dt.isoformat(),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
