"""However a code is typed, one standard is meant; what is none is none, and nothing raises."""

import pytest

from search.standards.codes import parse

TYPED = {
    # ISO, IEC and both together
    "iso27001": "ISO 27001",
    "iso 27001:2022": "ISO 27001:2022",
    "ISO/IEC 27001:2022": "ISO/IEC 27001:2022",
    "iso iec 27001 2013": "ISO/IEC 27001:2013",
    "iso-iec-27001": "ISO/IEC 27001",
    "ISO / IEC  27001-2022": "ISO/IEC 27001:2022",
    "ISO/IEC27001:2022": "ISO/IEC 27001:2022",
    "iec 62676 4": "IEC 62676-4",
    "IEC62676-4": "IEC 62676-4",
    "iec 62443 3 3": "IEC 62443-3-3",
    "isa 62443 3-3": "IEC 62443-3-3",
    # numbers alone
    "27001": "27001",
    "62676-4": "62676-4",
    "62443 3 3": "62443-3-3",
    # SNI
    "sni8799": "SNI 8799",
    "SNI 8799:2019": "SNI 8799:2019",
    "sni iso 18788": "SNI ISO 18788",
    "SNI ISO/IEC 27001:2022": "SNI ISO/IEC 27001:2022",
    # NIST
    "NIST 800-53": "NIST SP 800-53",
    "sp800-53r5": "NIST SP 800-53 Rev. 5",
    "800-45ver2": "NIST SP 800-45 Version 2",
    "NIST CSF 2.0": "NIST CSF 2.0",
}


@pytest.mark.parametrize(("typed", "meant"), TYPED.items())
def test_a_typed_code_is_read_as_what_is_meant(typed, meant):
    assert str(parse(typed)) == meant
