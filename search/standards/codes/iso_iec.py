"""ISO, IEC and those who publish with them: types, stages, parts, supplements, languages."""

import re

from search.standards.codes import figures
from search.standards.codes.code import Code
from search.standards.codes.figures import Cursor

_BODIES = "ISO|IEC|CISPR|IEEE|SAE|IDF|CIE|ASTM|OECD|HL7|CIW|UIC|ULC|JCGM|IMO|CEN"
_STAGES = (
    "NWIP|NP|PWI|PNW|AWI|WD|CDV|CD|FCD|DIS|FDIS|PRF|DTR|DTS|DPAS|FDTR|FDTS|PDTR|PDTS|PDISP|DISP|"
    "DGUIDE|FPR|PR"
)
_TYPES = "TR|TS|PAS|GUIDE|ISP|TTA|IWA|SRD|DATA|CA|R"
_SUPPLEMENT = (
    r" ?([/+]) ?(?:(NP|PWI|AWI|WD|CD|PRF) )?(F?P?D?(?:AMD|AM|COR|ADD|SUP(?:PL)?)|ISH|FRAGC?|AC|A)"
    r"[ .]*(\d+(?:\.\d+)?)?(?::(\d{4}(?:-\d\d)?))?(?![A-Z])"
)
_SUFFIX = r" (ED ?\.? ?\d*(?:\.\d+)?|EDITION \d+|CSV|RLV|CMV|SER|EXV|PRV|PAC|DB)(?![A-Z])"
_LANGUAGES = r" ?\(([A-Z]{1,5}(?:[,/] ?[A-Z]{1,5})*)\)"
_NAMES = {"AMD": "Amd", "AM": "Amd", "COR": "Cor", "ADD": "Add", "SUP": "Suppl", "SUPPL": "Suppl"}


def read(text: str) -> Code | None:
    """A code of ISO, IEC, CISPR or a joint one, amended or not, at whatever stage."""
    cursor = Cursor(text)
    stages = [found[1]] if (found := cursor.take(rf"({_STAGES})[ /]*(?=ISO|IEC|IWA)")) else []
    types = ["GUIDE"] if cursor.take(r"GUIDES? (?=ISO|IEC)") else []
    bodies = _bodies(cursor)
    if not bodies:
        return None
    while found := cursor.take(rf"[ /-]*(?:({_STAGES})(\d?)|({_TYPES}))(?![A-Z])"):
        if found[3]:
            types.append(found[3])
        else:
            stages.append(found[1] + found[2])
    read = figures.take(cursor)
    if read is None:
        return None
    supplement, suffix, language = _tail(cursor, style_of=bodies[0])
    if not cursor.done:
        return None
    stage, kind = " ".join(stages), " ".join(types).replace("GUIDE", "Guide")
    body = "ISO" if kind == "IWA" else "/".join(bodies)
    dated = f"{_head(body, stage, kind)} {read.dated}"
    bare = _head(body, "", kind)
    return Code(
        text=dated + supplement + suffix + (f"({language})" if language else ""),
        body=body,
        number=read.number,
        part=read.part,
        kind=kind,
        year=read.year,
        edition=suffix.strip(),
        stage=stage,
        supplement=supplement[1:],
        language=language,
        plain=f"{bare} {read.undated}",
        stem=f"{bare} {read.number}",
        amended=dated,
    )


def _bodies(cursor: Cursor) -> list[str]:
    if cursor.text[cursor.at :].startswith("IWA"):
        return ["ISO"]  # its workshop agreements, often named without it
    first = cursor.take(r"(ISO|IEC|CISPR|JCGM)(?![A-Z]*X TRF)")
    if not first:
        return []
    bodies = [first[1]]
    while more := cursor.take(rf" ?[/ -]? ?({_BODIES})(?=[\W\d]|{_BODIES}|{_TYPES}|$)"):
        bodies.append(more[1])
    return bodies


def _head(body: str, stage: str, kind: str) -> str:
    """``ISO/TR``, but ``ISO/IEC TR`` and ``IEC TR``; a guide stands apart, IWA stands alone."""
    if kind == "IWA":
        return f"{stage} IWA".strip()
    said = f"{stage} {kind}".strip()
    if not said:
        return body
    return f"{body}{'/' if body == 'ISO' and not said.startswith('Guide') else ' '}{said}"


def _tail(cursor: Cursor, *, style_of: str) -> tuple[str, str, str]:
    """Supplements, then edition and variant, then languages: ISO spaces what IEC does not."""
    supplements, suffix, languages = "", "", []
    while True:
        if found := cursor.take(_SUPPLEMENT):
            mark, stage, name, number, year = found.groups()
            base = name.lstrip("FPD") if not name.startswith("FRAG") else name
            spaced = style_of not in {"IEC", "CISPR"} and base in _NAMES
            word = name.removesuffix(base) + (_NAMES[base] if spaced else base)
            supplements += suffix + mark + (f"{stage} " if stage else "") + word
            supplements += (" " if spaced and number else "") + (number or "")
            supplements += f":{year}" if year else ""
            suffix = ""
        elif found := cursor.take(_SUFFIX):
            suffix += " " + re.sub(r"^ED(?:ITION)?[ .]*", "ED", found[1])
        elif found := cursor.take(_LANGUAGES):
            languages.append(found[1].lower().replace(" ", ""))
        else:
            return supplements, suffix, ",".join(languages)
