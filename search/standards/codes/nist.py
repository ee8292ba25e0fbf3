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
# Security's own publications are often asked for by their number alone.
_BARE = re.compile(r"(?:NIST[ .]?)?((?:500|800|1800)[ -]\d[A-Z0-9.-]*(?: [A-Z0-9.()]+)*)")
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
_ORDER = ("Part", "Vol.", "Version", "Rev.", "Upd.")
_EDITIONS = ("Version", "Rev.", "Upd.")
_PIECE = re.compile(
    r"(?<=[A-Z0-9])[ .-]?(PART|PT|VOLUME|VOL|VERSION|VER|V|REVISION|REV|R|UPDATE|UPD)[. ]*"
    r"(\d+|(?<=REV\. )[A-Z])$"
)
# Only these are taken apart; the old series keep what they say as it came.
_MODERN = {"SP", "FIPS", "IR", "TN", "CSWP", "AI", "AMS"}


def read(text: str) -> Code | None:
    """``SP 800-53r5``, ``NIST.SP.800-53r5``, ``800-53 rev 5``: all ``NIST SP 800-53 Rev. 5``."""
    text = re.sub(r"\b(NIST|NBS)(?=IR\b|IR\d)", r"\1 ", text)
    text = re.sub(r"(?<=\d)\.(?=[A-Z]{2,}\.)", " ", text)
    if found := _BARE.fullmatch(text):
        return _written("NIST", "SP", found[1].replace(" ", "-", 1))
    if not (found := _NIST.fullmatch(text)):
        return None
    publisher, spelled_out, series, rest = found.groups()
    series = "SP" if spelled_out else series.partition(" ")[0]
    if not publisher and (series not in {"SP", "FIPS", "IR"} or not rest[0].isdigit()):
        return None  # without NIST in front, only what nobody else calls so
    return _written(publisher or "NIST", series, rest)


def _written(publisher: str, series: str, rest: str) -> Code:
    said = {}
    if series == "SP":
        rest = re.sub(r"^(500|800|1800) (?=\d)", r"\1-", rest)
    # From the end, so that what is not understood stays where it is, as it came.
    while series in _MODERN and (found := _PIECE.search(rest)):
        word = _WORDS[found[1]]
        if word in said:
            break
        said[word] = found[2]
        rest = rest[: found.start()]
    number, edition = _counted(series, rest)
    head = series if series == "FIPS" else f"{publisher} {series}"
    parts = "".join(f" {word} {said[word]}" for word in _ORDER[:2] if word in said)
    pieces = [f"{word} {said[word]}" for word in _EDITIONS if word in said]
    stem = f"{head} {number}"
    counted = f"-{edition}" if edition else ""
    return Code(
        text=" ".join([stem + counted + parts, *pieces]),
        body=publisher,
        number=number,
        part=said.get("Part") or said.get("Vol.") or "",
        kind=series,
        edition=" ".join([edition, *pieces]).strip(),
        plain=stem + parts,
        stem=stem,
    )


def _counted(series: str, number: str) -> tuple[str, str]:
    """SP 800-63-4 and FIPS 140-3 count their editions behind a hyphen."""
    plain = {"SP": r"(\d+-\d+[A-Z]?)-(\d)", "FIPS": r"(\d+)-(\d{1,2})"}.get(series)
    found = re.fullmatch(plain, number) if plain else None
    return (found[1], found[2]) if found else (number, "")
