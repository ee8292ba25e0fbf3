"""What ISO and IEC number besides standards: test report forms, drafts in committee, directives.

Each has a grammar of its own, and nobody looks them up here: they are known as what they are and
written as they came.
"""

import re

from search.standards.codes.code import Code
from search.standards.codes.figures import YEAR

_PAPERS = (
    # body, how it is written
    ("IEC", r"IEC(?:EE|EX|Q)(?: (?:TRF|OD|CS))?(?: CISPR)? ?[A-Z0-9,&_.-]*[A-Z0-9](?::\d{4})?"),
    ("IEC", r"(?:PWI|PNW)(?: (?:TR|TS|SRD|PAS))? [A-Z0-9][A-Z0-9-]*(?: ED\d+)?"),
    ("IEC", r"[A-Z0-9]+(?:[/-][A-Z0-9]+)?/\d+[A-Z]*(?:\([A-Z]\))?/[A-Z]+\d*"),
    ("ISO/IEC", r"ISO/IEC (?:JTC 1 )?DIR(?:ECTIVES)?\b[A-Z0-9 ,:+.-]*(?<!\W)"),
    ("ISO/IEC", r"ISO/IEC (?:VIM|SYMBOL)(?::\d{4})?(?: DB)?"),
)


def read(text: str) -> Code | None:
    """``IECEE TRF 61540B:2018``, ``86B/4497/FDIS``, ``ISO/IEC DIR 1:2022``."""
    for body, pattern in _PAPERS:
        if re.fullmatch(pattern, text):
            year = re.search(rf":({YEAR})", text)
            plain = re.sub(r":\d{4}", "", text)
            return Code(
                text=text,
                body=body,
                number=plain.removeprefix(body).strip(),
                year=year[1] if year else "",
                plain=plain,
            )
    return None
