"""NIST and NBS, its forerunner: series, number; part, volume, version, revision, update."""

import re

from search.standards.codes.code import Code

_SERIES = (
    "SP|FIPS(?: PUBS?)?|IR|TN|HB|CSWP|AI|AMS|BSS|GCR|MONO|MP|NCSTAR|NSRDS|OWMWP|VTS|EAB|TTB|"
    "LCIRC|LC|CIRC|CRPL-F-[AB]|BRPD-CRPL-D|CRPL|RPT|BMS|BH|CSM|CS|IP|IRPL|TIBM|DCI|PC|JPCRD|JRES|"
    "PS|SIBS|CIS|HR"
)
_NIST = re.compile(
    rf"(?:(NIST|NBS)[ .]?)?(?:(SPECIAL PUBLICATION)|({_SERIES}))(?:[ ./-]+|(?=\d))"
    r"([A-Z0-9][A-Z0-9._/()-]*(?: [A-Z0-9.()_/-]+)*)"
)
# Security's own publications are often asked for by their number alone, pieces and all.
_BARE = re.compile(r"(?:NIST[ .]?)?((?:500|800|1800)[ -]\d.*)")
_BARE_NUMBER = re.compile(r"\d+-\d+[A-Z]?(?:-\d)?")
_WORDS = {
    "PT": "Part",
    "PART": "Part",
    "V": "Vol.",
    "VOL": "Vol.",
    "VOLUME": "Vol.",
    "VER": "Version",
    "VERSION": "Version",
    "R": "Rev.",
    "REV": "Rev.",
    "REVISION": "Rev.",
    "UPD": "Upd.",
    "UPDATE": "Upd.",
}
_PARTS, _EDITIONS = ("Part", "Vol."), ("Version", "Rev.", "Upd.")
# A letter alone stands behind the number and its letter; in a longer word (Mar1985) it is none.
_PIECE = re.compile(
    r"(?:[ ./-]|(?<=\d)|(?<=\d[A-Z]))"
    r"(?:(PART|PT|VOLUME|VOL|VERSION|VER|V|REVISION|REV|R)[. ]*(\d{1,2}|(?<=REV\. )[A-Z])"
    r"|(UPDATE|UPD)[. ]*(\d*))$"
)
_DRAFT = re.compile(r"[ -](IPD|FPD|IWD|PRD|\dPD|DRAFT)$")
_LANGUAGE = re.compile(r"(?: |\()(?!IPD|FPD|IWD|PRD)([A-Z]{3})\)?$")
# Only these are taken apart; the old series keep what they say as it came.
_MODERN = {"SP", "FIPS", "IR", "TN", "CSWP", "AI", "AMS"}


def read(text: str) -> Code | None:
    """``SP 800-53r5``, ``NIST.SP.800-53r5``, ``800-53 rev 5``: all ``NIST SP 800-53 Rev. 5``."""
    text = re.sub(r"\b(NIST|NBS)(?=IR\b|IR\d)", r"\1 ", text)
    text = re.sub(r"(?<=\d)\.(?=[A-Z]{2,}\.)", " ", text)
    if found := _BARE.fullmatch(text):
        code = _written("NIST", "SP", found[1])
        return code if code and _BARE_NUMBER.fullmatch(code.number) else None
    if not (found := _NIST.fullmatch(text)):
        return None
    publisher, spelled_out, series, rest = found.groups()
    series = "SP" if spelled_out else series.partition(" ")[0]
    if series == "FIPS":
        return _written("NIST", series, rest)
    if not publisher and (series not in {"SP", "IR"} or not rest[0].isdigit()):
        return None  # without NIST in front, only what nobody else calls so
    return _written(publisher or "NIST", series, rest)


def _written(publisher: str, series: str, rest: str) -> Code | None:
    said, stage, language = {}, "", ""
    if series == "SP":
        rest = re.sub(r"^(500|800|1800) (?=\d)", r"\1-", rest)
    if series in _MODERN:
        rest, language = _taken(_LANGUAGE, rest)
        rest, stage = _taken(_DRAFT, rest)
        # From the end, so that what is not understood stays where it is, as it came.
        while (found := _PIECE.search(rest)) and _WORDS[found[1] or found[3]] not in said:
            said[_WORDS[found[1] or found[3]]] = found[2] or found[4] or "1"
            rest = rest[: found.start()]
    if not re.search(r"[A-Z0-9)]$", rest):
        return None
    if any(not re.search(r"\d", word) for word in rest.split()[1:]):
        return None  # words behind a code are not of it
    number, edition = _counted(series, rest)
    parts = "".join(f" {word} {said[word]}" for word in _PARTS if word in said)
    pieces = [f"{word} {said[word]}" for word in _EDITIONS if word in said]
    stem = f"FIPS {number}" if series == "FIPS" else f"{publisher} {series} {number}"
    text = " ".join([stem + (f"-{edition}" if edition else "") + parts, *pieces])
    return Code(
        text=text + (f" {stage}" if stage else "") + (f"({language})" if language else ""),
        body=publisher,
        number=number,
        part=said.get("Part") or said.get("Vol.") or "",
        kind=series,
        edition=" ".join([edition, *pieces]).strip(),
        stage=stage,
        language=language,
        plain=stem + parts,
        stem=stem,
    )


def _taken(pattern: re.Pattern, text: str) -> tuple[str, str]:
    found = pattern.search(text)
    return (text[: found.start()], found[1].lower()) if found else (text, "")


def _counted(series: str, number: str) -> tuple[str, str]:
    """SP 800-63-4 and FIPS 140-3 count their editions behind a hyphen."""
    plain = {"SP": r"(\d+-\d+[A-Z]?)-(\d)", "FIPS": r"(\d+)-(\d{1,2})"}.get(series)
    found = re.fullmatch(plain, number) if plain else None
    return (found[1], found[2]) if found else (number, "")
