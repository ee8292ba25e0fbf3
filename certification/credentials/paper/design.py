"""How the papers of one kind of credential look, apart from the words of each.

Pure: a published version of a template says it (``models.TemplateVersion``).
"""

from dataclasses import dataclass

BACKGROUNDS = ("kawung", "waves", "plain")


@dataclass(frozen=True)
class Signatory:
    """Who stands for it by name. What binds is the signature in the code, not a drawn one."""

    name: str
    role_id: str
    role_en: str


@dataclass(frozen=True)
class Design:
    """Words in both languages, colours as ``#RRGGBB``.

    ``note`` says what the paper is not: nobody is to take it for the police's card. ``crest`` is a
    PNG without transparency; without one the house's own is drawn. At most two sign.
    """

    issuer: str
    heading_id: str
    heading_en: str
    awarded_id: str
    awarded_en: str
    note_id: str
    note_en: str
    ink: str
    quiet: str
    accent: str
    ornament: str
    gold: str
    background: str
    crest: bytes = b""
    signatories: tuple[Signatory, ...] = ()


HOUSE = Design(
    issuer="Security Training Centre",
    heading_id="Sertifikat",
    heading_en="Certificate",
    awarded_id="Diberikan kepada",
    awarded_en="Awarded to",
    note_id="Bukan Kartu Tanda Anggota Satpam dari Polri",
    note_en="Not the guard card that the police issue",
    ink="#14212B",
    quiet="#55616B",
    accent="#123A5A",
    ornament="#A9C0CE",
    gold="#B7791F",
    background="waves",
)
