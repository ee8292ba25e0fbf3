import re

from search.standards.codes.code import Code
from search.standards.codes.figures import YEAR

_SNI = re.compile(
    r"(?:(RSNI\d?)|SNI)[ .:-]*(?:NO(?:MOR)?[ .:]*)?(?:(\d\d)[- ])?(\d{3,6}(?:\.\d+)*)"
    rf"((?:[- ](?!{YEAR}(?!\d))\d{{1,3}}(?!\d))*)(?:[-: ]+({YEAR}))?"
    rf"(?:/(AMD|A|COR)[ .]*(\d+)(?::({YEAR}))?)?"
)


def read(text: str) -> Code | None:
    """``SNI 8799:2019``, ``sni8799-1``, a draft ``RSNI3 8799:2019``; adoptions are not read here.

    The old way has its field before the number and a hyphen before the year: ``SNI 03-3985-2000``.
    """
    found = _SNI.fullmatch(text)
    if not found:
        return None
    stage, old_field, number, parts, year, name, amendment, amended = found.groups()
    number = f"{old_field}-{number}" if old_field else number
    part = re.sub(r"[- ]", "-", parts).strip("-")
    stem = f"SNI {number}"
    plain = f"{stem}-{part}" if part else stem
    dated = plain + (f"{'-' if old_field else ':'}{year}" if year else "")
    dated = dated.replace("SNI", stage or "SNI", 1)
    supplement = ""
    if name:
        supplement = f"{'Cor' if name == 'COR' else 'Amd'} {amendment}"
        supplement += f":{amended}" if amended else ""
    return Code(
        text=f"{dated}/{supplement}" if supplement else dated,
        body="SNI",
        number=number,
        part=part,
        year=year or "",
        stage=stage or "",
        supplement=supplement,
        plain=plain,
        stem=stem,
        amended=dated,
    )
