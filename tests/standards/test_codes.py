"""However a code is typed, one standard is meant; what is none is none, and nothing raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.standards.codes import parse
from tests.standards.spellings import ADOPTERS, ASKED, NO_CODES, NOT_ASKED, PACKED, PIECES, TYPED


@pytest.mark.parametrize(("typed", "meant"), TYPED.items())
def test_a_typed_code_is_read_as_what_is_meant(typed, meant):
    code = parse(typed)

    assert (str(code) if code else None) == meant


@pytest.mark.parametrize(
    "adopter",
    ADOPTERS,
)
def test_a_national_body_may_stand_before_anothers_code(adopter):
    code = parse(f"{adopter} ISO/IEC 27001:2022")

    assert (str(code), code.adopts) == (
        f"{adopter} ISO/IEC 27001:2022",
        parse("ISO/IEC 27001:2022"),
    )


@pytest.mark.parametrize("text", NO_CODES)
def test_what_is_no_code_is_read_as_none(text):
    assert parse(text) is None


def test_a_code_says_what_a_catalogue_must_know():
    code = parse("SNI ISO/IEC TS 62443-1-5:2023")

    assert code.key == "sni-iso-iec-ts-62443-1-5-2023"
    assert (code.body, code.kind, code.number, code.part) == ("SNI", "TS", "62443", "1-5")
    assert (code.year, code.edition, code.stage) == ("2023", "", "")
    assert str(code.undated) == "SNI ISO/IEC TS 62443-1-5"
    assert str(code.whole) == "SNI ISO/IEC TS 62443"
    assert code.adopts == parse("ISO/IEC TS 62443-1-5:2023")
    assert code.undated.adopts == parse("ISO/IEC TS 62443-1-5")
    assert code.whole.adopts == parse("ISO/IEC TS 62443")


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("ISO/IEC 27001", "ISO/IEC"),
        ("IWA 14-1", "ISO"),
        ("ISO/IEC IWA 14-1", "ISO"),
        ("BS EN ISO 9001", "BSI"),
        ("PAS 68", "BSI"),
        ("CLC/TS 50131-7", "CENELEC"),
        ("prEN 17483-4", "EN"),
        ("RSNI3 8799", "SNI"),
        ("en 303645", "ETSI"),
        ("FIPS 140-3", "NIST"),
        ("NBS TN 477", "NBS"),
        ("RFC 8446", "IETF"),
        ("onvif s", "ONVIF"),
        ("27001", ""),
    ],
)
def test_a_code_names_who_publishes_it(typed, body):
    assert parse(typed).body == body


@pytest.mark.parametrize(
    ("typed", "edition", "undated"),
    [
        ("NIST SP 800-53 Rev. 5", "Rev. 5", "NIST SP 800-53"),
        ("NIST SP 800-63-4", "4", "NIST SP 800-63"),
        ("NIST SP 800-57 Part 1 Rev. 5", "Rev. 5", "NIST SP 800-57 Part 1"),
        ("FIPS 140-3", "3", "FIPS 140"),
        ("ETSI EN 303 645 V2.1.1 (2020-06)", "V2.1.1", "ETSI EN 303 645"),
        ("IEC 62443-2-1 ED2", "ED2", "IEC 62443-2-1"),
        ("PCI DSS v4.0.1", "4.0.1", "PCI DSS"),
        ("ASTM F3411-22a", "22a", "ASTM F3411"),
        ("ITU-T X.509 (10/2019)", "", "ITU-T X.509"),
        ("SNI 03-3985-2000", "", "SNI 03-3985"),
        ("ISO/FDIS 9001:2026(en)", "", "ISO 9001"),
    ],
)
def test_editions_of_one_standard_share_the_undated_code(typed, edition, undated):
    code = parse(typed)

    assert (code.edition, str(code.undated)) == (edition, undated)
    assert code.undated == parse(undated)


@pytest.mark.parametrize(
    ("typed", "stage"),
    [
        ("ISO/FDIS 9001", "FDIS"),
        ("CD IWA 37", "CD"),
        ("prEN 17483-4", "pr"),
        ("BS prEN 17483-4", "pr"),
        ("RSNI3 ISO 22301", "RSNI3"),
        ("NIST SP 800-63-4 ipd", "ipd"),
        ("IEEE P2410", "P"),
    ],
)
def test_a_draft_says_its_stage(typed, stage):
    assert parse(typed).stage == stage


@pytest.mark.parametrize(
    ("typed", "supplement", "amends"),
    [
        ("ISO 9001:2015/Amd 1:2024", "Amd 1:2024", "ISO 9001:2015"),
        ("EN 50131-1:2006+A1:2009", "A1:2009", "EN 50131-1:2006"),
        ("SNI 0225:2011/Amd 5:2016", "Amd 5:2016", "SNI 0225:2011"),
        ("SNI ISO 9001:2015/Amd 1:2024", "Amd 1:2024", "SNI ISO 9001:2015"),
    ],
)
def test_a_supplement_says_what_it_amends(typed, supplement, amends):
    code = parse(typed)

    assert (code.supplement, code.amends) == (supplement, parse(amends))
    assert code.amends.adopts == parse(amends).adopts
    assert code.amends.amends is None


def test_languages_make_no_other_standard():
    assert parse("ISO 9001:2015(fr)") == parse("ISO 9001:2015")
    assert parse("NIST CSWP 6 por") == parse("NIST CSWP 6")


@pytest.mark.parametrize("said", ASKED)
def test_a_standard_is_known_by_each_name_that_people_give_it(said):
    assert [one for one in ASKED[said] if parse(one).key not in parse(said).names] == []


@pytest.mark.parametrize("said", NOT_ASKED)
def test_a_standard_is_not_known_by_anothers_name(said):
    assert [one for one in NOT_ASKED[said] if parse(one).key in parse(said).names] == []


@given(typed=st.sampled_from(sorted(TYPED)), data=st.data())
def test_case_and_wider_spaces_change_nothing(typed, data):
    upper = data.draw(st.lists(st.booleans(), min_size=len(typed), max_size=len(typed)))
    cased = (one.upper() if up else one.lower() for one, up in zip(typed, upper, strict=True))
    space = data.draw(st.sampled_from([" ", "  ", "\t", "\u00a0", "\n "]))

    again = parse(space + "".join(cased).replace(" ", space) + space)

    assert (again, str(again)) == (parse(typed), str(parse(typed)))


@pytest.mark.parametrize("code", PACKED)
def test_a_code_is_the_same_without_its_spaces(code):
    assert str(parse(code.replace(" ", ""))) == code


LIKE_CODES = st.builds(
    str.join, st.sampled_from(["", " ", "-"]), st.lists(st.sampled_from(PIECES), max_size=8)
)


@given(text=st.one_of(st.text(), LIKE_CODES))
def test_any_text_is_a_code_that_reads_as_written_or_none(text):
    code = parse(text)

    assert code is None or (parse(str(code)), str(parse(str(code)))) == (code, str(code))
