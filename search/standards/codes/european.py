"""EN and its kin of CEN and CENELEC, and what BSI numbers itself; ETSI has its own module."""

import re

from search.standards.codes import figures
from search.standards.codes.code import Code
from search.standards.codes.figures import Cursor

_HEADS = (
    # who publishes, what stands before the number
    ("EN", r"(FPR|PR)?(EN|HD|CWA)"),
    ("CENELEC", r"()(CLC[/ ](?:TS|TR|GUIDE)|CENELEC[/ ](?:TS|TR|GUIDE))"),
    ("CEN/CENELEC", r"()((?:CEN[/ ]CLC|CLC[/ ]CEN)[/ ](?:TS|TR|GUIDE))"),
    ("CEN", r"()(CEN[/ ](?:TS|TR|GUIDE))"),
    ("BSI", r"()(BS OHSAS|BS|PAS|PD)"),
)
_AMENDMENT = r" ?([/+]) ?(AC|AMD|COR|A) ?(\d*)(?::(\d{4}))?(?![A-Z\d])"
_STAGES = {"PR": "pr", "FPR": "Fpr"}


def read(text: str) -> Code | None:
    """``EN 50131-1:2006+A1:2009``, ``prEN 17483-4``, ``CLC/TS 50131-7``, ``BS 8418:2021``."""
    for body, pattern in _HEADS:
        cursor = Cursor(text)
        if (head := cursor.take(rf"{pattern}(?=[\d -])")) and (read := figures.take(cursor)):
            supplement = ""
            while found := cursor.take(_AMENDMENT):
                supplement += found[1] + found[2] + found[3] + (f":{found[4]}" if found[4] else "")
            if cursor.done:
                return _written(body, head, read, supplement)
    return None


def _written(body: str, head: re.Match, read: figures.Figures, supplement: str) -> Code:
    stage, word = _STAGES.get(head[1], ""), head[2]
    if "CEN" in body:
        word = "/".join(word.replace("CENELEC", "CLC").split()).replace("/GUIDE", " Guide")
    dated = f"{stage}{word} {read.dated}"
    return Code(
        text=dated + supplement,
        body=body,
        number=read.number,
        part=read.part,
        kind="" if word in {"EN", "BS"} else re.split("[/ ]", word)[-1],
        year=read.year,
        stage=stage,
        supplement=supplement[1:],
        plain=f"{word} {read.undated}",
        stem=f"{word} {read.number}",
        amended=dated,
    )
