"""Phone numbers as people here type them, and the one way in which they are kept."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumberType

HOME = "ID"
REACHED_BY_MESSAGE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def not_a_number() -> ValidationError:
    return ValidationError(
        _("Nomor ini tidak dikenali. Tulis nomor ponsel Anda, misalnya 0812-3456-7890."),
        code="phone",
    )


def normal(typed: str) -> str:
    """A mobile number in E.164, however typed: ``0812-3456-7890`` is ``+6281234567890``.

    Raises ``ValidationError`` for what no message can reach.
    """
    text = typed.strip()
    digits = re.sub(r"\D", "", text)
    abroad = text.startswith(("+", "＋")) or digits.startswith("00")
    digits = digits.removeprefix("00")
    # Without its plus, 62 812 … would be read as a number inside the country: +62 62 812 ….
    if abroad or digits.startswith("62"):
        digits = f"+{digits}"
    try:
        number = phonenumbers.parse(digits, HOME)
    except phonenumbers.NumberParseException as error:
        raise not_a_number() from error
    if (
        not phonenumbers.is_valid_number(number)
        or phonenumbers.number_type(number) not in REACHED_BY_MESSAGE
    ):
        raise not_a_number()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def looks_like_one(typed: str) -> bool:
    """Whether the writer meant a phone number rather than an e-mail address."""
    return "@" not in typed and re.search(r"\d{3}", re.sub(r"[\s().\-/]", "", typed)) is not None


def hidden(number: str) -> str:
    """A number that its owner knows again and nobody else learns: ``+62•••••7890``."""
    return f"{number[:3]}•••••{number[-4:]}"
