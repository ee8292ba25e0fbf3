"""Standards that have a name instead of a number, and perhaps a version."""

import re

from search.standards.codes.code import Code

_VERSION = r"(?:[ -]*V?(?:ERSION )?(\d+(?:\.\d+)*))?"
_NAMES = (
    # body, how it is typed, its name, what comes before a version
    ("NIST", r"(?:NIST[ -]*)?(?:CSF|CYBERSECURITY FRAMEWORK)", "NIST CSF", " "),
    ("PCI SSC", r"PCI[ -]*DSS", "PCI DSS", " v"),
    ("CIS", r"CIS(?: CRITICAL SECURITY)? CONTROLS", "CIS Controls", " v"),
    ("OWASP", r"(?:OWASP[ -]*)?ASVS", "OWASP ASVS", " v"),
    ("W3C", r"(?:W3C )?VC DATA MODEL", "VC Data Model", " "),
    ("1EdTech", r"OPEN ?BADGES?", "Open Badges", " "),
    ("OASIS", r"(?:OASIS )?STIX", "STIX", " "),
    ("OASIS", r"(?:OASIS )?TAXII", "TAXII", " "),
    ("OASIS", r"OASIS[ -]CAP", "OASIS CAP", " "),
    ("IMO", r"(?:IMO )?ISPS(?: CODE)?", "ISPS Code", " "),
    ("ICoCA", r"ICOC", "ICoC", " "),
    ("ICAO", r"ICAO ANNEX(?= \d)", "ICAO Annex", " "),
    ("BRE", r"LPS(?=[ -]*\d)", "LPS", " "),
)
_PROFILE = re.compile(r"ONVIF[ -]*(?:PROFILE[ -]*)?([A-Z])")
_OASIS = re.compile(r"OASIS ([A-Z0-9]+(?:-[A-Z0-9]+)*?)(?:-V(\d[\d.]*)((?:-[A-Z0-9]+)*))?")
# What looks like a version is the number itself.
_NUMBERED = {"ICAO Annex", "LPS"}


def read(text: str) -> Code | None:
    """``NIST CSF 2.0``, ``onvif s``, ``pci dss 4.0.1``, ``stix 2.1``, ``OASIS SAML-v2.0``."""
    if found := _PROFILE.fullmatch(text):
        return Code(text=f"ONVIF Profile {found[1]}", body="ONVIF", number=found[1])
    for body, typed, name, mark in _NAMES:
        if found := re.fullmatch(typed + _VERSION, text):
            version = found[1] or ""
            whole = name + (f"{mark}{version}" if version else "")
            if name in _NUMBERED:
                return Code(text=whole, body=body, number=version)
            number = name.removeprefix(body).strip()
            return Code(text=whole, body=body, number=number, edition=version, plain=name)
    if found := _OASIS.fullmatch(text):
        name, version, more = found.groups()
        plain = f"OASIS {name}"
        return Code(
            text=plain + (f"-v{version}{more}" if version else ""),
            body="OASIS",
            number=name,
            edition=version or "",
            plain=plain,
        )
    return None
