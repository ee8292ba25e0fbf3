import re
from collections.abc import Callable

from search.standards.codes.code import Code

# Who puts their own name before another's code, and whose.
_ADOPTERS = (
    r"RSNI\d?|SNI|(?:FPR|PR)?EN|BS|PD|DIN|NF|UNE|UNI|NEN|SS|DS|SFS|SN|NBN|PN|CSN|"
    r"AS/NZS|AS|JIS|GB/T|GB|MS|TCVN|CSA|KS|ANSI(?=[ /-]+I)"
)
_ADOPTED = r"(?:ISO|IEC|CISPR|EN|PREN|CEN|CLC|ETSI|ASTM)(?:[\W\d]|ISO|IEC)"
_ADOPTION = re.compile(rf"({_ADOPTERS})[ /:-]*(?={_ADOPTED})")
_STAGES = re.compile(r"RSNI\d?|FPR(?=EN)|PR(?=EN)")


def read(text: str, parse: Callable[[str], Code | None]) -> Code | None:
    """Whose code holds another's: ``SNI ISO/IEC 27001:2022``, ``BS EN ISO 9001:2015``.

    What stands inside may itself be an adoption: a British one of a European one of ISO's.
    """
    found = _ADOPTION.match(text)
    inner = parse(text[found.end() :]) if found else None
    if not inner:
        return None
    head = found[1].replace("FPREN", "FprEN").replace("PREN", "prEN")
    staged = _STAGES.match(found[1])
    bare = "SNI" if "SNI" in found[1] else re.sub(r"^(?:FPR|PR)(?=EN)", "", found[1])
    joined = "/" if head == "ANSI" else " "
    return Code(
        text=head + joined + inner.text,
        body="BSI" if bare == "BS" else bare,
        number=inner.number,
        part=inner.part,
        kind=inner.kind,
        year=inner.year,
        edition=inner.edition,
        stage=head.removesuffix("EN") if staged else inner.stage,
        supplement=inner.supplement,
        language=inner.language,
        adopts=inner,
        plain=bare + joined + inner.plain,
        stem=bare + joined + inner.stem,
        amended=head + joined + inner.amended,
    )
